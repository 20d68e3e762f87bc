package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;

/**
 * A table of messages that are taken, delivered, put off and parked. Who was overtaken, because the lease ended and
 * somebody else took the message, books nothing but a delivery.
 */
final class DeliveryQueue {

    private final Pool pool;
    private final String claim;
    private final String delivered;
    private final String failed;
    private final String parked;

    /**
     * A queue.
     *
     * @param table the table's name
     * @param read what follows the taking of the rows of {@code due}, from the assignment on
     */
    DeliveryQueue(Pool pool, String table, String read) {
        this.pool = pool;
        this.claim = """
            WITH due AS (
                SELECT id FROM %1$s WHERE delivered_at IS NULL AND parked_at IS NULL AND due_at <= $1
                ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE %1$s m SET due_at = $2, attempts = m.attempts + 1 %2$s\
            """.formatted(table, read);
        this.delivered = "UPDATE " + table
                + " SET delivered_at = $2, last_problem = NULL WHERE id = $1 AND delivered_at IS NULL";
        this.failed = "UPDATE " + table
                + " SET due_at = $2, last_problem = $3 WHERE id = $1 AND attempts = $4 AND delivered_at IS NULL";
        this.parked = "UPDATE " + table
                + " SET parked_at = $2, last_problem = $3 WHERE id = $1 AND attempts = $4 AND delivered_at IS NULL";
    }

    Uni<RowSet<Row>> claim(int limit, Instant now, Instant leaseEnd) {
        return new Statement(claim).with(now).with(leaseEnd).with(limit).on(pool);
    }

    Uni<Void> delivered(long id, Instant at) {
        return new Statement(delivered).with(id).with(at).on(pool).replaceWithVoid();
    }

    Uni<Void> failed(Taken message, String problem, Instant dueAgain) {
        return book(failed, message, problem, dueAgain);
    }

    Uni<Void> park(Taken message, String problem, Instant at) {
        return book(parked, message, problem, at);
    }

    /** A message as it was taken: how often, this time included. */
    record Taken(long id, int attempts) {}

    private Uni<Void> book(String sql, Taken message, String problem, Instant at) {
        return new Statement(sql)
                .with(message.id())
                .with(at)
                .with(problem)
                .with(message.attempts())
                .on(pool)
                .replaceWithVoid();
    }
}
