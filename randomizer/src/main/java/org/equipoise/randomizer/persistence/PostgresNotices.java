package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Notice;
import org.equipoise.randomizer.application.NoticeBox;

@ApplicationScoped
class PostgresNotices implements NoticeBox {

    private static final String CLAIM = """
            WITH due AS (
                SELECT id FROM notice WHERE delivered_at IS NULL AND parked_at IS NULL AND due_at <= $1
                ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE notice n SET due_at = $2, attempts = n.attempts + 1 FROM due WHERE n.id = due.id
            RETURNING n.id, n.attempts, n.kind, n.study, n.reference, n.subject, n.site, n.happened_at, n.recipient""";
    private static final String DELIVERED =
            "UPDATE notice SET delivered_at = $2, last_problem = NULL WHERE id = $1 AND delivered_at IS NULL";
    private static final String FAILED =
            "UPDATE notice SET due_at = $2, last_problem = $3 WHERE id = $1 AND attempts = $4 AND delivered_at IS NULL";
    private static final String PARKED =
            "UPDATE notice SET parked_at = $2, last_problem = $3 WHERE id = $1 AND delivered_at IS NULL";

    private final Pool pool;

    PostgresNotices(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd) {
        return new Statement(CLAIM)
                .with(now)
                .with(leaseEnd)
                .with(limit)
                .on(pool)
                .flatMap(rows ->
                        rows.toMulti().map(PostgresNotices::notice).collect().asList());
    }

    @Override
    public Uni<Void> delivered(Notice notice, Instant at) {
        return new Statement(DELIVERED).with(notice.id()).with(at).on(pool).replaceWithVoid();
    }

    @Override
    public Uni<Void> failed(Notice notice, String problem, Instant dueAgain) {
        return new Statement(FAILED)
                .with(notice.id())
                .with(dueAgain)
                .with(problem)
                .with(notice.attempts())
                .on(pool)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> parked(Notice notice, String problem, Instant at) {
        return new Statement(PARKED)
                .with(notice.id())
                .with(at)
                .with(problem)
                .on(pool)
                .replaceWithVoid();
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.getLong("id"),
                row.getInteger("attempts"),
                row.getString("kind").equals("code-break") ? Notice.Kind.CODE_BREAK : Notice.Kind.STUDY_UNBLINDED,
                row.getString("study"),
                row.getString("reference"),
                row.getString("subject"),
                row.getString("site"),
                RandomizationRows.instant(row, "happened_at"),
                row.getString("recipient"));
    }
}
