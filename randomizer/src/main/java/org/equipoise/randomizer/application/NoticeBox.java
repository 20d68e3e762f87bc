package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Port to the messages that wait for delivery. */
public interface NoticeBox {

    /** Takes messages that are due, so that nobody else takes them before the lease ends. */
    Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd);

    /** Books a delivery. */
    Uni<Void> delivered(Notice notice, Instant at);

    /** Books a failure and when to try again. */
    Uni<Void> failed(Notice notice, String problem, Instant dueAgain);

    /** Gives a message up: from now on it is shown as parked. */
    Uni<Void> parked(Notice notice, String problem, Instant at);
}
