package org.equipoise.launcher.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** People write times down to the minute. */
final class Moments {

    private Moments() {}

    static Instant minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }
}
