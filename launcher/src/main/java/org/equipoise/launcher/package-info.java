/** The commands of {@code ./equipoise}. */
package org.equipoise.launcher;
