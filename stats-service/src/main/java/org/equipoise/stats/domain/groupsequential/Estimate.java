package org.equipoise.stats.domain.groupsequential;

import java.util.function.ToDoubleFunction;

/**
 * A computed number and how far it can be from the exact one.
 *
 * @param value the number
 * @param numericalError an estimate, on the safe side, of the absolute numerical error: the difference between two
 *     computations of different resolution plus rounding
 */
public record Estimate(double value, double numericalError) {

    private static final double ROUNDING = 4e-15;

    /** Computes at both resolutions. */
    static Estimate compare(ToDoubleFunction<Resolution> computation) {
        double coarse = computation.applyAsDouble(Resolution.COARSE);
        double fine = computation.applyAsDouble(Resolution.FINE);
        return between(fine, coarse);
    }

    /** The finer of two results, with their distance as the error. */
    static Estimate between(double fine, double coarse) {
        return new Estimate(fine, Math.abs(fine - coarse) + ROUNDING * Math.max(1e-3, Math.abs(fine)));
    }
}
