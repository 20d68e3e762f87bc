package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Port to whatever carries a message to a person. */
public interface Post {

    /** How long a message may take; then it counts as not sent. */
    Duration LONGEST = Duration.ofSeconds(20);

    /** Sends a message; fails if it was not taken. */
    Uni<Void> send(Notice notice);

    /** There is no post that would carry a message. */
    final class NoPostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NoPostException(String message) {
            super(message);
        }
    }
}
