package org.equipoise.stats.domain.groupsequential;

import java.util.Arrays;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The recursion over the looks: holds the density of the score on the paths that have not stopped, answers the
 * probability of crossing a bound at the look that is next, and moves on once that look's bounds are chosen.
 *
 * <p>Bounds and scores are on the score scale, S = Z&radic;I.
 */
final class ScoreProcess {

    /** Standard deviations beyond which a normal probability underflows. */
    private static final double FARTHEST = 37.5;

    private final Resolution resolution;
    private final double[] information;
    private final Coverage coverage;
    private final double[] lower;
    private final double[] upper;
    private int look;
    private SubDensity density;

    ScoreProcess(Resolution resolution, double[] information, Coverage coverage) {
        this.resolution = resolution;
        this.information = information;
        this.coverage = coverage;
        this.lower = new double[information.length];
        this.upper = new double[information.length];
    }

    /** P(continued so far, and the score at the coming look is above the bound). */
    double exitAbove(double bound) {
        if (look == 0) {
            double deviation = Math.sqrt(information[0]);
            return StandardNormal.above((bound - coverage.drift() * information[0]) / deviation);
        }
        return density.exitAbove(bound, information[look]);
    }

    /** P(continued so far, and the score at the coming look is below the bound). */
    double exitBelow(double bound) {
        if (look == 0) {
            double deviation = Math.sqrt(information[0]);
            return StandardNormal.below((bound - coverage.drift() * information[0]) / deviation);
        }
        return density.exitBelow(bound, information[look]);
    }

    /** As {@link #exitAbove(double)}; stores the density of the coming score at the bound in the array's first entry. */
    double exitAbove(double bound, double[] densityAtBound) {
        if (look == 0) {
            double deviation = Math.sqrt(information[0]);
            double z = (bound - coverage.drift() * information[0]) / deviation;
            densityAtBound[0] = StandardNormal.density(z) / deviation;
            return StandardNormal.above(z);
        }
        return density.exitAbove(bound, information[look], densityAtBound);
    }

    /** As {@link #exitBelow(double)}; stores the density of the coming score at the bound in the array's first entry. */
    double exitBelow(double bound, double[] densityAtBound) {
        if (look == 0) {
            double deviation = Math.sqrt(information[0]);
            double z = (bound - coverage.drift() * information[0]) / deviation;
            densityAtBound[0] = StandardNormal.density(z) / deviation;
            return StandardNormal.below(z);
        }
        densityAtBound[0] = density.nextDensityAt(bound, information[look]);
        return density.exitBelow(bound, information[look]);
    }

    /** The index of the coming look, from 0. */
    int look() {
        return look;
    }

    /** The largest score that the coming look can have at all, numerically. */
    double farthestAbove() {
        double start =
                look == 0 || density.mesh().panels() == 0 ? 0 : density.mesh().upper();
        return start + coverage.drift() * increment() + FARTHEST * Math.sqrt(increment());
    }

    /** The smallest one. */
    double farthestBelow() {
        double start =
                look == 0 || density.mesh().panels() == 0 ? 0 : density.mesh().lower();
        return start + coverage.drift() * increment() - FARTHEST * Math.sqrt(increment());
    }

    private double increment() {
        return look == 0 ? information[0] : information[look] - information[look - 1];
    }

    /** Stops outside (lowerBound, upperBound) at the coming look, which must not be the last, and moves on. */
    SubDensity stopOutside(double lowerBound, double upperBound) {
        lower[look] = lowerBound;
        upper[look] = upperBound;
        double here = information[look];
        double next = information[look + 1];
        double from = Math.max(lowerBound, coverage.lowest(look, here));
        double to = Math.min(upperBound, coverage.highest(here));
        double scale = Math.sqrt((next - here) * here / next);
        LookMesh mesh = LookMesh.cover(resolution, from, to, scale, layersFinerThan(scale));
        density = look == 0 ? SubDensity.first(mesh, here, coverage.drift()) : density.next(mesh, here);
        look++;
        return density;
    }

    private Layers layersFinerThan(double usual) {
        double[] positions = new double[2 * look];
        double[] scales = new double[2 * look];
        int count = 0;
        for (int earlier = 0; earlier < look; earlier++) {
            double scale = Math.sqrt(information[look] - information[earlier]);
            for (double bound : new double[] {lower[earlier], upper[earlier]}) {
                if (scale < usual && !Double.isInfinite(bound)) {
                    positions[count] = bound + coverage.drift() * (information[look] - information[earlier]);
                    scales[count++] = scale;
                }
            }
        }
        return new Layers(Arrays.copyOf(positions, count), Arrays.copyOf(scales, count));
    }
}
