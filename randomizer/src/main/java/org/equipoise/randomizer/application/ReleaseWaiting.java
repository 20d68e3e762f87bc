package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import org.equipoise.platform.problem.Refusal;

/**
 * Operators see which messages did not reach their receiver, and let parked ones go again once the receiver is mended.
 *
 * @param <M> what is told of a message
 */
public final class ReleaseWaiting<M extends Waiting.Message> {

    private final Waiting<M> waiting;
    private final Runnable delivery;
    private final Clock clock;

    /** {@code delivery} begins to deliver what is due. */
    public ReleaseWaiting(Waiting<M> waiting, Runnable delivery, Clock clock) {
        this.waiting = waiting;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Messages that were not delivered, oldest first. */
    public Uni<Page<M>> undelivered(String study, long after, int limit) {
        return waiting.undelivered(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }

    /**
     * Lets a parked message go again.
     *
     * @throws Refusal {@code not-found} if the study has no such message; {@code state-conflict} if it is not parked
     */
    public Uni<Void> release(String study, long id, Actor actor) {
        return Uncancelled.run(waiting.release(study, id, Times.now(clock), actor)
                .invoke(release -> release.then(delivery, id))
                .replaceWithVoid());
    }
}
