package org.equipoise.ecrf.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one follower of a list is sent, tick by tick: the list whenever it has changed, and signs of life at fixed times, whatever
 * else happens.
 */
final class Following {
    private final SharedList list;
    private final Duration betweenSigns;
    private String lastId;
    private Instant nextSign;

    /** What is sent: a list, or a sign of life without one. */
    record Message(Optional<SharedList.Page> list) {
        private static final Message SIGN_OF_LIFE = new Message(Optional.empty());
    }

    /**
     * Begins to follow.
     *
     * @param lastId the id of the list that the follower has
     */
    Following(SharedList list, Duration betweenSigns, Optional<String> lastId) {
        this.list = list;
        this.betweenSigns = betweenSigns;
        this.lastId = lastId.orElse("");
    }

    /** The first answer comes at once, so that the follower knows that the connection stands. */
    Optional<Message> next(Instant now) {
        if (nextSign == null) {
            nextSign = now.plus(betweenSigns);
            return changed(now).or(() -> Optional.of(Message.SIGN_OF_LIFE));
        }
        if (now.isBefore(nextSign)) {
            return changed(now);
        }
        while (!now.isBefore(nextSign)) {
            nextSign = nextSign.plus(betweenSigns);
        }
        return Optional.of(Message.SIGN_OF_LIFE);
    }

    private Optional<Message> changed(Instant now) {
        SharedList.Page page = list.at(now);
        if (page.id().equals(lastId)) {
            return Optional.empty();
        }
        lastId = page.id();
        return Optional.of(new Message(Optional.of(page)));
    }
}
