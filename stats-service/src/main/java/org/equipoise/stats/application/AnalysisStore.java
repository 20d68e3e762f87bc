package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Closed analyses, sealed, kept for ever. {@link RunStore} adds to them. */
public interface AnalysisStore {

    Optional<CompletedRun> find(String study, UUID analysis);

    Optional<ArmKey> findKey(String study, UUID analysis);

    /** The results of a study, oldest first, without findings. */
    List<ClosedResult> all(String study);
}
