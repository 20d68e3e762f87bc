/** What the service does by itself, at intervals. */
package org.equipoise.ecrf.scheduling;
