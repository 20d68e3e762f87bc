package org.equipoise.randomizer.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.randomizer.application.DeliverNotices;

/** Sends what an immediate attempt did not, or what a dead process left behind. */
@ApplicationScoped
class NoticesPoll {

    private final DeliverNotices notices;

    NoticesPoll(DeliverNotices notices) {
        this.notices = notices;
    }

    @Scheduled(every = "{equipoise.outbox.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return notices.deliver();
    }
}
