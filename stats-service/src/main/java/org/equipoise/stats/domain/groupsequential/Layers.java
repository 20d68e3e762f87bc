package org.equipoise.stats.domain.groupsequential;

import java.util.Arrays;

/**
 * Where the density of the score is not smooth on its own scale: around each earlier boundary, across which it was cut
 * off, it has a layer as wide as the standard deviation of what happened since: positions on the score scale, each with the standard deviation of the score's increment since that look.
 */
final class Layers {

    private static final double REACH = 8.5;

    private final double[] positions;
    private final double[] scales;

    Layers(double[] positions, double[] scales) {
        this.positions = positions;
        this.scales = scales;
    }

    /** The ends of the interval and, between them, the edges of the layers, ascending without repetition. */
    double[] cuts(double lower, double upper) {
        double[] cuts = new double[2 * positions.length + 2];
        int count = 0;
        cuts[count++] = lower;
        for (int i = 0; i < positions.length; i++) {
            for (double edge : new double[] {positions[i] - REACH * scales[i], positions[i] + REACH * scales[i]}) {
                if (edge > lower && edge < upper) {
                    cuts[count++] = edge;
                }
            }
        }
        cuts[count++] = upper;
        Arrays.sort(cuts, 0, count);
        int kept = 1;
        for (int i = 1; i < count; i++) {
            if (cuts[i] > cuts[kept - 1]) {
                cuts[kept++] = cuts[i];
            }
        }
        return Arrays.copyOf(cuts, kept);
    }

    /** The narrowest layer that covers the point; infinite if none does. */
    double scaleAt(double point) {
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < positions.length; i++) {
            if (Math.abs(point - positions[i]) <= REACH * scales[i]) {
                narrowest = Math.min(narrowest, scales[i]);
            }
        }
        return narrowest;
    }
}
