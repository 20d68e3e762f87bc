package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.numerics.Cholesky;
import org.equipoise.stats.domain.numerics.CounterRandom;

/**
 * The residuals of the subjects of one pattern at all visits: observed ones as they are, the others drawn given those.
 *
 * <p>With o the visits observed and u the others, r<sub>u</sub> = Br<sub>o</sub> + e, B =
 * &Sigma;<sub>uo</sub>&Sigma;<sub>oo</sub><sup>&minus;1</sup>, e ~ N(0, C), C = &Sigma;<sub>uu</sub> &minus;
 * B&Sigma;<sub>ou</sub> = KK'. As the distribution of the e of n subjects does not change under a rotation among subjects,
 * the units of {@link Pattern} stand for the first of them after such a rotation, and the other n &minus; units have r
 * <sub>o</sub> = 0: their e have a Wishart matrix of squares and products.
 */
final class PatternResiduals {

    private final Pattern pattern;
    private final int visits;
    private final int[] unseen;
    private final double[] regression;
    private final double[] root;

    private PatternResiduals(Pattern pattern, int visits, int[] unseen, double[] regression, double[] root) {
        this.pattern = pattern;
        this.visits = visits;
        this.unseen = unseen;
        this.regression = regression;
        this.root = root;
    }

    /** At a covariance &Sigma; with the inverse of its observed part; empty if what is left of the variance is none. */
    static Optional<PatternResiduals> of(Pattern pattern, double[] sigma, double[] inverse, int visits) {
        int[] seen = pattern.visits();
        int[] unseen = IntStream.range(0, visits)
                .filter(visit -> IntStream.of(seen).noneMatch(other -> other == visit))
                .toArray();
        int o = seen.length;
        int u = unseen.length;
        double[] regression = new double[u * o];
        double[] rest = new double[u * u];
        for (int a = 0; a < u; a++) {
            for (int b = 0; b < o; b++) {
                double sum = 0;
                for (int k = 0; k < o; k++) {
                    sum += sigma[unseen[a] * visits + seen[k]] * inverse[k * o + b];
                }
                regression[a * o + b] = sum;
            }
            for (int c = 0; c <= a; c++) {
                double sum = sigma[unseen[a] * visits + unseen[c]];
                for (int k = 0; k < o; k++) {
                    sum -= regression[a * o + k] * sigma[unseen[c] * visits + seen[k]];
                }
                rest[a * u + c] = sum;
            }
        }
        return Cholesky.factor(rest, u)
                ? Optional.of(new PatternResiduals(pattern, visits, unseen, regression, rest))
                : Optional.empty();
    }

    /** Adds R'R (both triangles) for residuals of which the unobserved ones are drawn. */
    void addSquares(double[] gamma, CounterRandom random, double[] squares) {
        int o = pattern.length();
        double[] residual = new double[visits];
        for (int unit = 0; unit < pattern.units(); unit++) {
            for (int a = 0; a < o; a++) {
                residual[pattern.visits()[a]] = OrthogonalDesign.residual(pattern, gamma, unit * o + a);
            }
            fillUnseen(residual, random);
            for (int a = 0; a < visits; a++) {
                for (int b = 0; b < visits; b++) {
                    squares[a * visits + b] += residual[a] * residual[b];
                }
            }
        }
        if (unseen.length > 0) {
            addOthers(pattern.subjects() - pattern.units(), random, squares);
        }
    }

    private void fillUnseen(double[] residual, CounterRandom random) {
        int u = unseen.length;
        int o = pattern.length();
        double[] z = new double[u];
        for (int a = 0; a < u; a++) {
            z[a] = random.nextNormal();
            double sum = 0;
            for (int b = 0; b < o; b++) {
                sum += regression[a * o + b] * residual[pattern.visits()[b]];
            }
            for (int b = 0; b <= a; b++) {
                sum += root[a * u + b] * z[b];
            }
            residual[unseen[a]] = sum;
        }
    }

    /** Adds K G K', G ~ W(n, I), for n subjects whose observed residuals are zero. */
    private void addOthers(int n, CounterRandom random, double[] squares) {
        int u = unseen.length;
        if (n >= u) {
            addProducts(times(InverseWishart.bartlett(n, u, random), u), u, squares);
        } else if (n > 0) {
            double[] normal = new double[u * n];
            for (int i = 0; i < normal.length; i++) {
                normal[i] = random.nextNormal();
            }
            addProducts(times(normal, n), n, squares);
        }
    }

    /** K times a matrix of u rows. */
    private double[] times(double[] matrix, int width) {
        int u = unseen.length;
        double[] product = new double[u * width];
        for (int a = 0; a < u; a++) {
            for (int k = 0; k <= a; k++) {
                for (int b = 0; b < width; b++) {
                    product[a * width + b] += root[a * u + k] * matrix[k * width + b];
                }
            }
        }
        return product;
    }

    private void addProducts(double[] factor, int width, double[] squares) {
        for (int a = 0; a < unseen.length; a++) {
            for (int b = 0; b < unseen.length; b++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += factor[a * width + k] * factor[b * width + k];
                }
                squares[unseen[a] * visits + unseen[b]] += sum;
            }
        }
    }
}
