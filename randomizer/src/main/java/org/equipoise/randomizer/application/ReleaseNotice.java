package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.equipoise.platform.problem.Refusal;

/** Operators see which mails did not reach their recipients, and let parked ones go again once the post is mended. */
@ApplicationScoped
public class ReleaseNotice {

    private final NoticeBox box;
    private final DeliverNotices delivery;
    private final Clock clock;

    public ReleaseNotice(NoticeBox box, DeliverNotices delivery, Clock clock) {
        this.box = box;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Mails that were not delivered, oldest first. */
    public Uni<Page<NoticeBox.Undelivered>> undelivered(String study, long after, int limit) {
        return box.undelivered(study, after, limit + 1)
                .map(rows -> Page.of(rows, limit, row -> row, row -> String.valueOf(row.id())));
    }

    /**
     * Lets a parked mail go again.
     *
     * @throws Refusal {@code not-found} if the study has no such mail; {@code state-conflict} if it is not parked
     */
    public Uni<Void> release(String study, long id, Actor actor) {
        return Uncancelled.run(box.release(study, id, Times.now(clock), actor)
                .invoke(release -> release.then(delivery::soon, id))
                .replaceWithVoid());
    }
}
