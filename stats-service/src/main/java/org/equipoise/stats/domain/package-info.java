/**
 * The statistics engine: group-sequential designs, models and estimates in plain Java.
 *
 * <p>Every package below holds one family of methods. The classes are immutable, know no framework, take randomness and
 * time as arguments, and answer an {@link org.equipoise.stats.domain.Outcome} where data can defeat them. The only
 * library behind them is Apache Commons Statistics (distribution functions).
 */
package org.equipoise.stats.domain;
