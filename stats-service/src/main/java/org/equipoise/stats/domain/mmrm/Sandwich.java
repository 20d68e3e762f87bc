package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * Empirical covariances and their degrees of freedom in the coordinates u = C<sup>&minus;1</sup>l, in which &Phi; is
 * the identity.
 *
 * <p>Subject i has the rows E<sub>i</sub> = V<sub>i</sub><sup>&minus;1/2</sup>X<sub>i</sub>C'<sup>&minus;1</sup> and the
 * whitened residuals e<sub>i</sub>; H<sub>i</sub> = E<sub>i</sub>E<sub>i</sub>' is its hat matrix, F<sub>i</sub> = (I
 * &minus; H<sub>i</sub>)<sup>&minus;q</sup>. The covariance is &Sigma;<sub>i</sub> z<sub>i</sub>z<sub>i</sub>' with
 * z<sub>i</sub> = E<sub>i</sub>'F<sub>i</sub>e<sub>i</sub>. For a function u, the degrees of freedom are
 * tr(G)&sup2;/tr(G&sup2;) with G<sub>ij</sub> = f<sub>i</sub>'(I &minus; H)<sub>ij</sub>f<sub>j</sub>, f<sub>i</sub> =
 * F<sub>i</sub>E<sub>i</sub>u; as I &minus; H = I &minus; EE', G is a diagonal matrix minus one of rank p, and its trace and
 * norm need no n &times; n matrix. Source: Bell and McCaffrey, Survey Methodology 2002;28:169.
 */
final class Sandwich {

    private static final double SINGULAR = 1e-10;

    private final Observations observations;
    private final Likelihood likelihood;
    private final OrthogonalDesign design;
    private final Maximum maximum;
    private final double power;
    private final double[][] rows;
    private final double[][] adjustedRows;
    private final double[] covariance;

    private Sandwich(Observations observations, Likelihood likelihood, OrthogonalDesign design, Setting setting) {
        this.observations = observations;
        this.likelihood = likelihood;
        this.design = design;
        this.maximum = setting.maximum;
        this.power = setting.power;
        this.rows = new double[observations.subjects()][];
        this.adjustedRows = new double[observations.subjects()][];
        this.covariance = new double[likelihood.columns() * likelihood.columns()];
    }

    private record Setting(Maximum maximum, double power) {}

    /**
     * Computes the sandwich.
     *
     * @param observations the subjects
     * @param likelihood the likelihood
     * @param design its coordinates
     * @param maximum where the likelihood is largest
     * @param type one of the empirical forms
     * @return the sandwich; empty if q = 1 and some subject's I &minus; H<sub>i</sub> cannot be inverted
     */
    static Optional<Sandwich> of(
            Observations observations,
            Likelihood likelihood,
            OrthogonalDesign design,
            Maximum maximum,
            CoefficientCovariance type) {
        double power = type == CoefficientCovariance.EMPIRICAL
                ? 0
                : type == CoefficientCovariance.EMPIRICAL_JACKKNIFE ? 1 : 0.5;
        Sandwich sandwich = new Sandwich(observations, likelihood, design, new Setting(maximum, power));
        for (int subject = 0; subject < observations.subjects(); subject++) {
            if (!sandwich.add(subject)) {
                return Optional.empty();
            }
        }
        return Optional.of(sandwich);
    }

    private boolean add(int subject) {
        int[] visits = observations.visits(subject);
        int m = visits.length;
        int p = likelihood.columns();
        double[] factor = likelihood.sub(maximum.sigma()[observations.group(subject)], visits);
        if (!Cholesky.factor(factor, m)) {
            return false;
        }
        double[] whitener = Cholesky.inverseFactor(factor, m);
        double[] white = new double[m * p];
        double[] residuals = new double[m];
        for (int b = 0; b < m; b++) {
            double[] x = design.row(observations, observations.start(subject) + b);
            double residual = design.response(observations, observations.start(subject) + b);
            for (int j = 0; j < p; j++) {
                residual -= x[j] * maximum.point().gamma()[j];
            }
            for (int a = b; a < m; a++) {
                residuals[a] += whitener[a * m + b] * residual;
                for (int j = 0; j < p; j++) {
                    white[a * p + j] += whitener[a * m + b] * x[j];
                }
            }
        }
        rows[subject] = rooted(white, m);
        Optional<double[]> adjustment = adjustment(rows[subject], m);
        if (adjustment.isEmpty()) {
            return false;
        }
        adjustedRows[subject] = product(adjustment.get(), rows[subject], m);
        addSquare(adjustedRows[subject], residuals);
        return true;
    }

