package org.equipoise.stats.domain.simulation;

import java.util.Optional;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * The comparison of simulated arms.
 *
 * @param z the statistic on the z scale, positive where the first arm's values are larger; 0 if there is none
 * @param estimate the estimate of first minus second arm with its interval; empty if the analysis had no result
 */
public record Comparison(double z, Optional<SimulatedTrial.EffectEstimate> estimate) {

    static Comparison failed() {
        return new Comparison(0, Optional.empty());
    }

    /** From a t statistic, by equal tail probabilities. */
    static Comparison of(double t, double degrees, SimulatedTrial.EffectEstimate estimate) {
        double tail = new StudentT(degrees).above(Math.abs(t));
        double z = StandardNormal.upperQuantile(Math.max(Double.MIN_NORMAL, tail));
        return new Comparison(Math.copySign(z, t), Optional.of(estimate));
    }

    Comparison turned() {
        return new Comparison(-z, estimate);
    }
}
