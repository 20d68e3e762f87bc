package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;

/** Lets work run to its end though nobody waits for it any more: a client that disconnects must not stop it halfway. */
final class Uncancelled {

    private Uncancelled() {}

    static <T> Uni<T> run(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
    }
}
