package org.equipoise.stats.domain.simulation;

/** Checks of the numbers that endpoints have in common. */
final class EndpointChecks {

    private static final double LARGEST = 1e30;

    private EndpointChecks() {}

    static void requireEffect(double effect) {
        requireWithin("the effect", effect, -LARGEST, LARGEST);
    }

    static void requireDeviation(double deviation) {
        requireWithin("the standard deviation", deviation, 1 / LARGEST, LARGEST);
    }

    static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must lie between " + least + " and " + most + ", but is " + value);
        }
    }
}
