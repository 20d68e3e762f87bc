package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.Release;

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
    private final String undelivered;
    private final String release;

    /**
     * A queue.
     *
     * @param names what the database calls it
     * @param read what follows the taking of the rows of {@code due}, from the assignment on
     */
    DeliveryQueue(Pool pool, Names names, String read) {
        String table = names.table();
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
        this.undelivered = """
            SELECT id, %2$s, attempts, last_problem, parked_at, CASE WHEN parked_at IS NULL THEN due_at END AS due_at
            FROM %1$s WHERE study = $1 AND id > $2 AND delivered_at IS NULL ORDER BY id LIMIT $3\
            """.formatted(table, names.shown());
        this.release = "SELECT " + names.release() + "($1, $2, $3, $4) AS outcome";
    }

    /**
     * What the database calls a queue.
     *
     * @param table the table
     * @param shown its columns that are listed of a message that was not delivered yet
     * @param release the function that lets a parked message go again
     */
    record Names(String table, String shown, String release) {}

    <M> Uni<List<M>> claim(int limit, Instant now, Instant leaseEnd, Function<Row, M> message) {
        return new Statement(claim)
                .with(now)
                .with(leaseEnd)
                .with(limit)
                .on(pool)
                .flatMap(rows -> rows.toMulti().map(message).collect().asList());
    }

    <M> Uni<List<M>> undelivered(String study, long after, int limit, Function<Row, M> message) {
        return new Statement(undelivered)
                .with(study)
                .with(after)
                .with(limit)
                .on(pool)
                .flatMap(rows -> rows.toMulti().map(message).collect().asList());
    }

    Uni<Release> release(String study, long id, Instant at, Actor actor) {
        return new Statement(release)
                .with(study)
                .with(id)
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(rows -> Release.of(rows.iterator().next().getString("outcome")));
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
