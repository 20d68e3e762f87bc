package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.Outbox.Message;
import org.jboss.logging.Logger;

/**
 * Tells the eCRF service of randomizations: at least once, soon after each and again until it succeeds. A process that
 * dies between sending and booking sends again after the lease; the receiver applies it once. What the receiver refuses
 * for good is parked.
 */
@ApplicationScoped
public class DeliverOutbox {

    private static final Logger LOG = Logger.getLogger(DeliverOutbox.class);
    private static final int BATCH = 20;
    private static final int AT_ONCE = 4;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Outbox outbox;
    private final RandomizationNotices notices;
    private final Clock clock;
    private final AtomicInteger asked = new AtomicInteger();

    public DeliverOutbox(Outbox outbox, RandomizationNotices notices, Clock clock) {
        this.outbox = outbox;
        this.notices = notices;
        this.clock = clock;
    }

    /** Delivers what is due, one batch after another. */
    public Uni<Void> deliver() {
        Instant now = Times.now(clock);
        return outbox.claim(BATCH, now, now.plus(LEASE))
                .flatMap(messages -> Multi.createFrom()
                        .iterable(messages)
                        .onItem()
                        .transformToUni(this::deliver)
                        .merge(AT_ONCE)
                        .collect()
                        .last()
                        .flatMap(ignored ->
                                messages.size() < BATCH ? Uni.createFrom().voidItem() : deliver()));
    }

    /** Sees to it that a delivery starts from now on, without waiting for it. While one runs, the next one waits for it. */
    void soon() {
        if (asked.getAndIncrement() == 0) {
            deliverForAllWhoAsked();
        }
    }

    private void deliverForAllWhoAsked() {
        int answered = asked.get();
        Uni.createFrom()
                .deferred(this::deliver)
                .onFailure()
                .invoke(failure -> LOG.warnf("The outbox could not be read (%s)", kind(failure)))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(done -> {
                    if (!asked.compareAndSet(answered, 0)) {
                        deliverForAllWhoAsked();
                    }
                });
    }

    private Uni<Void> deliver(Message message) {
        return notices.send(message.randomization())
                .flatMap(sent -> outbox.delivered(message.id(), Times.now(clock)))
                .onFailure(RandomizationNotices.RefusedForGood.class)
                .recoverWithUni(failure -> park(message, failure))
                .onFailure()
                .recoverWithUni(failure -> postpone(message, failure));
    }

    private Uni<Void> park(Message message, RandomizationNotices.RefusedForGood refusal) {
        LOG.errorf(
                "Subject %s of %s: the eCRF service will not be told of the randomization (%s); message %d is parked",
                message.randomization().subject(), message.randomization().study(), refusal.kind(), message.id());
        return outbox.park(message, refusal.kind(), Times.now(clock));
    }

    private Uni<Void> postpone(Message message, Throwable failure) {
        Duration wait = waitAfter(message.attempts());
        LOG.warnf(
                "Subject %s of %s: the eCRF service was not told of the randomization (attempt %d, %s); next in %s",
                message.randomization().subject(),
                message.randomization().study(),
                message.attempts(),
                kind(failure),
                wait);
        return outbox.failed(message, kind(failure), Times.now(clock).plus(wait));
    }

    /** 1 s, 2 s, 4 s, …, at most 5 minutes. */
    static Duration waitAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String kind(Throwable failure) {
        return failure instanceof Refusal refusal
                ? refusal.type().code()
                : failure.getClass().getSimpleName();
    }
}
