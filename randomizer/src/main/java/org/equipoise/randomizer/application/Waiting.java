package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/**
 * Port to messages that were not delivered yet, whoever they are for.
 *
 * @param <M> what is told of one of them
 */
public interface Waiting<M extends Waiting.Message> {

    /** Messages of a study that were not delivered, oldest first. */
    Uni<List<M>> undelivered(String study, long after, int limit);

    /** Lets a parked message go again. */
    Uni<Release> release(String study, long id, Instant at, Actor actor);

    /** One of them. */
    interface Message {

        /** Its number, in the order in which they were made. */
        long id();
    }
}
