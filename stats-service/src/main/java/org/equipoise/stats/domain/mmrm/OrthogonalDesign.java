package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * The patterns in coordinates in which the design has orthonormal columns and the response a residual variance near 1.
 *
 * <p>With X = QR, the coefficients &beta; of X are T&gamma;, where &gamma; are those of Q and T = R<sup>&minus;1</sup>
 * up to the scales of columns and response; a linear function l'&beta; is (T'l)'&gamma;. All later sums are well
 * conditioned whatever the units and origins of the covariates are.
 */
final class OrthogonalDesign {

    /** A residual below this share of the response is rounding, not variation. */
    private static final double NEGLIGIBLE = 1e-12;

    private static final double SMALLEST = 1e-150;
    private static final double LARGEST = 1e150;

    private final List<Pattern> patterns;
    private final double[] transform;
    private final double logDeterminant;
    private final double responseScale;

    private OrthogonalDesign(List<Pattern> patterns, double[] transform, double logDeterminant, double responseScale) {
        this.patterns = patterns;
        this.transform = transform;
        this.logDeterminant = logDeterminant;
        this.responseScale = responseScale;
    }

    /**
     * Changes coordinates.
     *
     * @param observations the observations, more than columns
     * @return the design. Not computed if columns depend on each other or if no residual variation is left
     */
    static Outcome<OrthogonalDesign> of(Observations observations) {
        List<Pattern> patterns = new PatternCondenser(observations).condense();
        int p = observations.columns();
        HouseholderQr qr = new HouseholderQr(columns(patterns, p));
        if (qr.dependentColumn().isPresent()) {
            return dependent(observations, qr.dependentColumn().get());
        }
        double[] transform = inverse(qr, p);
        double logDeterminant = 0;
        for (int j = 0; j < p; j++) {
            logDeterminant += Math.log(observations.columnScale(j)) - Math.log(Math.abs(transform[j * p + j]));
        }
        List<Pattern> rotated =
                patterns.stream().map(pattern -> rotated(pattern, transform, p)).toList();
        double deviation = residualDeviation(rotated, observations);
        if (!(deviation > NEGLIGIBLE)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The fixed effects leave no residual variation.",
                    "Check that the response is not constant and not computed from the columns of the model.");
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                transform[i * p + j] *= deviation * observations.responseScale() / observations.columnScale(i);
            }
        }
        if (!inRange(transform, deviation * observations.responseScale())) {
            return Outcome.notComputed(
                    Outcome.Reason.OUT_OF_RANGE,
                    "The variances leave the range of double precision (the response is of the size "
                            + observations.responseScale() + ").",
                    "Give response and covariates in units in which they lie between 1e-100 and 1e100.");
        }
        List<Pattern> scaled =
                rotated.stream().map(pattern -> scaled(pattern, deviation)).toList();
        return Outcome.computed(
                new OrthogonalDesign(scaled, transform, logDeterminant, deviation * observations.responseScale()));
    }

    /** R^-1, upper triangular. */
    private static double[] inverse(HouseholderQr qr, int p) {
        double[] inverse = new double[p * p];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            double[] column = qr.solve(unit);
            for (int i = 0; i < p; i++) {
                inverse[i * p + j] = column[i];
            }
        }
        return inverse;
    }

    private static boolean inRange(double[] transform, double scale) {
        double largest = Arrays.stream(transform).map(Math::abs).max().orElse(0);
        return largest > SMALLEST && largest < LARGEST && scale > SMALLEST && scale < LARGEST;
    }

    private static double[][] columns(List<Pattern> patterns, int p) {
        int rows = patterns.stream()
                .mapToInt(pattern -> pattern.units() * pattern.length())
                .sum();
        double[][] columns = new double[p][Math.max(rows, p)];
        int row = 0;
        for (Pattern pattern : patterns) {
            for (int i = 0; i < pattern.units() * pattern.length(); i++, row++) {
                for (int j = 0; j < p; j++) {
                    columns[j][row] = pattern.x()[i * p + j];
                }
            }
        }
        return columns;
    }

    private static Pattern rotated(Pattern pattern, double[] transform, int p) {
        double[] x = pattern.x();
        double[] rotated = new double[x.length];
        for (int row = 0; row < x.length; row += p) {
            for (int i = 0; i < p; i++) {
                double value = x[row + i];
                if (value != 0) {
                    for (int j = i; j < p; j++) {
                        rotated[row + j] += value * transform[i * p + j];
                    }
                }
            }
        }
        return new Pattern(
                pattern.group(), pattern.visits(), pattern.subjects(), pattern.units(), rotated, pattern.y());
    }

    private static Pattern scaled(Pattern pattern, double deviation) {
        double[] y = pattern.y().clone();
        for (int i = 0; i < y.length; i++) {
            y[i] /= deviation;
        }
        return new Pattern(pattern.group(), pattern.visits(), pattern.subjects(), pattern.units(), pattern.x(), y);
    }

    /** The residual standard deviation of ordinary least squares, 0 if it is negligible against the response. */
    private static double residualDeviation(List<Pattern> patterns, Observations observations) {
        int p = observations.columns();
        double[] gamma = leastSquares(patterns, p);
        double residual = 0;
        double total = 0;
        for (Pattern pattern : patterns) {
            for (int row = 0; row < pattern.y().length; row++) {
                double rest = residual(pattern, gamma, row);
                residual += rest * rest;
                total += pattern.y()[row] * pattern.y()[row];
            }
        }
        if (residual <= NEGLIGIBLE * NEGLIGIBLE * total) {
            return 0;
        }
        return Math.sqrt(residual / (observations.rows() - p));
    }

    /** The coefficients of ordinary least squares. */
    static double[] leastSquares(List<Pattern> patterns, int p) {
        double[] gamma = new double[p];
        for (Pattern pattern : patterns) {
            for (int row = 0; row < pattern.y().length; row++) {
                for (int j = 0; j < p; j++) {
                    gamma[j] += pattern.x()[row * p + j] * pattern.y()[row];
                }
            }
        }
        return gamma;
    }

    /** y &minus; x'&gamma; of one row of a pattern's units. */
    static double residual(Pattern pattern, double[] gamma, int row) {
        double residual = pattern.y()[row];
        int from = row * gamma.length;
        for (int j = 0; j < gamma.length; j++) {
            residual -= pattern.x()[from + j] * gamma[j];
        }
        return residual;
    }

    private static Outcome<OrthogonalDesign> dependent(Observations observations, int column) {
        Optional<Term> term = observations.design().columns().get(column).term();
        Optional<String> empty = new EmptyCells(observations).describe();
        if (empty.isPresent()) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    empty.get(),
                    "Leave out the visit until it has data everywhere, or leave out the interaction.");
        }
        String name = term.map(Term::toString).orElse("intercept");
        return Outcome.notComputed(
                Outcome.Reason.RANK_DEFICIENT,
                "A column of the term " + name + " does not vary or is a combination of the columns before it (column "
                        + (column + 1) + " of " + observations.columns() + ").",
                "Leave out " + name + ", or a term that carries the same information.");
    }

    /** The patterns in the new coordinates. */
    List<Pattern> patterns() {
        return patterns;
    }

    /** The number of columns, p. */
    int columns() {
        return (int) Math.round(Math.sqrt(transform.length));
    }

    /** log |R| of the unscaled design, so that log |X'X| is twice this. */
    double logDeterminant() {
        return logDeterminant;
    }

    /** What the response was divided by. */
    double responseScale() {
        return responseScale;
    }

    /** The row of an observation in these coordinates. */
    double[] row(Observations observations, int row) {
        double[] original = new double[columns()];
        for (int j = 0; j < original.length; j++) {
            original[j] = observations.x(row, j) * (observations.columnScale(j) / responseScale);
        }
        return functional(original);
    }

    /** The response of an observation in these coordinates. */
    double response(Observations observations, int row) {
        return observations.y(row) * (observations.responseScale() / responseScale);
    }

    /** T'l for a linear function l of the coefficients. */
    double[] functional(double[] coefficients) {
        int p = columns();
        double[] functional = new double[p];
        for (int i = 0; i < p; i++) {
            if (coefficients[i] != 0) {
                for (int j = 0; j < p; j++) {
                    functional[j] += coefficients[i] * transform[i * p + j];
                }
            }
        }
        return functional;
    }

    /** T&gamma;: the coefficients of the original columns, in units of the response. */
    double[] original(double[] gamma) {
        int p = columns();
        double[] beta = new double[p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                beta[i] += transform[i * p + j] * gamma[j];
            }
        }
        return beta;
    }
}
