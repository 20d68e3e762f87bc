package org.equipoise.stats.domain.twosample;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * A difference of means in units of the common standard deviation.
 *
 * <p>Cohen's d is the difference divided by the pooled standard deviation; Hedges' g is Jd with J = &Gamma;(&nu;/2) /
 * (&radic;(&nu;/2) &Gamma;((&nu; &minus; 1)/2)), &nu; = n&#8321; + n&#8322; &minus; 2, which removes its bias. The interval of g is g
 * &plusmn; zJ&radic;(1/n&#8321; + 1/n&#8322; + d&sup2;/(2(n&#8321; + n&#8322;))). Source: Hedges and Olkin, Statistical Methods for
 * Meta-Analysis, 1985.
 *
 * @param cohensD d
 * @param hedgesG g
 * @param standardError the standard error of g
 * @param interval the interval of g
 */
public record StandardizedDifference(
        double cohensD, double hedgesG, double standardError, ConfidenceInterval interval) {

    private static final int ASYMPTOTIC = 20_000;

    /**
     * An arm's summary.
     *
     * @param size the number of values, at least two
     * @param mean their mean
     * @param deviation their standard deviation, 0 or more
     */
    public record Summary(int size, double mean, double deviation) {

        /** Checks the numbers. */
        public Summary {
            if (size < 2 || !Double.isFinite(mean) || !(deviation >= 0 && deviation < 1e150)) {
                throw new IllegalArgumentException(
                        "a summary needs at least two values, a finite mean and a deviation of 0 or" + " more, but has "
                                + size + ", " + mean + " and " + deviation);
            }
        }
    }

    /**
     * The difference of two arms.
     *
     * @param first the arm of interest
     * @param second the reference arm
     * @param level the coverage of the interval
     * @return first minus second. Not computed if neither arm varies
     */
    public static Outcome<StandardizedDifference> of(Summary first, Summary second, double level) {
        double z = StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2);
        double n1 = first.size();
        double n2 = second.size();
        int degrees = first.size() + second.size() - 2;
        double squares =
                (n1 - 1) * first.deviation() * first.deviation() + (n2 - 1) * second.deviation() * second.deviation();
        double d = (first.mean() - second.mean()) / Math.sqrt(squares / degrees);
        if (!Double.isFinite(d)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The pooled standard deviation is " + Math.sqrt(squares / degrees) + ".",
                    "Give the difference in the unit of the values.");
        }
        double correction = correction(degrees);
        double g = correction * d;
        double error = correction * Math.sqrt(1 / n1 + 1 / n2 + d * d / (2 * (n1 + n2)));
        return Outcome.computed(
                new StandardizedDifference(d, g, error, new ConfidenceInterval(g - z * error, g + z * error, level)));
    }

    /** J, by J(&nu; + 2) = J(&nu;) &nu;/(&nu; &minus; 1) &radic;(&nu;/(&nu; + 2)) from J(2) and J(3). */
    private static double correction(int degrees) {
        if (degrees > ASYMPTOTIC) {
            return 1 - 3 / (4.0 * degrees - 1);
        }
        double current = degrees % 2 == 0 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI / 6);
        for (double nu = degrees % 2 == 0 ? 2 : 3; nu < degrees; nu += 2) {
            current *= nu / (nu - 1) * Math.sqrt(nu / (nu + 2));
        }
        return current;
    }
}
