package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A box of messages in memory, and a post that can be broken. */
class FakeNotices implements NoticeBox, Post {

    final List<String> sent = new ArrayList<>();
    boolean postIsDown;
    private final Map<Long, Row> rows = new TreeMap<>();

    /** A message and its state. */
    static final class Row {
        Notice notice;
        Instant dueAt = Instant.EPOCH;
        Instant deliveredAt;
        Instant parkedAt;
        String problem;
    }

    Row add(String recipient) {
        Row row = new Row();
        row.notice = new Notice(
                rows.size() + 1L, 0, Notice.Kind.CODE_BREAK, "S", "b-1", "01-001", "01", Fakes.NOW, recipient);
        rows.put(row.notice.id(), row);
        return row;
    }

    @Override
    public Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd) {
        List<Notice> claimed = new ArrayList<>();
        for (Row row : rows.values()) {
            boolean open = row.deliveredAt == null && row.parkedAt == null;
            if (open && !row.dueAt.isAfter(now) && claimed.size() < limit) {
                Notice before = row.notice;
                row.notice = new Notice(
                        before.id(),
                        before.attempts() + 1,
                        before.kind(),
                        before.study(),
                        before.reference(),
                        before.subject(),
                        before.site(),
                        before.happenedAt(),
                        before.recipient());
                row.dueAt = leaseEnd;
                claimed.add(row.notice);
            }
        }
        return Uni.createFrom().item(claimed);
    }

    @Override
    public Uni<Void> delivered(Notice notice, Instant at) {
        rows.get(notice.id()).deliveredAt = at;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> failed(Notice notice, String problem, Instant dueAgain) {
        rows.get(notice.id()).problem = problem;
        rows.get(notice.id()).dueAt = dueAgain;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> parked(Notice notice, String problem, Instant at) {
        rows.get(notice.id()).problem = problem;
        rows.get(notice.id()).parkedAt = at;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Undelivered>> undelivered(String study, long after, int limit) {
        return Uni.createFrom()
                .item(rows.values().stream()
                        .filter(row -> row.notice.id() > after && row.deliveredAt == null)
                        .limit(limit)
                        .map(row -> new Undelivered(
                                row.notice.id(),
                                "code-break",
                                row.notice.reference(),
                                row.notice.recipient(),
                                row.notice.attempts(),
                                row.problem,
                                row.parkedAt == null ? row.dueAt : null,
                                row.parkedAt))
                        .toList());
    }

    @Override
    public Uni<Release> release(String study, long id, Instant at, Actor actor) {
        Row row = rows.get(id);
        if (row == null || row.parkedAt == null) {
            return Uni.createFrom().item(row == null ? Release.NOT_FOUND : Release.NOT_PARKED);
        }
        row.parkedAt = null;
        row.dueAt = at;
        return Uni.createFrom().item(Release.RELEASED);
    }

    @Override
    public Uni<Void> send(Notice notice) {
        if (postIsDown) {
            return Uni.createFrom().failure(new IllegalStateException("no post today"));
        }
        sent.add(notice.recipient());
        return Uni.createFrom().voidItem();
    }
}
