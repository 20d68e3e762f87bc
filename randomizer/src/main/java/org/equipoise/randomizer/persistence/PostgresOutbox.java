package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
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

    private static final String PARK = "UPDATE outbox SET parked_at = $2, last_problem = $3 "
            + "WHERE id = $1 AND attempts = $4 AND delivered_at IS NULL";
    private static final String UNDELIVERED = """
            SELECT id, subject, created_at, attempts, last_problem, parked_at,
                   CASE WHEN parked_at IS NULL THEN due_at END AS due_at
            FROM outbox WHERE study = $1 AND id > $2 AND delivered_at IS NULL ORDER BY id LIMIT $3""";
    private static final String RELEASE = "SELECT release_message($1, $2, $3, $4) AS outcome";

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

    @Override
    public Uni<Void> park(Message message, String problem, Instant at) {
        return new Statement(PARK)
                .with(message.id())
                .with(at)
                .with(problem)
                .with(message.attempts())
                .on(pool)
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Undelivered>> undelivered(String study, long after, int limit) {
        return new Statement(UNDELIVERED)
                .with(study)
                .with(after)
                .with(limit)
                .on(pool)
                .flatMap(rows -> rows.toMulti()
                        .map(PostgresOutbox::undelivered)
                        .collect()
                        .asList());
    }

    @Override
    public Uni<Release> release(String study, long id, Instant at, Actor actor) {
        return new Statement(RELEASE)
                .with(study)
                .with(id)
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(rows -> release(rows.iterator().next().getString("outcome")));
    }

    private static Release release(String outcome) {
        return switch (outcome) {
            case "released" -> Release.RELEASED;
            case "not-parked" -> Release.NOT_PARKED;
            case "not-found" -> Release.NOT_FOUND;
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static Undelivered undelivered(Row row) {
        return new Undelivered(
                row.getLong("id"),
                row.getString("subject"),
                RandomizationRows.instant(row, "created_at"),
                row.getInteger("attempts"),
                row.getString("last_problem"),
                RandomizationRows.instant(row, "due_at"),
                RandomizationRows.instant(row, "parked_at"));
    }

    private static Message message(Row row) {
        return new Message(
                row.getLong("id"),
                row.getInteger("attempts"),
                RandomizationRows.randomization(row).randomization());
    }
}
