package org.equipoise.ecrf.application;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The instant that a data set is drawn at: what was saved later is not in it. */
final class DataCut {
    private DataCut() {}

    static Instant of(Optional<Instant> asked, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant cut = asked.orElse(now).truncatedTo(ChronoUnit.MILLIS);
        if (cut.isAfter(now)) {
            throw Refusal.of(ProblemType.INVALID_VALUE, "asOf is " + cut + ", which is still to come.")
                    .fix("Ask for an instant that has passed, or leave asOf out.");
        }
        return cut;
    }
}
