/** Calls to a running Equipoise through its gateway, each with the token of the person who makes it. */
package org.equipoise.launcher.client;
