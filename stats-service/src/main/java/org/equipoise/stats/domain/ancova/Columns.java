package org.equipoise.stats.domain.ancova;

import java.util.List;

/** Checks of columns, in one place. */
final class Columns {

    private Columns() {}

    static void requireNotInfinite(String name, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            if (Double.isInfinite(values.get(i))) {
                throw new IllegalArgumentException(
                        name + " is infinite for observation " + (i + 1) + "; use NaN for a missing value");
            }
        }
    }

    static void requireLength(String name, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    name + " has " + length + " values, but the response has " + expected + "; give one for each");
        }
    }
}
