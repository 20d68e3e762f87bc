package org.equipoise.stats.domain.groupsequential;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Confidence intervals and p-values that hold at every look, whether or not the trial stops by its rule.
 *
 * <p>The repeated interval of the drift at look k is (Z<sub>k</sub> &plusmn; c<sub>k</sub>)/&radic;t<sub>k</sub> with the
 * critical value c<sub>k</sub>; all intervals together cover the drift with the probability 1 &minus; &alpha; (two-sided) or
 * 1 &minus; 2&alpha; (one-sided). The repeated p-value is the smallest alpha with which the same spending function would have
 * rejected at this look. Source: Jennison and Turnbull, JRSS B 1989;51:305.
 *
 * @param test the alpha-spending test
 */
public record RepeatedInference(AlphaSpending test) {

    /** Normal quantiles of the levels 1/2 and 1e-100, with a margin. */
    private static final double LOWEST = 1e-9;

    private static final double HIGHEST = StandardNormal.upperQuantile(1.1e-100);

    /**
     * The repeated confidence interval of the drift.
     *
     * @param look the look of a boundary of this test
     * @param z the statistic at that look, finite
     * @return the interval; unbounded where the look has no finite critical value
     */
    public RepeatedInterval interval(BoundaryLook look, double z) {
        Levels.requireFinite("z", z);
        double root = Math.sqrt(look.informationFraction());
        return new RepeatedInterval((z - look.criticalValue()) / root, (z + look.criticalValue()) / root);
    }

    /**
     * The repeated p-value, one- or two-sided as the test is.
     *
     * @param looks the information of all looks up to the one analysed
     * @param lastLook whether the trial ends with it
     * @param z the statistic at the last of these looks, finite
     * @return the p-value. Not computed if it is above 1/2 (one-sided) or below 1e-100
     */
    public Outcome<Estimate> pValue(InformationFractions looks, LastLook lastLook, double z) {
        Levels.requireFinite("z", z);
        return looks.<Estimate>tooClose().orElseGet(() -> {
            double statistic = test.sides() == TestSides.TWO_SIDED ? Math.abs(z) : z;
            OptionalDouble coarse = solve(Resolution.COARSE, looks, lastLook, statistic);
            OptionalDouble fine = coarse.isEmpty() ? coarse : solve(Resolution.FINE, looks, lastLook, statistic);
            return fine.isEmpty()
                    ? Outcome.notComputed(
                            Outcome.Reason.NO_SOLUTION,
                            "No alpha from 1e-100 to 1/2 for each side rejects just at z = " + z + ".",
                            "Report the p-value as above 1/2, or as below 1e-100 for a large z.")
                    : Outcome.computed(Estimate.between(fine.getAsDouble(), coarse.getAsDouble()));
        });
    }

    /** Searches over the normal quantile of the level of one side, in which the critical value is nearly linear. */
    private OptionalDouble solve(Resolution resolution, InformationFractions looks, LastLook lastLook, double z) {
        DoubleUnaryOperator excess =
                quantile -> criticalValue(resolution, looks, lastLook, StandardNormal.above(quantile)) - z;
        if (excess.applyAsDouble(LOWEST) > 0 || excess.applyAsDouble(HIGHEST) < 0) {
            return OptionalDouble.empty();
        }
        OptionalDouble quantile = MonotoneRoot.find(
                point -> excess.applyAsDouble(Math.max(LOWEST, Math.min(HIGHEST, point))),
                Math.max(LOWEST, Math.min(z, 0.5 * HIGHEST)),
                0.1,
                2 * HIGHEST);
        return quantile.isEmpty()
                ? quantile
                : OptionalDouble.of(test.sides().count() * StandardNormal.above(quantile.getAsDouble()));
    }

    private double criticalValue(Resolution resolution, InformationFractions looks, LastLook lastLook, double level) {
        AlphaSpending other = new AlphaSpending(test.sides().count() * level, test.sides(), test.function());
        double[] increments = other.increments(looks, lastLook);
        boolean symmetric = test.sides() == TestSides.TWO_SIDED;
        double[] critical = new SpendingSolver(resolution, looks.toArray(), increments, symmetric).solve(null);
        return critical[critical.length - 1];
    }
}
