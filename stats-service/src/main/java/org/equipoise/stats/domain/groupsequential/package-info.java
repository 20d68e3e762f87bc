/**
 * Group-sequential tests: boundaries by alpha spending at any looks, conditional power and what follows from them.
 *
 * <p>Everything rests on one recursion, {@code SubDensity}: the density of the score on the paths that have not stopped
 * yet, carried from look to look by composite Gauss&ndash;Legendre quadrature whose panels follow the layers that
 * earlier boundaries left. Information is in units of the planned maximum information, an effect is a drift: the mean of
 * the statistic Z at full information.
 */
package org.equipoise.stats.domain.groupsequential;
