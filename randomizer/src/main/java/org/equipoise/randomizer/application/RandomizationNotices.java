package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;

/** Port to the eCRF service, which is told of each randomization. Telling it twice has the effect of telling it once. */
public interface RandomizationNotices {

    /** Tells of a randomization; fails if it was not received. */
    Uni<Void> send(Randomization randomization);
}
