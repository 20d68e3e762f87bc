package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;

/**
 * One matrix of the same family for each group; the parameters of the groups follow each other.
 *
 * @param family the parametrization of one group's matrix
 * @param groups the number of groups
 */
record GroupedCovariance(Parametrization family, int groups) {

    int size() {
        return groups * family.size();
    }

    /** Whether the parameters are the entries themselves, in the order of {@link EntryDerivatives}. */
    boolean entries() {
        return family.linear() && family.size() == family.visits() * (family.visits() + 1) / 2;
    }

    double[] resembling(double[][] sigma) {
        double[] theta = new double[size()];
        for (int g = 0; g < groups; g++) {
            System.arraycopy(family.resembling(sigma[g]), 0, theta, g * family.size(), family.size());
        }
        return theta;
    }

    double[][] covariances(double[] theta) {
        double[][] sigma = new double[groups][family.visits() * family.visits()];
        for (int g = 0; g < groups; g++) {
            family.covariance(of(theta, g), sigma[g]);
        }
        return sigma;
    }

    double[] of(double[] theta, int group) {
        return Arrays.copyOfRange(theta, group * family.size(), (group + 1) * family.size());
    }

    /** The derivatives of the entries (rows, all groups) with respect to the parameters (columns). */
    double[][] jacobian(double[] theta) {
        int m = family.visits();
        int perGroup = m * (m + 1) / 2;
        double[][] jacobian = new double[groups * perGroup][size()];
        double[] derivative = new double[m * m];
        for (int g = 0; g < groups; g++) {
            double[] own = of(theta, g);
            for (int i = 0; i < family.size(); i++) {
                family.first(own, i, derivative);
                for (int a = 0; a < m; a++) {
                    for (int b = 0; b <= a; b++) {
                        jacobian[g * perGroup + EntryDerivatives.position(a, b)][g * family.size() + i] =
                                derivative[a * m + b];
                    }
                }
            }
        }
        return jacobian;
    }
}
