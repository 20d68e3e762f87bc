package org.equipoise.stats.domain.groupsequential;

import java.util.Optional;
import java.util.OptionalDouble;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Finds critical values, futility bounds and the drift at which they meet at the last look.
 *
 * <p>For a given drift the bounds follow look by look from two recursions, one without an effect and one with the drift.
 * What is left to miss at the last look falls with the drift; its probit is nearly linear.
 */
final class FutilitySolver {

    private static final double FARTHEST = 1e5;

    private final Resolution resolution;
    private final double[] information;
    private final double[] alphas;
    private final double[] betas;
    private final boolean binding;
    private final double[] withoutFutility;

    FutilitySolver(Resolution resolution, double[] information, double[] alphas, double[] betas, FutilityRule rule) {
        this.resolution = resolution;
        this.information = information;
        this.alphas = alphas;
        this.betas = betas;
        this.binding = rule == FutilityRule.BINDING;
        this.withoutFutility = new SpendingSolver(resolution, information, alphas, false).solve(null);
    }

    /** The bounds; empty if no drift lets them meet. */
    Optional<Bounds> solve(double guess) {
        double wanted = StandardNormal.upperQuantile(betas[betas.length - 1]);
        double scale = 1 / Math.sqrt(information[information.length - 1]);
        OptionalDouble drift = MonotoneRoot.find(
                value -> StandardNormal.upperQuantile(new Pass(value).run().missAtLast) - wanted,
                guess,
                0.1 * scale,
                FARTHEST * scale);
        if (drift.isEmpty()) {
            return Optional.empty();
        }
        Pass pass = new Pass(drift.getAsDouble()).run();
        return pass.crossed ? Optional.empty() : Optional.of(new Bounds(drift.getAsDouble(), pass.upper, pass.lower));
    }

    /** The bounds that belong to one drift. */
    private final class Pass {

        private final double drift;
        private final double[] upper = withoutFutility.clone();
        private final double[] lower = new double[information.length];
        private final ScoreProcess underNull;
        private final ScoreProcess underDrift;
        private double missAtLast;
        private boolean crossed;
        private double ahead;

        Pass(double drift) {
            this.drift = drift;
            this.underNull = new ScoreProcess(resolution, information, Coverage.of(0, smallest(alphas)));
            this.underDrift = new ScoreProcess(resolution, information, Coverage.of(drift, smallest(betas)));
        }

        Pass run() {
            int last = information.length - 1;
            double spentAlpha = 0;
            double spentBeta = 0;
            for (int look = 0; look <= last; look++) {
                double root = Math.sqrt(information[look]);
                spentAlpha += alphas[look];
                spentBeta += betas[look];
                if (binding && look > 0 && alphas[look] >= SpendingSolver.SMALLEST_INCREMENT) {
                    double guess = Math.max(upper[look], StandardNormal.upperQuantile(spentAlpha) - 1) * root;
                    upper[look] = BoundSearch.upper(underNull, alphas[look], guess) / root;
                }
                if (look == last) {
                    missAtLast = underDrift.exitBelow(upper[look] * root);
                    lower[look] = upper[look];
                    return this;
                }
                lower[look] = lowerBound(look, root, spentBeta);
                if (lower[look] >= upper[look]) {
                    crossed = true;
                    return this;
                }
                underDrift.stopOutside(lower[look] * root, upper[look] * root);
                if (binding) {
                    underNull.stopOutside(lower[look] * root, upper[look] * root);
                }
            }
            return this;
        }

        private double lowerBound(int look, double root, double spentBeta) {
            if (betas[look] < SpendingSolver.SMALLEST_INCREMENT) {
                return Double.NEGATIVE_INFINITY;
            }
            if (underDrift.exitBelow(upper[look] * root) <= betas[look]) {
                return Double.POSITIVE_INFINITY;
            }
            double nominal = drift * root - StandardNormal.upperQuantile(spentBeta);
            double bound = BoundSearch.lower(underDrift, betas[look], (nominal + ahead) * root) / root;
            ahead = bound - nominal;
            return bound;
        }
    }

    private static double smallest(double[] increments) {
        double smallest = 1;
        for (double increment : increments) {
            if (increment >= SpendingSolver.SMALLEST_INCREMENT) {
                smallest = Math.min(smallest, increment);
            }
        }
        return smallest;
    }

    /** Critical values and futility bounds on the z scale, and their drift. */
    static final class Bounds {

        private final double drift;
        private final double[] upper;
        private final double[] lower;

        Bounds(double drift, double[] upper, double[] lower) {
            this.drift = drift;
            this.upper = upper;
            this.lower = lower;
        }

        double drift() {
            return drift;
        }

        double[] upper() {
            return upper;
        }

        double[] lower() {
            return lower;
        }
    }
}
