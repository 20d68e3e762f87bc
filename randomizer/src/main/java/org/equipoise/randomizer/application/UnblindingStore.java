package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Port to the sealed arms and to the register of who had them opened. */
public interface UnblindingStore {

    /** The sealed arms of a study; the register entry is written in the same transaction, and first. */
    Uni<List<SealedArm>> unblind(String study, String reason, Instant at, Actor actor);

    /** Register entries, oldest first, after the one with the given number. */
    Uni<List<RegisterEntry>> register(String study, long after, int limit);
}
