package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Port to the messages that an allocation leaves behind for other services. */
public interface Outbox extends Waiting<Outbox.Undelivered> {

    /**
     * Takes messages that are due, so that nobody else takes them before the lease ends. A taker that dies leaves them
     * to the next one.
     */
    Uni<List<Message>> claim(int limit, Instant now, Instant leaseEnd);

    /** Books a delivery. */
    Uni<Void> delivered(long id, Instant at);

    /** Books a failure and when to try again, unless the lease ended and somebody else took the message. */
    Uni<Void> failed(Message message, String problem, Instant dueAgain);

    /** Sets a message aside that the receiver refuses for good, until somebody lets it go again. */
    Uni<Void> park(Message message, String problem, Instant at);

    /**
     * A message that was not delivered yet.
     *
     * @param id the message's number
     * @param subject whom it is about
     * @param createdAt when the subject was randomized
     * @param attempts how often it was sent since it was made or let go
     * @param lastProblem the kind of the last failure; null before the first
     * @param dueAt when it is sent next; null while it is parked
     * @param parkedAt since when it is parked; null unless it is
     */
    record Undelivered(
            @Schema(description = "The message's number") long id,
            @Schema(description = "Whom it is about") String subject,

            @Schema(description = "When the subject was randomized")
            Instant createdAt,

            @Schema(description = "How often it was sent since it was made or let go")
            int attempts,

            @Schema(description = "The kind of the last failure; null before the first")
            String lastProblem,

            @Schema(description = "When it is sent next; null while it is parked")
            Instant dueAt,

            @Schema(description = "Since when it is parked; null unless it is")
            Instant parkedAt)
            implements Waiting.Message {}

    /**
     * A message: this subject was randomized.
     *
     * @param id the message's number
     * @param attempts how often it was taken, this time included
     * @param randomization what to tell; blinded
     */
    record Message(long id, int attempts, Randomization randomization) {}
}
