package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.Notice;
import org.equipoise.randomizer.application.NoticeBox;
import org.equipoise.randomizer.application.Release;

@ApplicationScoped
class PostgresNotices implements NoticeBox {

    private static final String READ = """
        FROM due WHERE m.id = due.id
        RETURNING m.id, m.attempts, m.kind, m.study, m.reference, m.subject, m.site, m.happened_at, m.recipient\
        """;
    private static final DeliveryQueue.Names NAMES =
            new DeliveryQueue.Names("notice", "kind, reference, recipient", "release_notice");

    private final DeliveryQueue queue;

    PostgresNotices(Pool pool) {
        this.queue = new DeliveryQueue(pool, NAMES, READ);
    }

    @Override
    public Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd) {
        return queue.claim(limit, now, leaseEnd, PostgresNotices::notice);
    }

    @Override
    public Uni<Void> delivered(Notice notice, Instant at) {
        return queue.delivered(notice.id(), at);
    }

    @Override
    public Uni<Void> failed(Notice notice, String problem, Instant dueAgain) {
        return queue.failed(taken(notice), problem, dueAgain);
    }

    @Override
    public Uni<Void> parked(Notice notice, String problem, Instant at) {
        return queue.park(taken(notice), problem, at);
    }

    @Override
    public Uni<List<Undelivered>> undelivered(String study, long after, int limit) {
        return queue.undelivered(study, after, limit, PostgresNotices::undelivered);
    }

    @Override
    public Uni<Release> release(String study, long id, Instant at, Actor actor) {
        return queue.release(study, id, at, actor);
    }

    private static DeliveryQueue.Taken taken(Notice notice) {
        return new DeliveryQueue.Taken(notice.id(), notice.attempts());
    }

    private static Undelivered undelivered(Row row) {
        return new Undelivered(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("reference"),
                row.getString("recipient"),
                row.getInteger("attempts"),
                row.getString("last_problem"),
                RandomizationRows.instant(row, "due_at"),
                RandomizationRows.instant(row, "parked_at"));
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
