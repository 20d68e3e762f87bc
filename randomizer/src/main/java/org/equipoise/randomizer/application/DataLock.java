package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Port to whoever knows whether a study's data are locked for good. */
public interface DataLock {

    /**
     * When the data were locked; nothing if they are not, or if nobody there knows of a lock. Fails with a refusal
     * {@code neighbour-unavailable} if the answer cannot be had now.
     */
    Uni<Optional<Instant>> lockedAt(String study);

    /**
     * Makes the lock of that instant final, so that nobody can open the data once arms are revealed. Fails with a refusal
     * {@code state-conflict} if the data are not locked since then, or {@code neighbour-unavailable}.
     */
    Uni<Void> seal(String study, Instant lockedAt);
}
