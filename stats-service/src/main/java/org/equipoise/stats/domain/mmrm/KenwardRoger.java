package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;

/**
 * The adjusted covariance matrix of Kenward and Roger in the coordinates u = C<sup>&minus;1</sup>l, in which &Phi; is
 * the identity.
 *
 * <p>P<sub>i</sub> = &minus;A<sub>i</sub> becomes &minus;B<sub>i</sub> of {@link EntryDerivatives}. The sum of
 * w<sub>ij</sub>Q<sub>ij</sub> is taken inside each pattern before the design comes in: with the covariances of entries
 * JWJ', it is X'V<sup>&minus;1</sup>NV<sup>&minus;1</sup>X with N = &Sigma;<sub>ef</sub>
 * (JWJ')<sub>ef</sub>U<sub>e</sub>V<sup>&minus;1</sup>U<sub>f</sub>, an m &times; m matrix; likewise for R. Source:
 * Kenward and Roger, Biometrics 1997;53:983.
 */
final class KenwardRoger {

    private static final double QUARTER = 0.25;

    private final Likelihood likelihood;
    private final Maximum maximum;
    private final GroupedCovariance covariance;
    private final double[] theta;
    private final double[] parameterCovariance;

    /**
     * Prepares the adjustment in a parametrization.
     *
     * @param likelihood the likelihood
     * @param maximum where it is largest
     * @param covariance the parametrization
     * @param theta its parameters at the maximum
     * @param parameterCovariance W, the inverse of the observed information on them
     */
    KenwardRoger(
            Likelihood likelihood,
            Maximum maximum,
            GroupedCovariance covariance,
            double[] theta,
            double[] parameterCovariance) {
        this.likelihood = likelihood;
        this.maximum = maximum;
        this.covariance = covariance;
        this.theta = theta;
        this.parameterCovariance = parameterCovariance;
    }

