package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;

/** Port to whatever carries a message to a person. */
public interface Post {

    /** Sends a message; fails if it was not taken. */
    Uni<Void> send(Notice notice);
}
