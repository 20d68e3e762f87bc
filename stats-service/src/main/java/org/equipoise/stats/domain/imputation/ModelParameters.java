package org.equipoise.stats.domain.imputation;

import java.util.Map;

/**
 * Parameters of the imputation model: estimated or drawn.
 *
 * @param coefficients &beta;
 * @param covariances &Sigma; of each arm, or of "all"
 */
@SuppressWarnings("ArrayRecordComponent")
record ModelParameters(double[] coefficients, Map<String, double[][]> covariances) {

    /** &Sigma; of an arm. */
    double[][] covariance(String arm) {
        double[][] own = covariances.get(arm);
        return own == null || covariances.size() == 1
                ? covariances.values().iterator().next()
                : own;
    }
}
