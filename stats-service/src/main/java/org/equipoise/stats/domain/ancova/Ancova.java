package org.equipoise.stats.domain.ancova;

import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * Analysis of covariance: a linear model of the response on covariates, factors and the treatment arm.
 *
 * <p>The model y = X&beta; + e with e ~ N(0, &sigma;&sup2;) is fitted by least squares through Householder's QR
 * decomposition. With p columns, n complete observations and residuals r, &sigma;&sup2; is estimated by r'r/(n &minus; p),
 * and a linear function l'&beta; has the variance &sigma;&sup2; l'(X'X)<sup>&minus;1</sup>l and n &minus; p degrees of
 * freedom. Source: Searle, Linear Models, 1971; for least-squares means Searle, Speed and Milliken, The American
 * Statistician 1980;34:216.
 *
 * <pre>{@code
 * Outcome<AncovaFit> outcome = Ancova.withDefaults().fit(data);
 * ArmContrast difference = outcome.orElseThrow().contrast("KET", "PBO");
 * }</pre>
 *
 * @param confidenceLevel the coverage of two-sided intervals, strictly between 0 and 1
 * @param margins how least-squares means average over factors
 */
public record Ancova(double confidenceLevel, Margins margins) {

    private static final double USUAL_LEVEL = 0.95;
    private static final double NEGLIGIBLE = 1e-13;

    /** Checks the level. */
    public Ancova {
        if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException(
                    "the confidence level must lie strictly between 0 and 1, but is " + confidenceLevel);
        }
    }

    /**
     * Intervals of 95 % and equal margins.
     *
     * @return the default analysis
     */
    public static Ancova withDefaults() {
        return new Ancova(USUAL_LEVEL, Margins.EQUAL);
    }

    /**
     * The same analysis with another confidence level.
     *
     * @param level the coverage, strictly between 0 and 1
     * @return the changed analysis
     */
    public Ancova withConfidenceLevel(double level) {
        return new Ancova(level, margins);
    }

    /**
     * The same analysis with other margins.
     *
     * @param newMargins how least-squares means average over factors
     * @return the changed analysis
     */
    public Ancova with(Margins newMargins) {
        return new Ancova(confidenceLevel, newMargins);
    }

    /**
     * Fits the model to the complete observations.
     *
     * @param data the columns
     * @return the fit. Not computed if fewer than two arms have observations, if observations do not exceed columns, if
     *     a column depends on others, or if the residuals vanish
     */
    public Outcome<AncovaFit> fit(AncovaData data) {
        AncovaDesign design = new AncovaDesign(data);
        int n = design.observations();
        int p = design.names().size();
        if (design.arms().size() < 2) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "Only " + design.arms().size() + " of the "
                            + data.arm().levels().size() + " arms have a complete observation.",
                    "Wait for more data, or check that the response and the covariates are entered.");
        }
        if (n <= p) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    n + " complete observations cannot determine " + p + " coefficients and a residual variance.",
                    "Wait for more data, or leave out factors with many levels.");
        }
        HouseholderQr qr = new HouseholderQr(design.matrix());
        if (qr.dependentColumn().isPresent()) {
            String name = design.names().get(qr.dependentColumn().get());
            return Outcome.notComputed(
                    Outcome.Reason.RANK_DEFICIENT,
                    "The column " + name + " is a combination of the columns before it or does not vary.",
                    "Leave out " + name + ", or a term that carries the same information.");
        }
        return fit(design, qr);
    }

    private Outcome<AncovaFit> fit(AncovaDesign design, HouseholderQr qr) {
        double[] response = design.response();
        double[] rotated = qr.rotate(response);
        int p = design.names().size();
        double residual = sumOfSquares(rotated, p);
        double total = centredSumOfSquares(response);
        double size = sumOfSquares(response, 0);
        if (!Double.isFinite(residual) || !Double.isFinite(total) || !Double.isFinite(size)) {
            return outOfRange();
        }
        if (residual <= NEGLIGIBLE * NEGLIGIBLE * Math.max(total, size)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The model leaves no residual variation (residual sum of squares " + residual + ").",
                    "Check that the response is not constant and not computed from the columns of the model.");
        }
        AncovaFit fit = new AncovaFit(this, design, qr, qr.solve(rotated), new AncovaFit.Squares(residual, total));
        return fit.isFinite() ? Outcome.computed(fit) : outOfRange();
    }

    private static Outcome<AncovaFit> outOfRange() {
        return Outcome.notComputed(
                Outcome.Reason.OUT_OF_RANGE,
                "The sums of squares leave the range of double precision.",
                "Give the response and the covariates in units in which their values lie between 1e-100 and 1e100.");
    }

    private static double sumOfSquares(double[] values, int from) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    private static double centredSumOfSquares(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
