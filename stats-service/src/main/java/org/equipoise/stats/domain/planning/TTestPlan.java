package org.equipoise.stats.domain.planning;

import java.util.Objects;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.NoncentralT;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * Power and sample size of the t test of two means with a common variance.
 *
 * <p>With n&#8321; and n&#8322; participants, &nu; = n&#8321; + n&#8322; &minus; 2 and &lambda; = |&Delta; &minus; &Delta;&#8320;| / (&sigma;
 * &radic;(1/n&#8321; + 1/n&#8322;)) the power is P(T<sub>&nu;,&lambda;</sub> &gt; t<sub>&nu;,1&minus;&alpha;/s</sub>), T being noncentral t: the
 * probability of rejecting on the side of the effect, as for the designs of {@code groupsequential}. A two-sided test rejects on
 * the wrong side too, with a probability below &alpha;/2 that is no success. Superiority has &Delta;&#8320; = 0; non-inferiority and
 * superiority by a margin have the margin, with its sign, as &Delta;&#8320;. Source: Chow, Shao, Wang and Lokhnygina, Sample Size
 * Calculations in Clinical Research, chapter 3.
 *
 * <pre>{@code
 * new TTestPlan(4, 0, 9, new TTestPlan.Test(0.05, TestSides.TWO_SIDED, 1)).sampleSize(0.9); // 107.4 in each arm
 * }</pre>
 *
 * @param difference &Delta;, the expected difference of the means, first minus second arm, in any unit
 * @param nullDifference &Delta;&#8320;, the difference under the null hypothesis, in the same unit; not equal to the difference
 * @param deviation &sigma;, the standard deviation within arms, in the same unit, above 0
 * @param test level, sides and allocation
 */
public record TTestPlan(double difference, double nullDifference, double deviation, Test test) {

    private static final double SMALLEST_DEGREES = 1;
    private static final double LARGEST_TOTAL = 1e9;

    /**
     * What the test is.
     *
     * @param alpha the type I error probability over all sides
     * @param sides one- or two-sided
     * @param allocation participants of the first arm for each one of the second, from 0.001 to 1000
     */
    public record Test(double alpha, TestSides sides, double allocation) {
        /** Checks the numbers. */
        public Test {
            Objects.requireNonNull(sides, "sides");
            PlanningChecks.requireAlpha(alpha, sides);
            PlanningChecks.requireAllocation(allocation);
        }
    }

    /** Checks the numbers. */
    public TTestPlan {
        Objects.requireNonNull(test, "test");
        PlanningChecks.requireFinite("the difference", difference);
        PlanningChecks.requireFinite("the difference under the null hypothesis", nullDifference);
        PlanningChecks.requirePositive("the standard deviation", deviation);
        if (difference == nullDifference) {
            throw new IllegalArgumentException("the expected difference and the one under the null hypothesis are both "
                    + difference + "; no sample size tells them apart");
        }
    }

    /**
     * The power with given numbers of participants.
     *
     * @param size the arms, together at least 3 participants; fractions are allowed
     * @return the probability of rejecting on the side of the effect, to about 1e-13
     */
    public double power(SampleSize size) {
        return onTheSideOfTheEffect(size, 1);
    }

    /**
     * The probability of rejecting with given numbers of participants, on whichever side.
     *
     * @param size as for {@link #power}
     * @return the power, for a two-sided test with the probability of rejecting on the wrong side added
     */
    public double rejection(SampleSize size) {
        double right = power(size);
        return switch (test.sides()) {
            case ONE_SIDED -> right;
            case TWO_SIDED -> right + onTheSideOfTheEffect(size, -1);
        };
    }

    private double onTheSideOfTheEffect(SampleSize size, int sign) {
        double degrees = size.total() - 2;
        if (!(degrees >= SMALLEST_DEGREES && degrees <= LARGEST_TOTAL)) {
            throw new IllegalArgumentException(
                    "the arms must have 3 to 1e9 participants together, but have " + size.total());
        }
        double noncentrality = standardized() / Math.sqrt(1 / size.first() + 1 / size.second());
        if (noncentrality > NoncentralT.LARGEST_NONCENTRALITY) {
            return sign > 0 ? 1 : 0;
        }
        double critical =
                new StudentT(degrees).upperQuantile(test.alpha() / test.sides().count());
        return new NoncentralT(degrees, sign * noncentrality).above(critical);
    }

    /**
     * The sizes that have a power.
     *
     * @param power the wanted power, above alpha for each side and below 1
     * @return fractional sizes in the ratio of the allocation. Not computed if 3 participants have more than the power, or if
     *     more than a billion would be needed
     */
    public Outcome<SampleSize> sampleSize(double power) {
        PlanningChecks.requirePower(power);
        double smallest = SMALLEST_DEGREES + 2;
        if (power <= test.alpha() / test.sides().count() || power(split(smallest)) >= power) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "Three participants have the power " + power(split(smallest)) + " already.",
                    "Ask for a power above alpha, or check the difference and the standard deviation.");
        }
        double needed = Math.max(smallest, normalApproximation(power).total());
        if (!(needed <= LARGEST_TOTAL / 2)) {
            return tooMany(needed);
        }
        double probit = -StandardNormal.upperQuantile(power);
        OptionalDouble total = MonotoneRoot.find(
                logTotal ->
                        -StandardNormal.upperQuantile(power(split(Math.max(smallest, Math.exp(logTotal))))) - probit,
                Math.log(needed + 1),
                0.01,
                20);
        return total.isEmpty() ? tooMany(needed) : Outcome.computed(split(Math.exp(total.getAsDouble())));
    }

    /**
     * The sizes with the normal in the place of the t distribution: n&#8322; = (1 + 1/r)(z<sub>1&minus;&alpha;/s</sub> +
     * z<sub>power</sub>)&sup2;&sigma;&sup2;/(&Delta; &minus; &Delta;&#8320;)&sup2;, n&#8321; = r n&#8322;.
     *
     * @param power the wanted power, above alpha for each side
     * @return fractional sizes, slightly too small
     */
    public SampleSize normalApproximation(double power) {
        PlanningChecks.requirePower(power);
        double effect = PlanningChecks.standardizedEffect(test.alpha(), test.sides(), power);
        if (effect <= 0) {
            throw new IllegalArgumentException("the power " + power + " must be above alpha on each side, "
                    + test.alpha() / test.sides().count());
        }
        double root = effect / standardized();
        double second = (1 + 1 / test.allocation()) * root * root;
        return new SampleSize(bounded(test.allocation() * second), bounded(second));
    }

    private static double bounded(double size) {
        return Math.min(1e300, Math.max(1e-300, size));
    }

    private double standardized() {
        return Math.abs(difference / deviation - nullDifference / deviation);
    }

    private SampleSize split(double total) {
        double share = test.allocation() / (1 + test.allocation());
        return new SampleSize(share * total, (1 - share) * total);
    }

    private static Outcome<SampleSize> tooMany(double needed) {
        return Outcome.notComputed(
                Outcome.Reason.OUT_OF_RANGE,
                "About " + needed + " participants would be needed, out of the range of 3 to a billion.",
                "Check the difference and the standard deviation.");
    }
}
