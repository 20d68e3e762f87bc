package org.equipoise.stats.domain.twosample;

import java.util.Objects;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * The t test of equal means.
 *
 * @param variances whether the arms share a variance (Student) or not (Welch, with Satterthwaite's degrees of freedom)
 * @param level the coverage of the interval
 */
public record TTest(Variances variances, double level) {

    /** Whether the arms share a variance. */
    public enum Variances {
        /** Student's test with the pooled variance and n&#8321; + n&#8322; &minus; 2 degrees of freedom. */
        EQUAL,
        /** Welch's test. Source: Welch, Biometrika 1947;34:28. */
        UNEQUAL
    }

    /** Checks the level. */
    public TTest {
        Objects.requireNonNull(variances, "variances");
        ConfidenceInterval.requireLevel(level);
    }

    /**
     * Compares the means.
     *
     * @param samples the values of the arms
     * @return the test of first minus second. Not computed if an arm has fewer than two values or if none varies
     */
    public Outcome<TTestResult> test(TwoSamples samples) {
        double n1 = samples.first().size();
        double n2 = samples.second().size();
        if (n1 < 2 || n2 < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "The arms have " + (int) n1 + " and " + (int) n2 + " values.",
                    "Each arm needs at least two.");
        }
        double difference = TwoSamples.mean(samples.first()) - TwoSamples.mean(samples.second());
        double squares1 = TwoSamples.squares(samples.first());
        double squares2 = TwoSamples.squares(samples.second());
        double part1 = squares1 / (n1 - 1) / n1;
        double part2 = squares2 / (n2 - 1) / n2;
        boolean pooled = variances == Variances.EQUAL;
        double variance = pooled ? (squares1 + squares2) / (n1 + n2 - 2) * (1 / n1 + 1 / n2) : part1 + part2;
        double share = part1 / (part1 + part2);
        double degrees = pooled ? n1 + n2 - 2 : 1 / (share * share / (n1 - 1) + (1 - share) * (1 - share) / (n2 - 1));
        double error = Math.sqrt(variance);
        if (!(error > 0 && degrees > 0 && Double.isFinite(difference / error))) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The standard error of the difference is " + error + ".",
                    "Check that the values are not constant within the arms.");
        }
        StudentT distribution = new StudentT(degrees);
        double t = difference / error;
        double half = distribution.upperQuantile((1 - level) / 2) * error;
        return Outcome.computed(new TTestResult(
                difference,
                error,
                degrees,
                t,
                distribution.outside(t),
                new ConfidenceInterval(difference - half, difference + half, level)));
    }
}
