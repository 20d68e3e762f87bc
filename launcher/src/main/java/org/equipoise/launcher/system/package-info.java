/** Starts, watches and stops every part of Equipoise on one machine, each in a process of its own. */
package org.equipoise.launcher.system;
