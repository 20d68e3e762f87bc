package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.AdaptiveStore;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.KitProposal;
import org.equipoise.randomizer.application.ListExtension;
import org.equipoise.randomizer.application.SealedAmendment;
import org.equipoise.randomizer.application.SealedEntry;
import org.equipoise.randomizer.application.SealedTotals;
import org.equipoise.randomizer.application.UniqueRequest;

@ApplicationScoped
class PostgresAdaptiveAllocations implements AdaptiveStore {

    private static final String TOTALS = "SELECT * FROM adaptive_state($1, $2)";
    private static final String RANDOMIZE =
            "SELECT * FROM randomize_adaptively($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                    + "$11, $12, $13, $14, $15, $16, $17, $18, $19)";
    private static final String RANDOMIZE_TEST =
            "SELECT * FROM randomize_test_adaptively($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                    + "$11, $12, $13, $14, $15, $16)";
    private static final String EXTEND =
            "SELECT * FROM extend_adaptive_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private final Pool pool;

    PostgresAdaptiveAllocations(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<SealedTotals>> totals(String study, String list) {
        return new Statement(TOTALS).with(study).with(list).on(pool).map(rows -> {
            Iterator<Row> row = rows.iterator();
            return row.hasNext() ? Optional.of(totals(row.next())) : Optional.empty();
        });
    }

    @Override
    public Uni<AllocationOutcome> allocate(AllocationRequest request, SealedEntry entry) {
        return allocate(request, entry, Optional.empty());
    }

    @Override
    public Uni<AllocationOutcome> allocate(
            AllocationRequest request, SealedEntry entry, Optional<KitProposal> proposal) {
        Statement statement =
                subject(RANDOMIZE, request).with(request.tellEcrf()).with(request.at());
        return withEntry(statement, request, entry)
                .with(proposal.map(KitProposal::kit).orElse(null))
                .with(proposal.map(KitProposal::shelf).orElse(null))
                .on(pool)
                .map(rows -> RandomizationRows.outcome(rows.iterator().next()));
    }

    @Override
    public Uni<Optional<AllocationOutcome>> allocateTest(AllocationRequest request, SealedEntry entry) {
        Statement statement = subject(RANDOMIZE_TEST, request).with(request.at());
        return withEntry(statement, request, entry)
                .on(pool)
                .map(rows -> PostgresTestAllocations.outcome(rows.iterator().next()));
    }

    @Override
    public Uni<ListExtension> extend(SealedAmendment amendment, UniqueRequest request, Instant at, Actor actor) {
        return new Statement(EXTEND)
                .with(amendment.plan().study())
                .with(amendment.plan().version())
                .with(amendment.place().list())
                .with(amendment.place().extension())
                .with(amendment.commitment())
                .with(amendment.seed())
                .with(amendment.place().version())
                .with(amendment.totals())
                .with(request.key())
                .with(request.fingerprint())
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(rows -> ListExtensions.extension(rows.iterator().next()));
    }

    private static Statement subject(String sql, AllocationRequest request) {
        return new Statement(sql)
                .with(request.study())
                .with(request.list())
                .with(request.stratum().key())
                .with(request.subject())
                .with(request.site())
                .with(request.request().key())
                .with(request.request().fingerprint());
    }

    private static Statement withEntry(Statement statement, AllocationRequest request, SealedEntry entry) {
        return statement
                .with(request.facts())
                .with(entry.extension())
                .with(entry.version())
                .with(entry.randomizationNumber())
                .with(entry.kit())
                .with(entry.arm())
                .with(entry.leaf())
                .with(entry.totals());
    }

    private static SealedTotals totals(Row row) {
        return new SealedTotals(
                row.getBuffer("sealed_seed").getBytes(),
                new SealedTotals.Part(row.getInteger("of_extension"), row.getString("of_plan")),
                row.getInteger("of_version"),
                Optional.ofNullable(row.getBuffer("sealed_totals")).map(Buffer::getBytes));
    }
}
