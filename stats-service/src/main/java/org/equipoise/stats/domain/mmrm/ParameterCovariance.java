package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.numerics.Cholesky;

/** The covariance of the estimated covariance parameters: the inverse of the observed information. */
final class ParameterCovariance {

    private ParameterCovariance() {}

    /**
     * 2H<sup>&minus;1</sup> for the second derivatives H of &minus;2l.
     *
     * @param observed H, k &times; k
     * @return the covariance, or empty if H is not positive definite, that is, if this is no maximum
     */
    static Optional<double[]> of(double[] observed) {
        int k = (int) Math.round(Math.sqrt(observed.length));
        double[] scale = new double[k];
        for (int i = 0; i < k; i++) {
            if (!(observed[i * k + i] > 0)) {
                return Optional.empty();
            }
            scale[i] = 1 / Math.sqrt(observed[i * k + i]);
        }
        double[] scaled = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                scaled[i * k + j] = observed[i * k + j] * scale[i] * scale[j];
            }
        }
        if (!Cholesky.factor(scaled, k)) {
            return Optional.empty();
        }
        double[] covariance = Cholesky.inverse(scaled, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                covariance[i * k + j] *= 2 * scale[i] * scale[j];
            }
        }
        return Optional.of(covariance);
    }
}
