package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Sends messages: soon after what they tell of, again with growing patience when the post fails, and at last parks them
 * where people see it. Nothing that happened waits for a message.
 */
@ApplicationScoped
public class DeliverNotices {

    static final int MOST_ATTEMPTS = 12;
    private static final Logger LOG = Logger.getLogger(DeliverNotices.class);
    private static final int BATCH = 20;
    /** Longer than a batch takes whose every mail runs out of the post's patience, so that nobody sends a mail twice. */
    private static final Duration LEASE = Post.LONGEST.multipliedBy(BATCH + 1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final NoticeBox box;
    private final Post post;
    private final Clock clock;

    public DeliverNotices(NoticeBox box, Post post, Clock clock) {
        this.box = box;
        this.post = post;
        this.clock = clock;
    }

    /** Delivers what is due, one batch after another. */
    public Uni<Void> deliver() {
        Instant now = Times.now(clock);
        return box.claim(BATCH, now, now.plus(LEASE))
                .flatMap(notices -> Multi.createFrom()
                        .iterable(notices)
                        .onItem()
                        .transformToUniAndConcatenate(this::deliver)
                        .collect()
                        .last()
                        .flatMap(ignored ->
                                notices.size() < BATCH ? Uni.createFrom().voidItem() : deliver()));
    }

    /** Starts a delivery without waiting for it. */
    void soon() {
        deliver()
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("The notices could not be read (%s)", kind(failure)));
    }

    private Uni<Void> deliver(Notice notice) {
        return Uni.createFrom()
                .deferred(() -> post.send(notice))
                .flatMap(sent -> box.delivered(notice, Times.now(clock)))
                .onFailure()
                .recoverWithUni(failure -> postpone(notice, kind(failure)));
    }

    private Uni<Void> postpone(Notice notice, String problem) {
        if (notice.attempts() >= MOST_ATTEMPTS) {
            LOG.errorf(
                    "Notice %d of %s about %s is parked after %d attempts (%s): tell its recipient yourself",
                    notice.id(), notice.study(), notice.reference(), notice.attempts(), problem);
            return box.parked(notice, problem, Times.now(clock));
        }
        Duration wait = waitAfter(notice.attempts());
        LOG.warnf(
                "Notice %d of %s was not sent (attempt %d, %s); next in %s",
                notice.id(), notice.study(), notice.attempts(), problem, wait);
        return box.failed(notice, problem, Times.now(clock).plus(wait));
    }

    /** 5 s, 10 s, 20 s, …, at most an hour. */
    static Duration waitAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String kind(Throwable failure) {
        return failure instanceof Post.NoPostException
                ? "no-mail-server"
                : failure.getClass().getSimpleName();
    }
}
