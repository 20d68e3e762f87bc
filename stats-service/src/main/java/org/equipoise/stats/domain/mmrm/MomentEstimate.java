package org.equipoise.stats.domain.mmrm;

import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.Cholesky;

/**
 * Covariances from the residuals of ordinary least squares, from which the maximization starts.
 *
 * <p>Variances and correlations are taken from the pairs of visits that subjects have in common; correlations are shrunk
 * until the matrix is well inside the positive definite ones.
 */
final class MomentEstimate {

    private static final double SMALLEST_VARIANCE = 1e-10;
    private static final double SHRINKAGE = 0.85;
    private static final int SHRINKAGES = 60;
    private static final double INSIDE = 1e-3;

    private final int visits;
    private final double[][] products;
    private final int[][] counts;

    MomentEstimate(Likelihood likelihood, int groups) {
        this.visits = likelihood.visits();
        this.products = new double[groups][visits * visits];
        this.counts = new int[groups][visits * visits];
        double[] gamma = OrthogonalDesign.leastSquares(likelihood.patterns(), likelihood.columns());
        likelihood.patterns().forEach(pattern -> add(pattern, gamma));
    }

    private void add(Pattern pattern, double[] gamma) {
        int m = pattern.length();
        double[] residuals = new double[m];
        for (int unit = 0; unit < pattern.units(); unit++) {
            for (int a = 0; a < m; a++) {
                residuals[a] = OrthogonalDesign.residual(pattern, gamma, unit * m + a);
                for (int b = 0; b <= a; b++) {
                    int at = pattern.visits()[a] * visits + pattern.visits()[b];
                    products[pattern.group()][at] += residuals[a] * residuals[b];
                }
            }
        }
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                counts[pattern.group()][pattern.visits()[a] * visits + pattern.visits()[b]] += pattern.subjects();
            }
        }
    }

    /**
     * Says why the data cannot tell about a structure's parameters, if they cannot.
     *
     * @param structure the structure
     * @param names the visits' names
     * @return the failure, if there is one
     */
    Optional<Outcome<MmrmFit>> obstacle(CovarianceStructure structure, List<String> names) {
        boolean everyPair = structure == CovarianceStructure.UNSTRUCTURED;
        for (int g = 0; g < products.length; g++) {
            for (int a = 0; a < visits; a++) {
                if (structure.heterogeneous()
                        && !(products[g][a * visits + a] > SMALLEST_VARIANCE * counts[g][a * visits + a])) {
                    return Optional.of(
                            Outcome.notComputed(
                                    Outcome.Reason.NO_VARIATION,
                                    "At visit " + names.get(a) + " the fixed effects leave no residual variation"
                                            + " (observations: " + counts[g][a * visits + a] + ").",
                                    "Wait for more data at that visit, leave it out, or choose a structure with one variance."));
                }
                for (int b = 0; everyPair && b < a; b++) {
                    if (counts[g][a * visits + b] == 0) {
                        return Optional.of(Outcome.notComputed(
                                Outcome.Reason.TOO_FEW_OBSERVATIONS,
                                "No subject was observed at both visits " + names.get(b) + " and " + names.get(a)
                                        + ", so that their covariance is unknown.",
                                "Choose a structure with fewer parameters, or leave one of the visits out."));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A positive definite matrix for each group. */
    double[][] matrices() {
        double[][] matrices = new double[products.length][];
        for (int g = 0; g < matrices.length; g++) {
            matrices[g] = matrix(products[g], counts[g]);
        }
        return matrices;
    }

    private double[] matrix(double[] product, int[] count) {
        double[] correlation = new double[visits * visits];
        double[] deviation = new double[visits];
        for (int a = 0; a < visits; a++) {
            double variance = count[a * visits + a] == 0 ? 1 : product[a * visits + a] / count[a * visits + a];
            deviation[a] = Math.sqrt(Math.max(variance, SMALLEST_VARIANCE));
            for (int b = 0; b < a; b++) {
                int at = a * visits + b;
                double value = count[at] == 0 ? 0 : product[at] / count[at] / deviation[a] / deviation[b];
                correlation[at] = Math.max(-1, Math.min(1, value));
            }
        }
        double shrinkage = 1;
        for (int i = 0; i < SHRINKAGES && !inside(correlation, shrinkage); i++) {
            shrinkage *= SHRINKAGE;
        }
        double[] matrix = new double[visits * visits];
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b < a; b++) {
                double value = shrinkage * correlation[a * visits + b] * deviation[a] * deviation[b];
                matrix[a * visits + b] = value;
                matrix[b * visits + a] = value;
            }
            matrix[a * visits + a] = deviation[a] * deviation[a];
        }
        return matrix;
    }

    private boolean inside(double[] correlation, double shrinkage) {
        double[] candidate = new double[visits * visits];
        for (int a = 0; a < visits; a++) {
            for (int b = 0; b < a; b++) {
                candidate[a * visits + b] = shrinkage * correlation[a * visits + b];
            }
            candidate[a * visits + a] = 1 - INSIDE;
        }
        return Cholesky.factor(candidate, visits);
    }
}
