package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.equipoise.platform.problem.Refusal;

/** Operators see which messages did not reach the eCRF service, and let parked ones go again once it is mended. */
@ApplicationScoped
public class ReleaseMessage {

    private final Outbox outbox;
    private final DeliverOutbox delivery;
    private final Clock clock;

    public ReleaseMessage(Outbox outbox, DeliverOutbox delivery, Clock clock) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Messages that were not delivered, oldest first. */
    public Uni<Page<Outbox.Undelivered>> undelivered(String study, long after, int limit) {
        return outbox.undelivered(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }

    /**
     * Lets a parked message go again.
     *
     * @throws Refusal {@code not-found} if the study has no such message; {@code state-conflict} if it is not parked
     */
    public Uni<Void> release(String study, long id, Actor actor) {
        return Uncancelled.run(outbox.release(study, id, Times.now(clock), actor)
                .invoke(release -> release.then(delivery::soon, id))
                .replaceWithVoid());
    }
}
