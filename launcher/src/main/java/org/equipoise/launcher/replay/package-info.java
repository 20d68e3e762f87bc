/** Enters a trial that took place, from the tables in which it was published. */
package org.equipoise.launcher.replay;
