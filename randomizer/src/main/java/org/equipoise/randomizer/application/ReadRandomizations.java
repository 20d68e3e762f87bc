package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;

/** Blinded people look up who was randomized at their sites. */
@ApplicationScoped
public class ReadRandomizations {

    private final AllocationStore allocations;

    public ReadRandomizations(AllocationStore allocations) {
        this.allocations = allocations;
    }

    /** Randomizations at the given sites, in the order of time, then number. */
    public Uni<Page<Randomization>> page(String study, SiteScope sites, Optional<String> after, int limit) {
        return allocations
                .page(study, sites, after.map(RandomizationCursor::parse), limit + 1)
                .map(rows -> Page.of(rows, limit, AtSite::randomization, ReadRandomizations::cursor));
    }

    /**
     * A subject's randomization.
     *
     * @throws Refusal {@code not-found} if there is none, or not at the given sites
     */
    public Uni<Randomization> one(String study, SiteScope sites, String subject) {
        return allocations
                .find(study, subject)
                .map(found -> found.filter(row -> sites.includes(row.site()))
                        .map(AtSite::randomization)
                        .orElseThrow(Refusal::notFound));
    }

    private static String cursor(AtSite row) {
        return new RandomizationCursor(
                        row.randomization().randomizedAt(), row.randomization().randomizationNumber())
                .text();
    }
}
