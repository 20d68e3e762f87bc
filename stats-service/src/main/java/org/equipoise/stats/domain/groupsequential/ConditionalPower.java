package org.equipoise.stats.domain.groupsequential;

/**
 * The probability of rejecting at a later look through the upper bound, given the statistic at an interim look.
 *
 * <p>Given Z<sub>k</sub> = z, the score's further path is a Brownian motion that starts at z&radic;t<sub>k</sub>, so that
 *
 * <pre>CP(&theta;) = P&theta;(Z&#11388; &gt; c&#11388; for some j &gt; k, without having crossed the lower bound before | Z&#8342; = z)</pre>
 *
 * with t in units of the planned maximum information and the drift &theta; = effect &times; &radic;(maximum information), the
 * mean of Z at t = 1. For one look that remains it is &Phi;((&theta;(t<sub>K</sub> &minus; t<sub>k</sub>) + z&radic;t<sub>k</sub>
 * &minus; c<sub>K</sub>&radic;t<sub>K</sub>)/&radic;(t<sub>K</sub> &minus; t<sub>k</sub>)). Source: Lan, Simon and Halperin,
 * Sequential Analysis 1982;1:207; Jennison and Turnbull, 2000, chapter 10.
 *
 * @param boundary the efficacy boundary, looks to come included
 */
public record ConditionalPower(StoppingBoundary boundary) {

    /**
     * Conditional power under any effect.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @param drift the effect as the mean of Z at an information fraction of 1: 0 for no effect, the design's drift for
     *     its alternative
     * @return the probability of rejecting later through the upper bound, all later looks counted
     */
    public Estimate under(int look, double z, double drift) {
        Levels.requireFinite("drift", drift);
        return RemainingLooks.after(boundary, look, look + 1, z).crossingUnder(drift);
    }

    /**
     * Conditional power if the effect observed so far, z/&radic;t, is the true one.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @return the probability of rejecting later through the upper bound, all later looks counted
     */
    public Estimate underCurrentTrend(int look, double z) {
        return under(look, z, trend(look, z));
    }

    /**
     * Conditional power if no look but the last one will take place.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @param drift the effect as the mean of Z at an information fraction of 1
     * @return the probability that Z at the last look is above its critical value
     */
    public Estimate atFinalLookOnly(int look, double z, double drift) {
        Levels.requireFinite("drift", drift);
        return RemainingLooks.after(boundary, look, boundary.looks().size(), z).crossingUnder(drift);
    }

    /**
     * The effect observed so far, as a drift.
     *
     * @param look the interim look, from 1
     * @param z the statistic at that look
     * @return z/&radic;t
     */
    public double trend(int look, double z) {
        return z / Math.sqrt(boundary.look(look).informationFraction());
    }
}
