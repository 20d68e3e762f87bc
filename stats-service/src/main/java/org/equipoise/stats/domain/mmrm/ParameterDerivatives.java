package org.equipoise.stats.domain.mmrm;

/**
 * Derivatives of &minus;2l with respect to covariance parameters, by the chain rule from those of the entries.
 *
 * <p>With J the derivatives of the entries: gradient J'g, expected information J'IJ, observed information J'HJ +
 * &Sigma;<sub>e</sub> g<sub>e</sub> &part;&sup2;&Sigma;<sub>e</sub>.
 *
 * @param gradient of length k
 * @param observed the second derivatives, k &times; k
 * @param expected their expectation, k &times; k
 * @param projections the B<sub>i</sub> = &Sigma;<sub>e</sub> J<sub>ei</sub> B<sub>e</sub>, packed lower triangles
 */
@SuppressWarnings("ArrayRecordComponent")
record ParameterDerivatives(double[] gradient, double[] observed, double[] expected, double[][] projections) {

    /** Carries derivatives over to parameters. */
    static ParameterDerivatives of(EntryDerivatives entries, GroupedCovariance covariance, double[] theta) {
        if (covariance.entries()) {
            double[] observed = entries.observed().clone();
            double[] expected = entries.expected().clone();
            entries.addShared(observed, expected, entries.projections(), entries.scores());
            return new ParameterDerivatives(entries.gradient(), observed, expected, entries.projections());
        }
        double[][] jacobian = covariance.jacobian(theta);
        int k = covariance.size();
        double[] gradient = new double[k];
        for (int e = 0; e < jacobian.length; e++) {
            for (int i = 0; i < k; i++) {
                gradient[i] += jacobian[e][i] * entries.gradient()[e];
            }
        }
        double[] observed = congruent(entries.observed(), jacobian, k);
        double[] expected = congruent(entries.expected(), jacobian, k);
        double[][] projections = combined(entries.projections(), jacobian, k);
        entries.addShared(observed, expected, projections, combined(entries.scores(), jacobian, k));
        if (!covariance.family().linear()) {
            addCurvature(entries, covariance, theta, observed);
        }
        return new ParameterDerivatives(gradient, observed, expected, projections);
    }

    /** J'MJ. */
    private static double[] congruent(double[] matrix, double[][] jacobian, int k) {
        int entries = jacobian.length;
        double[] half = new double[entries * k];
        for (int e = 0; e < entries; e++) {
            for (int f = 0; f < entries; f++) {
                double value = matrix[e * entries + f];
                if (value != 0) {
                    for (int i = 0; i < k; i++) {
                        half[e * k + i] += value * jacobian[f][i];
                    }
                }
            }
        }
        double[] result = new double[k * k];
        for (int e = 0; e < entries; e++) {
            for (int i = 0; i < k; i++) {
                double value = jacobian[e][i];
                if (value != 0) {
                    for (int j = 0; j < k; j++) {
                        result[i * k + j] += value * half[e * k + j];
                    }
                }
            }
        }
        return result;
    }

    private static void addCurvature(
            EntryDerivatives entries, GroupedCovariance covariance, double[] theta, double[] observed) {
        Parametrization family = covariance.family();
        int m = family.visits();
        int k = covariance.size();
        double[] second = new double[m * m];
        for (int g = 0; g < covariance.groups(); g++) {
            double[] own = covariance.of(theta, g);
            int first = g * family.size();
            for (int i = 0; i < family.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    family.second(own, i, j, second);
                    double sum = 0;
                    for (int a = 0; a < m; a++) {
                        for (int b = 0; b <= a; b++) {
                            int entry = g * entries.perGroup() + EntryDerivatives.position(a, b);
                            sum += entries.gradient()[entry] * second[a * m + b];
                        }
                    }
                    observed[(first + i) * k + first + j] += sum;
                    if (i != j) {
                        observed[(first + j) * k + first + i] += sum;
                    }
                }
            }
        }
    }

    private static double[][] combined(double[][] entries, double[][] jacobian, int k) {
        double[][] combined = new double[k][entries[0].length];
        for (int e = 0; e < entries.length; e++) {
            for (int i = 0; i < k; i++) {
                double factor = jacobian[e][i];
                if (factor != 0) {
                    for (int at = 0; at < entries[e].length; at++) {
                        combined[i][at] += factor * entries[e][at];
                    }
                }
            }
        }
        return combined;
    }
}
