package org.equipoise.stats.application;

import java.util.UUID;
import org.equipoise.stats.domain.analysis.Allocations;

/** The randomizer. Every fetch enters its unblinding register under the analysis' identifier. */
public interface AllocationSource {

    /**
     * Fetches all allocations on behalf of a person.
     *
     * @throws org.equipoise.platform.problem.Refusal {@code neighbour-unavailable} if they cannot be had completely
     */
    Allocations fetch(String study, UUID analysis, Requester requester);
}
