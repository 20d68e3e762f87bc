package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Port to the messages that an allocation leaves behind for other services. */
public interface Outbox {

    /**
     * Takes messages that are due, so that nobody else takes them before the lease ends. A taker that dies leaves them
     * to the next one.
     */
    Uni<List<Message>> claim(int limit, Instant now, Instant leaseEnd);

    /** Books a delivery. */
    Uni<Void> delivered(long id, Instant at);

    /** Books a failure and when to try again, unless the lease ended and somebody else took the message. */
    Uni<Void> failed(Message message, String problem, Instant dueAgain);

    /**
     * A message: this subject was randomized.
     *
     * @param id the message's number
     * @param attempts how often it was taken, this time included
     * @param randomization what to tell; blinded
     */
    record Message(long id, int attempts, Randomization randomization) {}
}
