package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Messages in memory, claimed with a lease as the store claims them. */
class FakeOutbox implements Outbox {

    private final Map<Long, Row> rows = new TreeMap<>();
    private int claims;

    /** A message and its state. */
    static final class Row {
        final Randomization randomization;
        Instant dueAt = Instant.EPOCH;
        int attempts;
        Instant deliveredAt;
        Instant parkedAt;
        String problem;

        Row(Randomization randomization) {
            this.randomization = randomization;
        }
    }

    void add(int count) {
        IntStream.range(0, count).forEach(i -> {
            long id = rows.size() + 1L;
            rows.put(
                    id,
                    new Row(new Randomization(
                            "S",
                            "01-" + id,
                            "R" + id,
                            "K" + id,
                            Instant.EPOCH,
                            Map.of(),
                            new Randomization.Receipt("l", 0, "r", "f"))));
        });
    }

    int claims() {
        return claims;
    }

    Row row(long id) {
        return rows.get(id);
    }

    @Override
    public Uni<List<Message>> claim(int limit, Instant now, Instant leaseEnd) {
        claims++;
        List<Message> claimed = new ArrayList<>();
        rows.forEach((id, row) -> {
            if (claimed.size() < limit && row.deliveredAt == null && row.parkedAt == null && !row.dueAt.isAfter(now)) {
                row.dueAt = leaseEnd;
                row.attempts++;
                claimed.add(new Message(id, row.attempts, row.randomization));
            }
        });
        return Uni.createFrom().item(claimed);
    }

    @Override
    public Uni<Void> delivered(long id, Instant at) {
        rows.get(id).deliveredAt = at;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> park(Message message, String problem, Instant at) {
        rows.get(message.id()).problem = problem;
        rows.get(message.id()).parkedAt = at;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Undelivered>> undelivered(String study, long after, int limit) {
        return Uni.createFrom()
                .item(rows.entrySet().stream()
                        .filter(row -> row.getKey() > after && row.getValue().deliveredAt == null)
                        .limit(limit)
                        .map(row -> undelivered(row.getKey(), row.getValue()))
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

    private static Undelivered undelivered(long id, Row row) {
        return new Undelivered(
                id, row.randomization.subject(), Instant.EPOCH, row.attempts, row.problem, row.dueAt, row.parkedAt);
    }

    @Override
    public Uni<Void> failed(Message message, String problem, Instant dueAgain) {
        rows.get(message.id()).problem = problem;
        rows.get(message.id()).dueAt = dueAgain;
        return Uni.createFrom().voidItem();
    }
}
