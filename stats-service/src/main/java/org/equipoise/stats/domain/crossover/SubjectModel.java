package org.equipoise.stats.domain.crossover;

import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * A linear model with a random intercept for each subject, fitted by REML.
 *
 * <p>V<sub>i</sub> = &sigma;&sup2;I + &sigma;<sub>b</sub>&sup2;11' has the eigenvalue &sigma;&sup2; on deviations from the subject's mean
 * and &sigma;&sup2; + n<sub>i</sub>&sigma;<sub>b</sub>&sup2; on the mean, so that every X'f(V)X is W f(&sigma;&sup2;) + &sum; B<sub>n</sub> f(&sigma;&sup2;
 * + n&sigma;<sub>b</sub>&sup2;) with W from the deviations and B<sub>n</sub> from the means of subjects with n responses. With
 * &sigma;&sup2; profiled out, the deviance is a function of &lambda; = &sigma;<sub>b</sub>&sup2;/&sigma;&sup2; &ge; 0 alone, searched on a grid of
 * ln(1 + &lambda;)-like points and narrowed to the last digits. All work is done in the coordinates of X = QR, Q'Q = I.
 */
final class SubjectModel {

    private static final double NEGLIGIBLE = 1e-13;
    private static final double LARGEST_RATIO = 1e8;
    private static final int GRID = 96;

    /** Sums of squares and products of Q and the response, last row and column. */
    static final class Moments {
        private final double[][] within;
        private final double[][][] betweenBySize;
        private final int[] subjectsBySize;

        Moments(double[][] within, double[][][] betweenBySize, int[] subjectsBySize) {
            this.within = within;
            this.betweenBySize = betweenBySize;
            this.subjectsBySize = subjectsBySize;
        }

        double[][] within() {
            return within;
        }

        double[][][] betweenBySize() {
            return betweenBySize;
        }

        int[] subjectsBySize() {
            return subjectsBySize;
        }
    }

    private final HouseholderQr qr;
    private final Moments moments;
    private final int observations;
    private final int columns;
    private final double scale;
    private final double ratio;
    private final double residual;

    private SubjectModel(HouseholderQr qr, Moments moments, int observations, double scale, double ratio) {
        this.qr = qr;
        this.moments = moments;
        this.observations = observations;
        this.columns = moments.within().length - 1;
        this.scale = scale;
        this.ratio = ratio;
        this.residual = new RandomIntercept(moments, observations, ratio).residualVariance();
    }

    /** The fit, or why there is none. */
    static Outcome<SubjectModel> fit(CrossoverColumns design) {
        double[][] matrix = design.matrix();
        HouseholderQr qr = new HouseholderQr(matrix);
        double[] response = design.rows().stream()
                .mapToDouble(CrossoverObservation::response)
                .toArray();
        double[] rotated = qr.rotate(response);
        int p = matrix.length;
        double rest = 0;
        double size = 0;
        for (int i = 0; i < rotated.length; i++) {
            rest = Math.hypot(rest, i < p ? 0 : rotated[i]);
            size = Math.hypot(size, rotated[i]);
        }
        if (!(rest > NEGLIGIBLE * size)) {
            return noVariation(rest);
        }
        double scale = rest / Math.sqrt(rotated.length - p);
        double[] first = qr.solve(rotated);
        double[] scaled = new double[response.length];
        for (int i = 0; i < scaled.length; i++) {
            double fitted = 0;
            for (int j = 0; j < p; j++) {
                fitted += matrix[j][i] * first[j];
            }
            scaled[i] = (response[i] - fitted) / scale;
        }
        Moments moments = SubjectMoments.of(design.rows(), orthonormal(matrix, qr), scaled);
        double ratio = maximum(moments, response.length);
        if (!(ratio < LARGEST_RATIO)
                || !(new RandomIntercept(moments, response.length, ratio).residualVariance() > NEGLIGIBLE)) {
            return noVariation(0);
        }
        return Outcome.computed(new SubjectModel(qr, moments, response.length, scale, ratio).withOrigin(first));
    }

    private double[] origin = {};

    private SubjectModel withOrigin(double[] coefficients) {
        origin = coefficients.clone();
        return this;
    }

    private static <T> Outcome<T> noVariation(double rest) {
        return Outcome.notComputed(
                Outcome.Reason.NO_VARIATION,
                "The responses leave no variation within subjects (residual length " + rest + ").",
                "Check that the responses are not constant within subjects.");
    }

    private static List<double[]> orthonormal(double[][] matrix, HouseholderQr qr) {
        int p = matrix.length;
        double[][] rows = new double[matrix[0].length][];
        double[] row = new double[p];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < p; j++) {
                row[j] = matrix[j][i];
            }
            rows[i] = qr.solveTransposed(row);
        }
        return List.of(rows);
    }

    /** The ratio of the variances at the smallest deviance. */
    private static double maximum(Moments moments, int observations) {
        double best = 0;
        double smallest = new RandomIntercept(moments, observations, 0).deviance();
        int at = 0;
        for (int i = 1; i <= GRID; i++) {
            double deviance = new RandomIntercept(moments, observations, point(i)).deviance();
            if (deviance < smallest) {
                smallest = deviance;
                at = i;
            }
        }
        double low = at == 0 ? 0 : point(at - 1);
        double high = point(Math.min(GRID, at + 1));
        double lowSlope = new RandomIntercept(moments, observations, low).slope();
        if (at == 0 && lowSlope >= 0) {
            return best;
        }
        for (int step = 0; step < 200 && high - low > 1e-15 * high; step++) {
            double middle = 0.5 * (low + high);
            if (new RandomIntercept(moments, observations, middle).slope() < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private static double point(int index) {
        return index == 0 ? 0 : 1e-6 * Math.pow(LARGEST_RATIO * 1e7, (index - 1.0) / (GRID - 1));
    }

    VarianceComponents variances() {
        double within = residual * scale * scale;
        return new VarianceComponents(ratio * within, within);
    }

    /** &minus;2 log restricted likelihood, constants and ln|X'V&#8315;&sup1;X| for the design's own columns included. */
    double deviance() {
        double logDeterminant = 0;
        double[] unit = new double[columns];
        for (int j = 0; j < columns; j++) {
            unit[j] = 1;
            logDeterminant -= 2 * Math.log(Math.abs(qr.solveTransposed(unit)[j]));
            unit[j] = 0;
        }
        double degrees = (double) observations - columns;
        return new RandomIntercept(moments, observations, ratio).deviance()
                + degrees * (1 + Math.log(2 * Math.PI) + 2 * Math.log(scale))
                + logDeterminant;
    }

    /** The coefficients of the design's columns. */
    double[] coefficients() {
        double[] change = qr.solve(new RandomIntercept(moments, observations, ratio).coefficients());
        double[] result = new double[columns];
        for (int j = 0; j < columns; j++) {
            result[j] = origin[j] + scale * change[j];
        }
        return result;
    }

    /** The functional in orthonormal coordinates, in which {@link #inference} works. */
    double[] rotated(double[] functional) {
        return qr.solveTransposed(functional);
    }

    double scale() {
        return scale;
    }

    /** The derivatives that inference needs, in orthonormal coordinates and for the scaled response. */
    RandomIntercept.Inference inference() {
        return new RandomIntercept(moments, observations, ratio).inference();
    }
}
