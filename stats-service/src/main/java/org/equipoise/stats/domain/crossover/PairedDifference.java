package org.equipoise.stats.domain.crossover;

import java.util.List;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * The one-sample t test of differences within subjects, such as a treatment minus another in the same subject. It takes no
 * account of periods: see {@link TwoPeriodCrossover} for the difference that is free of them.
 *
 * <p>With the differences d&#8321; &hellip; d<sub>n</sub>: t = d&#772; / (s / &radic;n) on n &minus; 1 degrees of freedom, s with
 * divisor n &minus; 1. Source: Student, Biometrika 1908;6:1.
 *
 * @param n number of differences, at least 2
 * @param mean their mean, in units of the response
 * @param standardDeviation their standard deviation
 * @param standardError standardDeviation / &radic;n
 * @param degreesOfFreedom n &minus; 1
 * @param t mean / standardError
 * @param twoSidedP P(|T| &gt; |t|)
 * @param interval the interval of the mean
 */
public record PairedDifference(
        int n,
        double mean,
        double standardDeviation,
        double standardError,
        double degreesOfFreedom,
        double t,
        double twoSidedP,
        ConfidenceInterval interval) {

    /**
     * Tests that the differences are zero on average.
     *
     * @param differences one finite difference for each subject
     * @param level coverage of the interval, between 0 and 1
     * @return the test. Not computed with fewer than two differences, or if they do not vary
     */
    public static Outcome<PairedDifference> of(List<Double> differences, double level) {
        int n = differences.size();
        if (n < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "There are " + n + " subjects with both values.",
                    "Wait for at least two.");
        }
        double mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
        double squares =
                differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        double sd = Math.sqrt(squares / (n - 1));
        double error = sd / Math.sqrt(n);
        if (!(error > 0 && Double.isFinite(mean / error))) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The standard error of the mean difference is " + error + ".",
                    "Check that the differences are not all the same.");
        }
        StudentT distribution = new StudentT(n - 1);
        double half = distribution.upperQuantile((1 - level) / 2) * error;
        return Outcome.computed(new PairedDifference(
                n,
                mean,
                sd,
                error,
                n - 1,
                mean / error,
                distribution.outside(mean / error),
                new ConfidenceInterval(mean - half, mean + half, level)));
    }
}
