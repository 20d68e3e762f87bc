package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Outbox;

@ApplicationScoped
class PostgresOutbox implements Outbox {

    private static final String CLAIM = """
            WITH due AS (
                SELECT id FROM outbox WHERE delivered_at IS NULL AND parked_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $3
                FOR UPDATE SKIP LOCKED)
            UPDATE outbox o SET due_at = $2, attempts = o.attempts + 1
            FROM due, allocation a JOIN list_extension x ON x.list = a.list AND x.extension = a.extension
            WHERE o.id = due.id AND a.study = o.study AND a.subject = o.subject
            RETURNING o.id, o.attempts, a.study, a.subject, a.site, a.list, x.merkle_root, a.stratum,
                      a.randomization_number, a.kit, a.leaf, a.randomized_at, a.extension""";
    private static final String DELIVERED =
            "UPDATE outbox SET delivered_at = $2, last_problem = NULL WHERE id = $1 AND delivered_at IS NULL";
    private static final String FAILED =
            "UPDATE outbox SET due_at = $2, last_problem = $3 WHERE id = $1 AND attempts = $4 AND delivered_at IS NULL";

    private final Pool pool;

    PostgresOutbox(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Message>> claim(int limit, Instant now, Instant leaseEnd) {
        return new Statement(CLAIM)
                .with(now)
                .with(leaseEnd)
                .with(limit)
                .on(pool)
                .flatMap(rows ->
                        rows.toMulti().map(PostgresOutbox::message).collect().asList());
    }

    @Override
    public Uni<Void> delivered(long id, Instant at) {
        return new Statement(DELIVERED).with(id).with(at).on(pool).replaceWithVoid();
    }

    @Override
    public Uni<Void> failed(Message message, String problem, Instant dueAgain) {
        return new Statement(FAILED)
                .with(message.id())
                .with(dueAgain)
                .with(problem)
                .with(message.attempts())
                .on(pool)
                .replaceWithVoid();
    }

    private static Message message(Row row) {
        return new Message(
                row.getLong("id"),
                row.getInteger("attempts"),
                RandomizationRows.randomization(row).randomization());
    }
}
