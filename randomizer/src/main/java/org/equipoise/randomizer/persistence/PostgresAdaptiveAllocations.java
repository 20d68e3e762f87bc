package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Optional;
import org.equipoise.randomizer.application.AdaptiveStore;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.SealedEntry;
import org.equipoise.randomizer.application.SealedTotals;

@ApplicationScoped
class PostgresAdaptiveAllocations implements AdaptiveStore {

    private static final String TOTALS = "SELECT * FROM adaptive_state($1, $2)";
    private static final String RANDOMIZE =
            "SELECT * FROM randomize_adaptively($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                    + "$11, $12, $13, $14, $15, $16)";

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
                .with(entry.version())
                .with(entry.randomizationNumber())
                .with(entry.kit())
                .with(entry.arm())
                .with(entry.leaf())
                .with(entry.totals())
                .on(pool)
                .map(rows -> RandomizationRows.outcome(rows.iterator().next()));
    }

    private static SealedTotals totals(Row row) {
        return new SealedTotals(
                row.getBuffer("sealed_seed").getBytes(),
                row.getInteger("of_version"),
                Optional.ofNullable(row.getBuffer("sealed_totals")).map(Buffer::getBytes));
    }
}
