package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets requests that want the same thing come one after another, in the order of their arrival, instead of spoiling each
 * other's proposals. It is for fairness within this process only; that nothing is given away twice is the database's
 * part, which knows nothing of turns.
 */
@ApplicationScoped
public class Turns {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /** Runs work when all earlier work for the same thing has ended, or has taken too long. */
    <T> Uni<T> inTurn(String thing, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Void> mine = new CompletableFuture<Void>();
            CompletableFuture<Void> before = last.put(thing, mine);
            Uni<Void> start = before == null
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().completionStage(before);
            return start.ifNoItem()
                    .after(LONGEST)
                    .recoverWithUni(() -> Uni.createFrom().voidItem())
                    .flatMap(ready -> work.get())
                    .onTermination()
                    .invoke(() -> {
                        last.remove(thing, mine);
                        mine.complete(null);
                    });
        });
    }

    /** How many things are being worked on. */
    int busy() {
        return last.size();
    }
}
