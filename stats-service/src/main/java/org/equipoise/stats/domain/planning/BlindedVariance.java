package org.equipoise.stats.domain.planning;

/**
 * How the variance within arms is estimated from the values of both arms together, without knowing who is in which arm.
 *
 * <p>With the shares w and 1 &minus; w of the arms and a true difference &Delta; the one-sample variance s&sup2; of n values has the
 * mean &sigma;&sup2; + w(1 &minus; w)&Delta;&sup2; n/(n &minus; 1) if the arms are filled exactly in that ratio.
 */
public enum BlindedVariance {
    /** s&sup2;: too large by w(1 &minus; w)&Delta;&sup2; if there is an effect. Source: Kieser and Friede, Stat Med 2003;22:3571. */
    UNADJUSTED,
    /**
     * (n &minus; 1)/(n &minus; 2) (s&sup2; &minus; w(1 &minus; w)&Delta;&sup2;) with the planned difference. Source: Gould and Shih,
     * Communications in Statistics 1992;21:2833.
     */
    GOULD_SHIH,
    /**
     * s&sup2; &minus; n/(n &minus; 1) w(1 &minus; w)&Delta;&sup2; with the planned difference; without bias if it is the true one. Source:
     * Zucker, Wittes, Schabenberger and Brittain, Stat Med 1999;18:3493; Kieser and Friede, Stat Med 2003;22:3571.
     */
    BIAS_ADJUSTED;

    /** The estimate; possibly not positive. */
    double estimate(double oneSample, int values, double shift) {
        double n = values;
        return switch (this) {
            case UNADJUSTED -> oneSample;
            case GOULD_SHIH -> (n - 1) / (n - 2) * (oneSample - shift);
            case BIAS_ADJUSTED -> oneSample - n / (n - 1) * shift;
        };
    }
}
