package org.equipoise.randomizer.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.randomizer.application.DeliverOutbox;

/** Delivers what an immediate attempt did not, or what a dead process left behind. */
@ApplicationScoped
class OutboxPoll {

    private final DeliverOutbox outbox;

    OutboxPoll(DeliverOutbox outbox) {
        this.outbox = outbox;
    }

    @Scheduled(every = "{equipoise.outbox.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return outbox.deliver();
    }
}
