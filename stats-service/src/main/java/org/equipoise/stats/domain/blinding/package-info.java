/** How well a trial's blind held, from what people guess that they were given. */
package org.equipoise.stats.domain.blinding;
