package org.equipoise.stats.domain.ancova;

import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.numerics.HouseholderQr;
import org.equipoise.stats.domain.numerics.StudentT;

/** A fitted analysis of covariance; made by {@link Ancova#fit}. Immutable. */
public final class AncovaFit {

    private final Ancova analysis;
    private final AncovaDesign design;
    private final HouseholderQr qr;
    private final double[] beta;
    private final Squares squares;
    private final StudentT distribution;

    /** Residual and total (about the mean) sums of squares. */
    record Squares(double residual, double total) {}

    AncovaFit(Ancova analysis, AncovaDesign design, HouseholderQr qr, double[] beta, Squares squares) {
        this.analysis = analysis;
        this.design = design;
        this.qr = qr;
        this.beta = beta;
        this.squares = squares;
        this.distribution = new StudentT(degreesOfFreedom());
    }

    /** Whether every estimate is a number with a positive standard error. */
    boolean isFinite() {
        for (int index = 0; index < beta.length; index++) {
            if (!isFinite(design.uncentred(index))) {
                return false;
            }
        }
        return design.arms().stream().allMatch(arm -> isFinite(design.leastSquaresMean(arm, analysis.margins())));
    }

    private boolean isFinite(double[] functional) {
        double error = standardError(functional);
        double estimate = estimate(functional);
        return error > 0 && Double.isFinite(error) && Double.isFinite(estimate) && Double.isFinite(estimate / error);
    }

    /**
     * The number of complete observations in the model.
     *
     * @return n
     */
    public int observations() {
        return design.observations();
    }

    /**
     * The residual degrees of freedom.
     *
     * @return n &minus; p
     */
    public int degreesOfFreedom() {
        return design.observations() - beta.length;
    }

    /**
     * The residual standard deviation.
     *
     * @return &sigma;, in units of the response
     */
    public double residualDeviation() {
        return Math.sqrt(squares.residual() / degreesOfFreedom());
    }

    /**
     * The share of the response's variation that the model explains.
     *
     * @return R&sup2; = 1 &minus; residual sum of squares / total sum of squares about the mean
     */
    public double rSquared() {
        return 1 - squares.residual() / squares.total();
    }

    /**
     * The arms that have observations, in the order of the factor's levels.
     *
     * @return their labels
     */
    public List<String> arms() {
        return design.arms();
    }

    /**
     * The coefficients in treatment contrasts, covariates at their own origin.
     *
     * @return one for each column: intercept, covariates, factors, arm, interactions
     */
    public List<Coefficient> coefficients() {
        return IntStream.range(0, beta.length).mapToObj(this::coefficient).toList();
    }

    private Coefficient coefficient(int index) {
        double[] functional = design.uncentred(index);
        double estimate = estimate(functional);
        double error = standardError(functional);
        double t = estimate / error;
        return new Coefficient(design.names().get(index), estimate, error, t, distribution.outside(t));
    }

    /**
     * The standard error of a coefficient that holds under unequal residual variances.
     *
     * @param name the coefficient's name, as in {@link #coefficients}
     * @param type the kind of sandwich
     * @return the standard error
     */
    public double robustStandardError(String name, RobustErrors type) {
        int index = design.names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no coefficient " + name + "; there are " + design.names());
        }
        double[] direction = qr.solveTransposed(design.uncentred(index));
        double[][] columns = design.matrix();
        double[] response = design.response();
        double sum = 0;
        double[] row = new double[beta.length];
        for (int i = 0; i < response.length; i++) {
            double residual = response[i];
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
                residual -= row[j] * beta[j];
            }
            double[] rotated = qr.solveTransposed(row);
            double influence = product(direction, rotated) * residual;
            sum += influence * influence * type.weight(product(rotated, rotated));
        }
        return Math.sqrt(sum);
    }

    /**
     * The least-squares mean of every arm.
     *
     * @return one for each arm that has observations, in the order of {@link #arms}
     */
    public List<LeastSquaresMean> leastSquaresMeans() {
        return design.arms().stream().map(this::leastSquaresMean).toList();
    }

    private LeastSquaresMean leastSquaresMean(String arm) {
        double[] functional = design.leastSquaresMean(arm, analysis.margins());
        double estimate = estimate(functional);
        double error = standardError(functional);
        double half = quantile() * error;
        return new LeastSquaresMean(arm, estimate, error, estimate - half, estimate + half);
    }

    /**
     * The difference between two arms, adjusted for everything else in the model.
     *
     * @param arm the arm of interest
     * @param reference the arm to subtract
     * @return estimate, standard error, test and interval
     * @throws IllegalArgumentException if one of them has no observations
     */
    public ArmContrast contrast(String arm, String reference) {
        if (!design.arms().contains(arm) || !design.arms().contains(reference) || arm.equals(reference)) {
            throw new IllegalArgumentException("a contrast needs two different arms out of those with observations");
        }
        double[] functional = design.leastSquaresMean(arm, analysis.margins());
        double[] other = design.leastSquaresMean(reference, analysis.margins());
        for (int j = 0; j < functional.length; j++) {
            functional[j] -= other[j];
        }
        double estimate = estimate(functional);
        double error = standardError(functional);
        double t = estimate / error;
        double half = quantile() * error;
        return new ArmContrast(
                arm,
                reference,
                estimate,
                error,
                degreesOfFreedom(),
                t,
                distribution.outside(t),
                distribution.above(t),
                distribution.below(t),
                estimate - half,
                estimate + half);
    }

    private double quantile() {
        return distribution.upperQuantile((1 - analysis.confidenceLevel()) / 2);
    }

    private double estimate(double[] functional) {
        return product(functional, beta);
    }

    private double standardError(double[] functional) {
        double[] solution = qr.solveTransposed(functional);
        return residualDeviation() * Math.sqrt(product(solution, solution));
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
