package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;

/** Blinded people look up who was randomized at their sites. */
@ApplicationScoped
public class ReadRandomizations {

    private final AllocationStore allocations;
    private final CorrectionStore corrections;

    public ReadRandomizations(AllocationStore allocations, CorrectionStore corrections) {
        this.allocations = allocations;
        this.corrections = corrections;
    }

    /** Randomizations at the given sites, in the order of time, then number. */
    public Uni<Page<CorrectedRandomization>> page(String study, SiteScope sites, Optional<String> after, int limit) {
        return allocations
                .page(study, sites, after.map(RandomizationCursor::parse), limit + 1)
                .flatMap(rows -> corrections
                        .of(
                                study,
                                rows.stream()
                                        .map(AtSite::randomization)
                                        .map(Randomization::subject)
                                        .toList())
                        .map(found -> Page.of(
                                rows,
                                limit,
                                row -> CorrectedRandomization.of(row.randomization(), found),
                                ReadRandomizations::cursor)));
    }

    /**
     * Everything that was found out about a subject's randomization, oldest first.
     *
     * @throws Refusal {@code not-found} if there is none, or not at the given sites
     */
    public Uni<List<Correction>> corrections(String study, SiteScope sites, String subject) {
        return one(study, sites, subject).flatMap(found -> corrections.of(study, List.of(subject)));
    }

    /**
     * A subject's randomization.
     *
     * @throws Refusal {@code not-found} if there is none, or not at the given sites
     */
    public Uni<CorrectedRandomization> one(String study, SiteScope sites, String subject) {
        return allocations
                .find(study, subject)
                .map(found -> found.filter(row -> sites.includes(row.site()))
                        .map(AtSite::randomization)
                        .orElseThrow(Refusal::notFound))
                .flatMap(randomization -> corrections
                        .of(study, List.of(subject))
                        .map(found -> CorrectedRandomization.of(randomization, found)));
    }

    private static String cursor(AtSite row) {
        return new RandomizationCursor(
                        row.randomization().randomizedAt(), row.randomization().randomizationNumber())
                .text();
    }
}
