package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.FDistribution;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * Standard errors, t and F tests in the coordinates u = C<sup>&minus;1</sup>l of {@link ModelVariance}.
 *
 * <p>The variance of a function is u'Mu, M being the identity for the asymptotic covariance.
 */
final class Inference {

    private static final double INDEPENDENT = 1.5e-8;
    private static final double LARGEST_DENOMINATOR = 1e12;

    private final Mmrm options;
    private final ModelVariance model;
    private final double[] covariance;
    private final Optional<Sandwich> sandwich;
    private final BetweenWithin columns;

    Inference(
            Mmrm options,
            ModelVariance model,
            double[] covariance,
            Optional<Sandwich> sandwich,
            BetweenWithin columns) {
        this.options = options;
        this.model = model;
        this.covariance = covariance;
        this.sandwich = sandwich;
        this.columns = columns;
    }

    ModelVariance model() {
        return model;
    }

    /** |u|. */
    private static double length(double[] u) {
        double sum = 0;
        for (double value : u) {
            sum = Math.hypot(sum, value);
        }
        return sum;
    }

    /** u'Mv. */
    double covariance(double[] u, double[] v) {
        int p = u.length;
        double sum = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                sum += u[i] * covariance[i * p + j] * v[j];
            }
        }
        return sum;
    }

    /**
     * Estimate, test and interval of one function.
     *
     * @param weights l, as given
     * @param u its coordinates
     * @param estimate l'&beta;
     * @return the estimate
     */
    Outcome<LinearEstimate> estimate(double[] weights, double[] u, double estimate) {
        double[] unit = ModelVariance.unit(u);
        double variance = covariance(unit, unit);
        if (!(variance > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The estimated variance of the linear function is not positive.",
                    "Too few subjects inform it for this covariance; use the asymptotic covariance, or wait for data.");
        }
        double degrees = switch (options.degreesOfFreedom()) {
            case SATTERTHWAITE -> satterthwaite(u);
            case KENWARD_ROGER -> model.satterthwaite(u);
            case BETWEEN_WITHIN -> columns.degreesOfFreedom(weights);
            case RESIDUAL -> columns.residual();
        };
        if (!(degrees > 0)) {
            return noDegrees(degrees);
        }
        double error = Math.sqrt(variance) * length(u);
        StudentT distribution = new StudentT(Math.min(degrees, LARGEST_DENOMINATOR));
        double t = estimate / error;
        double half = error * distribution.upperQuantile((1 - options.confidenceLevel()) / 2);
        return Outcome.computed(new LinearEstimate(
                estimate, error, degrees, t, distribution.outside(t), estimate - half, estimate + half));
    }

    private static <T> Outcome<T> noDegrees(double degrees) {
        return Outcome.notComputed(
                Outcome.Reason.TOO_FEW_OBSERVATIONS,
                "The denominator degrees of freedom are " + degrees + ".",
                "Use other degrees of freedom, leave out terms, or wait for more subjects.");
    }

    private double satterthwaite(double[] u) {
        return sandwich.map(value -> value.degreesOfFreedom(u)).orElseGet(() -> model.satterthwaite(u));
    }

    /**
     * Tests several functions at once.
     *
     * @param weights the l, as given
     * @param coordinates their u
     * @param estimates their l'&beta;
     * @return the test; dependent functions count once
     */
    Outcome<FTest> test(double[][] weights, double[][] coordinates, double[] estimates) {
        int q = estimates.length;
        double largest =
                Arrays.stream(coordinates).mapToDouble(Inference::length).max().orElse(1);
        double[][] scaled = Arrays.stream(coordinates)
                .map(u -> Arrays.stream(u).map(value -> value / largest).toArray())
                .toArray(double[][]::new);
        double[] matrix = new double[q * q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                matrix[i * q + j] = covariance(scaled[i], scaled[j]);
            }
        }
        SymmetricEigen eigen = new SymmetricEigen(matrix, q);
        int rank = 0;
        while (rank < q && eigen.value(rank) > INDEPENDENT * Math.max(0, eigen.value(0))) {
            rank++;
        }
        if (rank == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The estimated variances of the linear functions are zero.",
                    "Too few subjects inform them for this covariance; use the asymptotic covariance.");
        }
        double[][] principal = new double[rank][];
        double statistic = 0;
        for (int r = 0; r < rank; r++) {
            double[] vector = eigen.vector(r);
            principal[r] = combine(scaled, vector);
            double value = 0;
            for (int i = 0; i < q; i++) {
                value += vector[i] * (estimates[i] / largest);
            }
            statistic += value * value / eigen.value(r) / rank;
        }
        return test(weights, principal, statistic);
    }

    private static double[] combine(double[][] rows, double[] weights) {
        double[] sum = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weights[i] * rows[i][j];
            }
        }
        return sum;
    }

    private Outcome<FTest> test(double[][] weights, double[][] principal, double statistic) {
        return switch (options.degreesOfFreedom()) {
            case SATTERTHWAITE -> result(statistic, principal.length, combined(principal));
            case BETWEEN_WITHIN -> result(statistic, principal.length, columns.degreesOfFreedom(weights));
            case RESIDUAL -> result(statistic, principal.length, columns.residual());
            case KENWARD_ROGER -> {
                if (principal.length == 1) {
                    yield result(statistic, 1, model.satterthwaite(principal[0]));
                }
                KenwardRogerTest scaled = KenwardRogerTest.of(model, principal);
                yield result(statistic * scaled.scale(), principal.length, scaled.degreesOfFreedom());
            }
        };
    }

    private static Outcome<FTest> result(double statistic, int numerator, double denominator) {
        if (!(denominator > 0) || !(statistic >= 0)) {
            return noDegrees(denominator);
        }
        double p = FDistribution.of(numerator, Math.min(denominator, LARGEST_DENOMINATOR))
                .survivalProbability(statistic);
        return Outcome.computed(new FTest(statistic, numerator, denominator, p));
    }

    /** Fai and Cornelius: the degrees of freedom at which F has the expectation that the t statistics give it. */
    private double combined(double[][] principal) {
        double[] degrees = new double[principal.length];
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int r = 0; r < degrees.length; r++) {
            degrees[r] = satterthwaite(principal[r]);
            smallest = Math.min(smallest, degrees[r]);
            largest = Math.max(largest, degrees[r]);
        }
        if (largest - smallest < INDEPENDENT || degrees.length == 1) {
            return degrees[0];
        }
        if (!(smallest > 2)) {
            return 2;
        }
        double expectation = 0;
        for (double value : degrees) {
            expectation += Double.isInfinite(value) ? 1 : value / (value - 2);
        }
        return 2 * expectation / (expectation - degrees.length);
    }
}
