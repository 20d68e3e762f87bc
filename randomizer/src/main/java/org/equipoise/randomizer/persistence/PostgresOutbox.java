package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.Outbox;
import org.equipoise.randomizer.application.Release;

@ApplicationScoped
class PostgresOutbox implements Outbox {

    private static final String READ = """
        FROM due, allocation a JOIN list_extension x ON x.list = a.list AND x.extension = a.extension
        WHERE m.id = due.id AND a.study = m.study AND a.subject = m.subject
        RETURNING m.id, m.attempts, a.study, a.subject, a.site, a.list, x.merkle_root, a.stratum,
                  a.randomization_number, a.kit, a.leaf, a.randomized_at, a.extension\
        """;
    private static final DeliveryQueue.Names NAMES =
            new DeliveryQueue.Names("outbox", "subject, created_at", "release_message");

    private final DeliveryQueue queue;

    PostgresOutbox(Pool pool) {
        this.queue = new DeliveryQueue(pool, NAMES, READ);
    }

    @Override
    public Uni<List<Message>> claim(int limit, Instant now, Instant leaseEnd) {
        return queue.claim(limit, now, leaseEnd, PostgresOutbox::message);
    }

    @Override
    public Uni<Void> delivered(long id, Instant at) {
        return queue.delivered(id, at);
    }

    @Override
    public Uni<Void> failed(Message message, String problem, Instant dueAgain) {
        return queue.failed(taken(message), problem, dueAgain);
    }

    @Override
    public Uni<Void> park(Message message, String problem, Instant at) {
        return queue.park(taken(message), problem, at);
    }

    private static DeliveryQueue.Taken taken(Message message) {
        return new DeliveryQueue.Taken(message.id(), message.attempts());
    }

    @Override
    public Uni<List<Undelivered>> undelivered(String study, long after, int limit) {
        return queue.undelivered(study, after, limit, PostgresOutbox::undelivered);
    }

    @Override
    public Uni<Release> release(String study, long id, Instant at, Actor actor) {
        return queue.release(study, id, at, actor);
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
