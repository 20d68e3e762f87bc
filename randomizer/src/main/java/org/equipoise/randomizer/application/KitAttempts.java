package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats an attempt, each time on fresh state, that came too late. */
final class KitAttempts {

    private static final int MOST = 30;

    private KitAttempts() {}

    /** The outcome of the first attempt that was not stale, or of the last one. */
    static Uni<KitOutcome> untilFresh(Supplier<Uni<KitOutcome>> attempt) {
        return until(attempt, outcome -> !(outcome instanceof KitOutcome.Stale), MOST);
    }

    /** The first result that will do, or the last one. */
    static <T> Uni<T> until(Supplier<Uni<T>> attempt, Predicate<T> good, int most) {
        return attempt.get()
                .flatMap(result -> good.test(result) || most <= 1
                        ? Uni.createFrom().item(result)
                        : until(attempt, good, most - 1));
    }
}
