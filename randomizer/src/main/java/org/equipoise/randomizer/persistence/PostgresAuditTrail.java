package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.equipoise.randomizer.application.AuditEntry;
import org.equipoise.randomizer.application.AuditTrail;

@ApplicationScoped
class PostgresAuditTrail implements AuditTrail {

    private static final String PAGE = "SELECT * FROM audit_page($1, $2, $3)";

    private final Pool pool;

    PostgresAuditTrail(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<AuditEntry>> page(String study, long after, int limit) {
        return new Statement(PAGE)
                .with(study)
                .with(after)
                .with(limit)
                .on(pool)
                .flatMap(rows ->
                        rows.toMulti().map(PostgresAuditTrail::entry).collect().asList());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("id"),
                row.getString("stream"),
                row.getLong("seq"),
                RandomizationRows.instant(row, "at"),
                row.getString("entry"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
