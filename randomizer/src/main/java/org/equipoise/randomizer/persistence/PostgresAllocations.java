package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.AllocationStore;
import org.equipoise.randomizer.application.KitProposal;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.application.RandomizationCursor;
import org.equipoise.randomizer.application.UniqueRequest;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresAllocations implements AllocationStore {

    private static final String PRIOR = """
            SELECT CASE WHEN r.fingerprint = $4 THEN 'replayed'
                        WHEN r.fingerprint IS NOT NULL THEN 'key-reused'
                        WHEN a.subject IS NOT NULL THEN 'already-randomized'
                        ELSE 'nothing' END AS outcome,
                   a.study, a.subject, a.site, a.list, x.merkle_root, a.stratum, a.randomization_number, a.kit, a.leaf,
                   a.randomized_at, a.extension
            FROM (SELECT 1) one
            LEFT JOIN idempotent_request r ON r.study = $1 AND r.key = $3
            LEFT JOIN allocation a ON a.study = $1 AND a.subject = $2
            LEFT JOIN list_extension x ON x.list = a.list AND x.extension = a.extension""";
    private static final String RANDOMIZE =
            "SELECT * FROM randomize_from_shelf($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    private static final RandomizationCursor BEGINNING = new RandomizationCursor(Instant.EPOCH, "");

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;
    private final AllocationBatches batches;

    PostgresAllocations(Pool pool, Mutiny.SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
        this.batches = new AllocationBatches(pool);
    }

    @Override
    public Uni<AllocationOutcome> prior(String study, String subject, UniqueRequest request) {
        return new Statement(PRIOR)
                .with(study)
                .with(subject)
                .with(request.key())
                .with(request.fingerprint())
                .on(pool)
                .map(rows -> RandomizationRows.outcome(rows.iterator().next()));
    }

    @Override
    public Uni<AllocationOutcome> allocate(AllocationRequest request, Optional<KitProposal> proposal) {
        return proposal.isPresent() ? allocate(request, proposal.get()) : batches.allocate(request);
    }

    /** A proposal holds for one position, so that it cannot share a batch. */
    private Uni<AllocationOutcome> allocate(AllocationRequest request, KitProposal proposal) {
        return new Statement(RANDOMIZE)
                .with(request.study())
                .with(request.list())
                .with(request.stratum().key())
                .with(request.subject())
                .with(request.site())
                .with(request.request().key())
                .with(request.request().fingerprint())
                .with(request.tellEcrf())
                .with(request.at())
                .with(request.facts())
                .with(proposal.position())
                .with(proposal.kit())
                .with(proposal.shelf())
                .on(pool)
                .map(rows -> RandomizationRows.outcome(rows.iterator().next()));
    }

    @Override
    public Uni<Optional<AtSite>> find(String study, String subject) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from AllocationRow a join fetch a.part where a.study = :study and a.subject = :subject",
                        AllocationRow.class)
                .setParameter("study", study)
                .setParameter("subject", subject)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(AllocationRow::randomization)));
    }

    @Override
    public Uni<List<AtSite>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit) {
        RandomizationCursor cursor = after.orElse(BEGINNING);
        return sessions.withSession(session -> session.createSelectionQuery("""
                        from AllocationRow a join fetch a.part
                        where a.study = :study and (:everywhere = true or a.site in :sites)
                          and (a.randomizedAt > :at or a.randomizedAt = :at and a.randomizationNumber > :number)
                        order by a.randomizedAt, a.randomizationNumber""", AllocationRow.class)
                .setParameter("study", study)
                .setParameter("everywhere", sites.wholeStudy())
                .setParameter("sites", sites.sites())
                .setParameter("at", cursor.randomizedAt())
                .setParameter("number", cursor.randomizationNumber())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(AllocationRow::randomization).toList()));
    }
}
