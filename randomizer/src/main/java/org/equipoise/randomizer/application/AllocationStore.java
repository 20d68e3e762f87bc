package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;

/** Port to the allocations. */
public interface AllocationStore {

    /** What has happened before under this key, or to this subject. */
    Uni<AllocationOutcome> prior(String study, String subject, UniqueRequest request);

    /**
     * Takes the next position of the stratum for the subject, once, in one statement; where kits are managed, with the
     * proposed kit.
     */
    Uni<AllocationOutcome> allocate(AllocationRequest request, Optional<KitProposal> proposal);

    /** A subject's randomization. */
    Uni<Optional<Randomization.AtSite>> find(String study, String subject);

    /** Randomizations in the order in which they happened. */
    Uni<List<Randomization.AtSite>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit);
}
