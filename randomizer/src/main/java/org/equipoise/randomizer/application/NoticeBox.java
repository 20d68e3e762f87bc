package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Port to the messages that wait for delivery. */
public interface NoticeBox extends Waiting<NoticeBox.Undelivered> {

    /** Takes messages that are due, so that nobody else takes them before the lease ends. */
    Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd);

    /** Books a delivery. */
    Uni<Void> delivered(Notice notice, Instant at);

    /** Books a failure and when to try again. */
    Uni<Void> failed(Notice notice, String problem, Instant dueAgain);

    /** Gives a message up: from now on it is shown as parked. */
    Uni<Void> parked(Notice notice, String problem, Instant at);

    /**
     * A message that was not delivered yet.
     *
     * @param id its number
     * @param kind what happened, {@code code-break} or {@code study-unblinded}
     * @param reference the code break or the unblinding
     * @param recipient the mail address
     * @param attempts how often it was sent since it was made or let go
     * @param lastProblem the kind of the last failure; null before the first
     * @param dueAt when it is sent next; null while it is parked
     * @param parkedAt since when it is parked; null unless it is
     */
    record Undelivered(
            @Schema(description = "The notice's number") long id,

            @Schema(description = "What happened: `code-break` or `study-unblinded`")
            String kind,

            @Schema(description = "The code break or the unblinding")
            String reference,

            @Schema(description = "The mail address it goes to")
            String recipient,

            @Schema(description = "How often it was sent since it was made or let go")
            int attempts,

            @Schema(description = "The kind of the last failure; null before the first")
            String lastProblem,

            @Schema(description = "When it is sent next; null while it is parked")
            Instant dueAt,

            @Schema(description = "Since when it is parked; null unless it is")
            Instant parkedAt)
            implements Waiting.Message {}
}
