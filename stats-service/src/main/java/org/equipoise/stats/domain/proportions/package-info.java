/**
 * Shares of responders: one arm, two arms, two arms in strata.
 *
 * <p>Counts are exact, so that everything here is deterministic arithmetic on them; intervals that need a root are found
 * to the last digits.
 */
package org.equipoise.stats.domain.proportions;