    /**
     * The adjusted matrix.
     *
     * @param projections the B<sub>i</sub> of the parametrization
     * @param curvature whether second derivatives take part
     * @return p &times; p, symmetric
     */
    double[] adjusted(double[][] projections, boolean curvature) {
        int p = likelihood.columns();
        double[] sum = new double[p * p];
        subtractProducts(projections, sum);
        double[][] entries = entryCovariance();
        for (int g = 0; g < likelihood.patterns().size(); g++) {
            Pattern pattern = likelihood.patterns().get(g);
            double[] inverse = maximum.point().inverses()[g];
            double[] middle = products(pattern, inverse, entries[pattern.group()]);
            if (curvature) {
                double[] second = likelihood.sub(secondDerivatives(pattern.group()), pattern.visits());
                for (int i = 0; i < middle.length; i++) {
                    middle[i] -= QUARTER * second[i];
                }
            }
            addForms(pattern, inverse, middle, sum);
        }
        double[] adjusted = new double[p * p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                adjusted[i * p + j] = sum[i * p + j] + sum[j * p + i] + (i == j ? 1 : 0);
            }
        }
        return adjusted;
    }

    /** Subtracts &Sigma; w_ij B_i B_j. */
    private void subtractProducts(double[][] projections, double[] sum) {
        int p = likelihood.columns();
        int k = projections.length;
        double[] combined = new double[projections[0].length];
        for (int i = 0; i < k; i++) {
            Arrays.fill(combined, 0);
            for (int j = 0; j < k; j++) {
                double weight = parameterCovariance[i * k + j];
                double[] projection = projections[j];
                for (int at = 0; at < combined.length; at++) {
                    combined[at] += weight * projection[at];
                }
            }
            double[] left = full(projections[i], p);
            double[] right = full(combined, p);
            for (int row = 0; row < p; row++) {
                for (int inner = 0; inner < p; inner++) {
                    double factor = left[row * p + inner];
                    for (int column = 0; column < p; column++) {
                        sum[row * p + column] -= factor * right[inner * p + column];
                    }
                }
            }
        }
    }

    /** A symmetric matrix from its packed lower triangle. */
    static double[] full(double[] packed, int p) {
        double[] full = new double[p * p];
        int at = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++, at++) {
                full[i * p + j] = packed[at];
                full[j * p + i] = packed[at];
            }
        }
        return full;
    }

    /** JWJ' of each group, m(m+1)/2 squared. */
    private double[][] entryCovariance() {
        int m = likelihood.visits();
        int perGroup = m * (m + 1) / 2;
        int size = covariance.family().size();
        int k = covariance.size();
        double[][] jacobian = covariance.jacobian(theta);
        double[][] result = new double[covariance.groups()][perGroup * perGroup];
        for (int g = 0; g < result.length; g++) {
            double[] half = new double[perGroup * size];
            for (int e = 0; e < perGroup; e++) {
                for (int i = 0; i < size; i++) {
                    double factor = jacobian[g * perGroup + e][g * size + i];
                    if (factor != 0) {
                        for (int j = 0; j < size; j++) {
                            half[e * size + j] += factor * parameterCovariance[(g * size + i) * k + g * size + j];
                        }
                    }
                }
            }
            for (int f = 0; f < perGroup; f++) {
                for (int j = 0; j < size; j++) {
                    double factor = jacobian[g * perGroup + f][g * size + j];
                    if (factor != 0) {
                        for (int e = 0; e < perGroup; e++) {
                            result[g][e * perGroup + f] += factor * half[e * size + j];
                        }
                    }
                }
            }
        }
        return result;
    }

    /** N of a pattern. */
    private double[] products(Pattern pattern, double[] inverse, double[] entries) {
        int m = pattern.length();
        int perGroup = likelihood.visits() * (likelihood.visits() + 1) / 2;
        int[] visit = pattern.visits();
        double[] sum = new double[m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                int row = EntryDerivatives.position(visit[a], visit[b]) * perGroup;
                for (int c = 0; c < m; c++) {
                    double factor = inverse[b * m + c];
                    for (int d = 0; d < m; d++) {
                        sum[a * m + d] += factor * entries[row + EntryDerivatives.position(visit[c], visit[d])];
                    }
                }
            }
        }
        return sum;
    }

    /** &Sigma; w_ij d&sup2;&Sigma;/d&theta;_i d&theta;_j over the parameters of a group. */
    private double[] secondDerivatives(int group) {
        Parametrization family = covariance.family();
        double[] own = covariance.of(theta, group);
        double[] sum = new double[family.visits() * family.visits()];
        double[] second = new double[sum.length];
        int first = group * family.size();
        for (int i = 0; i < family.size(); i++) {
            for (int j = 0; j <= i; j++) {
                family.second(own, i, j, second);
                double weight = parameterCovariance[(first + i) * covariance.size() + first + j] * (i == j ? 1 : 2);
                for (int at = 0; at < sum.length; at++) {
                    sum[at] += weight * second[at];
                }
            }
        }
        return sum;
    }

    /** Adds Z'NZ of a pattern, Z being the projected rows C^-1 X'W of a unit, transposed. */
    private void addForms(Pattern pattern, double[] inverse, double[] middle, double[] sum) {
        int m = pattern.length();
        int p = likelihood.columns();
        double[] rows = new double[m * p];
        double[] combined = new double[p];
        for (int unit = 0; unit < pattern.units(); unit++) {
            maximum.entries().projectedRows(pattern, inverse, unit, rows);
            for (int a = 0; a < m; a++) {
                Arrays.fill(combined, 0);
                for (int b = 0; b < m; b++) {
                    double factor = 0.5 * (middle[a * m + b] + middle[b * m + a]);
                    for (int j = 0; j < p; j++) {
                        combined[j] += factor * rows[b * p + j];
                    }
                }
                for (int i = 0; i < p; i++) {
                    double factor = rows[a * p + i];
                    for (int j = 0; j < p; j++) {
                        sum[i * p + j] += factor * combined[j];
                    }
                }
            }
        }
    }
}
