package org.equipoise.stats.domain.groupsequential;

/**
 * The probability of rejecting at a later look through the upper bound, given the statistic at an interim look, averaged
 * over what is then known of the effect.
 *
 * <p>With a normal prior N(m, v) of the drift &theta; and Z<sub>k</sub> = z at the information fraction t, the posterior of
 * &theta; is normal with the precision 1/v + t and the mean (m/v + z&radic;t)/(1/v + t); a flat prior gives N(z/&radic;t, 1/t).
 * Predictive power is the mean of {@link ConditionalPower} over the posterior. It needs no integration over &theta;: the
 * predictive process is a Brownian motion in another clock. Source: Spiegelhalter, Freedman and Blackburn, Controlled
 * Clinical Trials 1986;7:8.
 *
 * @param boundary the efficacy boundary, looks to come included
 */
public record PredictivePower(StoppingBoundary boundary) {

    /**
     * Predictive power with a flat prior, all later looks counted.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @return the probability of rejecting later through the upper bound
     */
    public Estimate withFlatPrior(int look, double z) {
        return flat(look, look + 1, z);
    }

    /**
     * Predictive power with a flat prior if no look but the last one will take place.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @return the probability that Z at the last look is above its critical value
     */
    public Estimate withFlatPriorAtFinalLookOnly(int look, double z) {
        return flat(look, boundary.looks().size(), z);
    }

    /**
     * Predictive power with a normal prior of the drift, all later looks counted.
     *
     * @param look the interim look, from 1 to one before the last
     * @param z the statistic at that look
     * @param priorMean the prior mean of the drift (the mean of Z at an information fraction of 1)
     * @param priorVariance its prior variance, above 0
     * @return the probability of rejecting later through the upper bound
     */
    public Estimate withNormalPrior(int look, double z, double priorMean, double priorVariance) {
        Levels.requireFinite("the prior mean", priorMean);
        if (!(priorVariance > 0 && priorVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the prior variance must be above 0 and finite, but is " + priorVariance);
        }
        RemainingLooks later = RemainingLooks.after(boundary, look, look + 1, z);
        double fraction = boundary.look(look).informationFraction();
        double shrinkage = 1 / (1 + priorVariance * fraction);
        double mean = (priorMean + priorVariance * z * Math.sqrt(fraction)) * shrinkage;
        return later.crossingUnder(mean, priorVariance * shrinkage);
    }

    private Estimate flat(int look, int from, double z) {
        RemainingLooks later = RemainingLooks.after(boundary, look, from, z);
        double fraction = boundary.look(look).informationFraction();
        return later.crossingUnder(z / Math.sqrt(fraction), 1 / fraction);
    }
}
