package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** Port to the allocations from test lists, which are kept apart from the real ones. */
public interface TestAllocationStore {

    /** Takes the next position of a stratum of the test list; empty once the study is live. */
    Uni<Optional<AllocationOutcome>> allocate(AllocationRequest request);

    /** Randomizations from a test list, in the order of subjects. */
    Uni<List<Randomization>> page(String list, SiteScope sites, String after, int limit);
}
