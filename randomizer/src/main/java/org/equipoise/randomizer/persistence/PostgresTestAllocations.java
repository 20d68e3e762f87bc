package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.TestAllocationStore;

@ApplicationScoped
class PostgresTestAllocations implements TestAllocationStore {

    private static final String RANDOMIZE = "SELECT * FROM randomize_test($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private static final String PAGE = """
            SELECT t.*, x.merkle_root, x.extension
            FROM test_allocation t JOIN list_extension x ON x.list = t.list AND x.extension = 0
            WHERE t.list = $1 AND t.subject > $2 AND ($3 OR t.site = ANY ($4)) ORDER BY t.subject LIMIT $5""";

    private final Pool pool;

    PostgresTestAllocations(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<AllocationOutcome>> allocate(AllocationRequest request) {
        return new Statement(RANDOMIZE)
                .with(request.study())
                .with(request.list())
                .with(request.stratum().key())
                .with(request.subject())
                .with(request.site())
                .with(request.request().key())
                .with(request.request().fingerprint())
                .with(request.at())
                .with(request.facts())
                .on(pool)
                .map(rows -> outcome(rows.iterator().next()));
    }

    @Override
    public Uni<List<Randomization>> page(String list, SiteScope sites, String after, int limit) {
        return new Statement(PAGE)
                .with(list)
                .with(after)
                .with(sites.wholeStudy())
                .with(sites.sites().toArray(String[]::new))
                .with(limit)
                .on(pool)
                .flatMap(rows -> rows.toMulti()
                        .map(row -> RandomizationRows.randomization(row).randomization())
                        .collect()
                        .asList());
    }

    static Optional<AllocationOutcome> outcome(Row row) {
        return row.getString("outcome").equals("live") ? Optional.empty() : Optional.of(RandomizationRows.outcome(row));
    }
}