    /** Adds zz' with z = E'F e. */
    private void addSquare(double[] adjusted, double[] residuals) {
        int p = likelihood.columns();
        double[] score = new double[p];
        for (int a = 0; a < residuals.length; a++) {
            for (int j = 0; j < p; j++) {
                score[j] += adjusted[a * p + j] * residuals[a];
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                covariance[i * p + j] += score[i] * score[j];
            }
        }
    }

    /** Each row multiplied by C^-1. */
    private double[] rooted(double[] white, int m) {
        int p = likelihood.columns();
        double[] root = maximum.point().root();
        double[] rooted = new double[m * p];
        for (int a = 0; a < m; a++) {
            for (int i = 0; i < p; i++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    sum += root[i * p + j] * white[a * p + j];
                }
                rooted[a * p + i] = sum;
            }
        }
        return rooted;
    }

    /** (I - EE')^-q, for q = 1/2 its pseudo-inverse. */
    private Optional<double[]> adjustment(double[] rooted, int m) {
        int p = likelihood.columns();
        double[] complement = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                double sum = a == b ? 1 : 0;
                for (int j = 0; j < p && power > 0; j++) {
                    sum -= rooted[a * p + j] * rooted[b * p + j];
                }
                complement[a * m + b] = sum;
            }
        }
        if (power == 0) {
            return Optional.of(complement);
        }
        SymmetricEigen eigen = new SymmetricEigen(complement, m);
        double[] adjustment = new double[m * m];
        for (int rank = 0; rank < m; rank++) {
            boolean singular = eigen.value(rank) < SINGULAR;
            if (singular && power == 1) {
                return Optional.empty();
            }
            double[] vector = eigen.vector(rank);
            double factor = singular ? 0 : Math.pow(eigen.value(rank), -power);
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    adjustment[a * m + b] += factor * vector[a] * vector[b];
                }
            }
        }
        return Optional.of(adjustment);
    }

    private double[] product(double[] square, double[] rooted, int m) {
        int p = likelihood.columns();
        double[] product = new double[m * p];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                for (int j = 0; j < p; j++) {
                    product[a * p + j] += square[a * m + b] * rooted[b * p + j];
                }
            }
        }
        return product;
    }

    /** The covariance matrix, p &times; p. */
    double[] covariance() {
        return covariance;
    }

    /** The degrees of freedom of a function; infinite if its variance does not vary. */
    double degreesOfFreedom(double[] function) {
        int p = likelihood.columns();
        double[] u = ModelVariance.unit(function);
        double[] cross = new double[p * p];
        double trace = 0;
        double squares = 0;
        for (int subject = 0; subject < rows.length; subject++) {
            int m = rows[subject].length / p;
            double[] v = new double[p];
            double length = 0;
            for (int a = 0; a < m; a++) {
                double f = 0;
                for (int j = 0; j < p; j++) {
                    f += adjustedRows[subject][a * p + j] * u[j];
                }
                length += f * f;
                for (int j = 0; j < p; j++) {
                    v[j] += rows[subject][a * p + j] * f;
                }
            }
            double projected = 0;
            for (int i = 0; i < p; i++) {
                projected += v[i] * v[i];
                for (int j = 0; j < p; j++) {
                    cross[i * p + j] += v[i] * v[j];
                }
            }
            trace += length - projected;
            squares += length * length - 2 * length * projected;
        }
        for (double value : cross) {
            squares += value * value;
        }
        return squares > 0 ? trace * trace / squares : Double.POSITIVE_INFINITY;
    }
}
