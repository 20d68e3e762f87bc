package org.equipoise.stats.domain.planning;

import java.util.Objects;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Power and sample size of tests of two proportions.
 *
 * <p>With &sigma;&#8320;&sup2;/n&#8322; the variance of the difference under the null hypothesis as the test estimates it and
 * &sigma;&#8321;&sup2;/n&#8322; that under the alternative, p&#8321;(1 &minus; p&#8321;)/r + p&#8322;(1 &minus; p&#8322;), r = n&#8321;/n&#8322;,
 *
 * <blockquote>n&#8322; = (z<sub>1&minus;&alpha;/s</sub>&sigma;&#8320; + z<sub>power</sub>&sigma;&#8321;)&sup2; / (p&#8321; &minus; p&#8322; &minus; &Delta;&#8320;)&sup2;.</blockquote>
 *
 * &sigma;&#8320; comes from the common proportion (pooled), from the alternative (unpooled) or from the restricted maximum of the
 * likelihood (Miettinen and Nurminen). These sizes are approximations; {@link #exactPower} sums over all pairs of counts for
 * each of the tests, Fisher's included. Sources: Fleiss, Statistical Methods for Rates and Proportions, 1981; Farrington and
 * Manning, Stat Med 1990;9:1447; Casagrande, Pike and Smith, Biometrics 1978;34:483.
 *
 * @param first p&#8321;, the expected share of responders in the arm of interest
 * @param second p&#8322;, that in the reference arm
 * @param nullDifference &Delta;&#8320;, the difference p&#8321; &minus; p&#8322; under the null hypothesis: 0, or the margin with its sign
 * @param method the test
 * @param test level, sides and allocation; a two-sided test counts as one on the side of the effect with half of alpha
 */
public record ProportionsPlan(
        double first, double second, double nullDifference, ProportionsMethod method, TTestPlan.Test test) {

    /** The largest arm that exact power is computed for. */
    public static final int LARGEST_ARM = 5000;

    private static final int WINDOW = 20;

    /** Checks the numbers. */
    public ProportionsPlan {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(test, "test");
        PlanningChecks.requireShare("the share of the first arm", first);
        PlanningChecks.requireShare("the share of the second arm", second);
        if (!(nullDifference > -1 && nullDifference < 1)) {
            throw new IllegalArgumentException(
                    "the difference under the null hypothesis must lie between -1 and 1, but is " + nullDifference);
        }
        if (nullDifference != 0 && !method.allowsMargin()) {
            throw new IllegalArgumentException("the test " + method + " has no margin, but " + nullDifference
                    + " is given; use MIETTINEN_NURMINEN");
        }
        if (first - second == nullDifference) {
            throw new IllegalArgumentException("the expected difference and the one under the null hypothesis are both "
                    + nullDifference + "; no sample size tells them apart");
        }
    }

    /**
     * The exact power: the sum of the probabilities of all pairs of counts with which the test rejects on the side of the effect.
     *
     * @param firstSize participants of the first arm, 1 to {@value #LARGEST_ARM}
     * @param secondSize participants of the second arm, likewise
     * @return the probability of rejecting
     */
    public double exactPower(int firstSize, int secondSize) {
        return upwards(firstSize, secondSize, first, second);
    }

    /**
     * The exact type I error probability on the side of the effect if both arms respond alike but for the difference under the
     * null hypothesis.
     *
     * @param firstSize participants of the first arm, 1 to {@value #LARGEST_ARM}
     * @param secondSize participants of the second arm, likewise
     * @param secondShare the true share p&#8322;, such that p&#8322; + &Delta;&#8320; lies between 0 and 1
     * @return the probability of rejecting
     */
    public double exactSize(int firstSize, int secondSize, double secondShare) {
        PlanningChecks.requireShare("the share of the second arm", secondShare);
        PlanningChecks.requireShare("the share of the first arm", secondShare + nullDifference);
        return upwards(firstSize, secondSize, secondShare + nullDifference, secondShare);
    }

    private double upwards(int firstSize, int secondSize, double p1, double p2) {
        requireArm(firstSize);
        requireArm(secondSize);
        double level = test.alpha() / test.sides().count();
        boolean up = first - second > nullDifference;
        return up
                ? new RejectionRegion(method, firstSize, secondSize, nullDifference, level).probability(p1, p2)
                : new RejectionRegion(method, secondSize, firstSize, -nullDifference, level).probability(p2, p1);
    }

    private static void requireArm(int size) {
        if (size < 1 || size > LARGEST_ARM) {
            throw new IllegalArgumentException(
                    "an arm must have 1 to " + LARGEST_ARM + " participants, but has " + size);
        }
    }

    /**
     * The power by the normal approximation that the formula of {@link #sampleSize} inverts.
     *
     * @param size the arms, each from 0.001 to 1e15
     * @return the probability of rejecting on the side of the effect; for Fisher's test that of the pooled test
     */
    public double approximatePower(SampleSize size) {
        if (Math.min(size.first(), size.second()) < 1e-3 || Math.max(size.first(), size.second()) > 1e15) {
            throw new IllegalArgumentException(
                    "arms must have 0.001 to 1e15 participants, but have " + size.first() + " and " + size.second());
        }
        double critical =
                StandardNormal.upperQuantile(test.alpha() / test.sides().count());
        double effect = Math.abs(first - second - nullDifference);
        double ratio = size.first() / size.second();
        double distance = effect * Math.sqrt(size.second()) - critical * underNull(ratio);
        double alternative = underAlternative(ratio);
        if (alternative == 0) {
            return distance > 0 ? 1 : 0;
        }
        return StandardNormal.below(distance / alternative);
    }

    /**
     * The sizes that have a power: by the formula, for Fisher's test by enumeration.
     *
     * @param power the wanted power, above alpha for each side
     * @return fractional sizes in the ratio of the allocation; for Fisher's test whole ones, as {@link #exactSampleSize}
     */
    public Outcome<SampleSize> sampleSize(double power) {
        PlanningChecks.requirePower(power);
        if (power <= test.alpha() / test.sides().count()) {
            throw new IllegalArgumentException("the power " + power + " must be above alpha on each side");
        }
        return method == ProportionsMethod.FISHER ? exactSampleSize(power) : formula(power);
    }

    private Outcome<SampleSize> formula(double power) {
        double critical =
                StandardNormal.upperQuantile(test.alpha() / test.sides().count());
        double wanted = -StandardNormal.upperQuantile(power);
        double effect = Math.abs(first - second - nullDifference);
        double root = (critical * underNull(test.allocation()) + wanted * underAlternative(test.allocation())) / effect;
        double size = root * root;
        if (!(root > 0 && size < Double.MAX_VALUE && size * test.allocation() < Double.MAX_VALUE && size > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "The formula gives no size above 0 for these proportions and this power.",
                    "Compute the exact power of small trials.");
        }
        return Outcome.computed(new SampleSize(test.allocation() * size, size));
    }

    /**
     * The smallest whole sizes with the exact power, such that the next {@value #WINDOW} sizes of the second arm have it too:
     * exact power rises by jumps and falls between them.
     *
     * @param power the wanted power, above alpha for each side
     * @return whole sizes, the first arm being the allocation times the second, rounded. Not computed if an arm would exceed
     *     {@value #LARGEST_ARM}
     */
    public Outcome<SampleSize> exactSampleSize(double power) {
        PlanningChecks.requirePower(power);
        int high = 1;
        while (powerAt(high) < power) {
            if (Math.max(high, firstFor(high)) >= LARGEST_ARM / 2) {
                return Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "More than " + LARGEST_ARM / 2 + " participants are needed in an arm.",
                        "Use the normal approximation of the pooled or the Miettinen-Nurminen test.");
            }
            high *= 2;
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (powerAt(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int size = Math.max(1, high - WINDOW);
        for (int next = size; next <= size + WINDOW && next + WINDOW < LARGEST_ARM; next++) {
            if (powerAt(next) < power) {
                size = next + 1;
            }
        }
        return Outcome.computed(new SampleSize(firstFor(size), size));
    }

    private double powerAt(int secondSize) {
        return firstFor(secondSize) > LARGEST_ARM || secondSize > LARGEST_ARM
                ? 1
                : exactPower(firstFor(secondSize), secondSize);
    }

    private int firstFor(int secondSize) {
        return (int) Math.max(1, Math.min(1e9, Math.rint(test.allocation() * secondSize)));
    }

    /** &sigma;&#8320; for a ratio of the arms. */
    private double underNull(double ratio) {
        RestrictedShares shares = new RestrictedShares(ratio, 1);
        return switch (method) {
            case POOLED_Z, FISHER -> Math.sqrt(shares.variance(first, second, 0));
            case UNPOOLED_Z -> underAlternative(ratio);
            case MIETTINEN_NURMINEN -> Math.sqrt(shares.variance(first, second, nullDifference));
        };
    }

    /** &sigma;&#8321; for a ratio of the arms. */
    private double underAlternative(double ratio) {
        return Math.sqrt(first * (1 - first) / ratio + second * (1 - second));
    }
}
