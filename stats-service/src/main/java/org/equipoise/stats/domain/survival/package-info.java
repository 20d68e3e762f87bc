/** Times to an event with right censoring: Kaplan&ndash;Meier curves, log-rank tests, the hazard ratio of two arms. */
package org.equipoise.stats.domain.survival;
