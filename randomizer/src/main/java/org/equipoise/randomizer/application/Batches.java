package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Work of a lane that is asked for at the same time and then done together.
 *
 * <p>A lane has one batch under way. Work that finds its lane idle starts at once, alone; what arrives meanwhile makes the
 * next batch, in the order in which it arrived. Nothing ever waits for company. If a batch fails as a whole because of
 * something in it, each of its works is done by itself, so that one cannot spoil the others.
 *
 * @param <L> what identifies a lane
 * @param <W> a piece of work
 * @param <R> its result
 */
public final class Batches<L, W, R> {

    private final int largest;
    private final BiFunction<L, List<W>, Uni<List<R>>> together;
    private final Predicate<Throwable> ofTheContent;
    private final Duration patience;
    private final ConcurrentMap<L, Queue<Waiting<W, R>>> busy = new ConcurrentHashMap<>();

    /**
     * Lanes that are all idle.
     *
     * @param largest the most works of a batch
     * @param together does works of a lane; answers a result for each, in their order
     * @param ofTheContent whether a failure comes from something in the batch, and not from what does the work
     * @param patience how long a batch may take; then its callers are told that the outcome is not known, and the lane goes on
     */
    public Batches(
            int largest,
            BiFunction<L, List<W>, Uni<List<R>>> together,
            Predicate<Throwable> ofTheContent,
            Duration patience) {
        this.largest = largest;
        this.together = together;
        this.ofTheContent = ofTheContent;
        this.patience = patience;
    }

    private record Waiting<W, R>(W work, UniEmitter<? super R> caller) {}

    /** Does the work when its turn has come. It is done even if nobody waits for the result any more. */
    public Uni<R> submit(L lane, W work) {
        return Uni.createFrom().emitter(caller -> enter(lane, new Waiting<>(work, caller)));
    }

    private void enter(L lane, Waiting<W, R> waiting) {
        List<Waiting<W, R>> first = new ArrayList<>();
        busy.compute(lane, (key, queue) -> {
            if (queue == null) {
                first.add(waiting);
                return new ArrayDeque<>();
            }
            queue.add(waiting);
            return queue;
        });
        if (!first.isEmpty()) {
            start(lane, first);
        }
    }

    private void next(L lane) {
        List<Waiting<W, R>> batch = new ArrayList<>();
        busy.computeIfPresent(lane, (key, queue) -> {
            while (!queue.isEmpty() && batch.size() < largest) {
                batch.add(queue.remove());
            }
            return batch.isEmpty() ? null : queue;
        });
        if (!batch.isEmpty()) {
            start(lane, batch);
        }
    }

    private void start(L lane, List<Waiting<W, R>> batch) {
        doTogether(lane, batch).subscribe().with(results -> succeed(lane, batch, results), failure -> {
            if (batch.size() > 1 && ofTheContent.test(failure)) {
                startOneByOne(lane, batch, 0);
            } else {
                next(lane);
                batch.forEach(waiting -> waiting.caller().fail(failure));
            }
        });
    }

    private Uni<List<R>> doTogether(L lane, List<Waiting<W, R>> batch) {
        List<W> works = batch.stream().map(Waiting::work).toList();
        return Uni.createFrom()
                .deferred(() -> together.apply(lane, works))
                .ifNoItem()
                .after(patience)
                .failWith(Refusals::outcomeNotKnown);
    }

    private void succeed(L lane, List<Waiting<W, R>> batch, List<R> results) {
        next(lane);
        for (int i = 0; i < results.size(); i++) {
            batch.get(i).caller().complete(results.get(i));
        }
    }

    private void startOneByOne(L lane, List<Waiting<W, R>> batch, int position) {
        if (position == batch.size()) {
            next(lane);
            return;
        }
        Waiting<W, R> waiting = batch.get(position);
        doTogether(lane, List.of(waiting))
                .subscribe()
                .with(
                        results -> {
                            waiting.caller().complete(results.get(0));
                            startOneByOne(lane, batch, position + 1);
                        },
                        failure -> {
                            waiting.caller().fail(failure);
                            startOneByOne(lane, batch, position + 1);
                        });
    }
}
