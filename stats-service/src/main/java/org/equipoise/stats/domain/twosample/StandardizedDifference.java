package org.equipoise.stats.domain.twosample;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.NoncentralT;
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
    private static final double LARGEST_T = 1e5;

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

    /**
     * The intervals of d and g from the noncentral t distribution, exact for normal values of one variance.
     *
     * <p>t = d/&radic;(1/n&#8321; + 1/n&#8322;) has &nu; degrees of freedom and the noncentrality &delta;/&radic;(1/n&#8321; +
     * 1/n&#8322;), &delta; being the true standardized difference. The limits are the &delta; under which the observed t leaves half of
     * the rest to a tail; those of g are J times those of d. Their numerical error is that of {@link NoncentralT}, some 1e-13
     * relative. Source: Hedges and Olkin, 1985, section 5.E; Steiger and Fouladi, in What If There Were No Significance Tests?, 1997.
     *
     * @param first the arm of interest
     * @param second the reference arm
     * @param level the coverage
     * @return the intervals of first minus second. Not computed if neither arm varies, or if t leaves &plusmn;1e5
     */
    public static Outcome<NoncentralIntervals> noncentral(Summary first, Summary second, double level) {
        double tail = (1 - ConfidenceInterval.requireLevel(level)) / 2;
        return of(first, second, level).flatMap(usual -> {
            double unit = Math.sqrt(1.0 / first.size() + 1.0 / second.size());
            double t = usual.cohensD() / unit;
            int degrees = first.size() + second.size() - 2;
            if (!(Math.abs(t) <= LARGEST_T)) {
                return Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "The t statistic is " + t + ", where the noncentral distribution is not resolved.",
                        "Check the standard deviations, or give the normal interval.");
            }
            OptionalDouble lower =
                    limit(noncentrality -> tailLog(degrees, -noncentrality, -t) - Math.log(tail), t, -tail);
            OptionalDouble upper = limit(noncentrality -> Math.log(tail) - tailLog(degrees, noncentrality, t), t, tail);
            if (lower.isEmpty() || upper.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "No noncentrality within a million leaves " + tail + " to a tail of t = " + t + ".",
                        "Choose a smaller confidence level.");
            }
            double low = lower.getAsDouble() * unit;
            double high = upper.getAsDouble() * unit;
            double factor = correction(degrees);
            return Outcome.computed(new NoncentralIntervals(
                    new ConfidenceInterval(low, high, level),
                    new ConfidenceInterval(factor * low, factor * high, level)));
        });
    }

    /** ln P(T &le; t); the upper tail is that of &minus;t and the mirrored noncentrality. */
    private static double tailLog(int degrees, double noncentrality, double t) {
        boolean inside = Math.abs(noncentrality) <= NoncentralT.LARGEST_NONCENTRALITY;
        double probability = inside ? new NoncentralT(degrees, noncentrality).below(t) : noncentrality > 0 ? 0 : 1;
        return Math.log(probability);
    }

    private static OptionalDouble limit(DoubleUnaryOperator increasing, double t, double side) {
        double guess = t + Math.signum(side) * StandardNormal.upperQuantile(Math.abs(side));
        double step = Math.max(1, 0.01 * Math.abs(t));
        return MonotoneRoot.find(increasing, guess, step, NoncentralT.LARGEST_NONCENTRALITY);
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
