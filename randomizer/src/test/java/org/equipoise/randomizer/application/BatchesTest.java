package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final int LARGEST = 4;

    private final List<List<String>> started = new ArrayList<>();
    private final List<CompletableFuture<List<String>>> underWay = new ArrayList<>();
    private final Batches<String, String, String> batches = new Batches<>(
            LARGEST,
            (lane, works) -> {
                started.add(works);
                underWay.add(new CompletableFuture<>());
                return Uni.createFrom().completionStage(underWay.get(underWay.size() - 1));
            },
            IllegalArgumentException.class::isInstance,
            Duration.ofMillis(300));

    @Test
    void workThatFindsItsLaneIdleStartsAtOnce() {
        begin("a", "1");
        assertThat(started).containsExactly(List.of("1"));
    }

    @Test
    void whatArrivesMeanwhileIsTheNextBatchInItsOrder() {
        begin("a", "1");
        begin("a", "2");
        begin("a", "3");
        assertThat(started).hasSize(1);
        finish(0);
        assertThat(started).containsExactly(List.of("1"), List.of("2", "3"));
    }

    @Test
    void nobodyIsAnsweredBeforeTheBatchIsDone() {
        begin("a", "1");
        CompletableFuture<String> second = submit("a", "2");
        CompletableFuture<String> third = submit("a", "3");
        finish(0);
        assertThat(second).isNotDone();
        finish(1);
        assertThat(second).isCompletedWithValue("done 2");
        assertThat(third).isCompletedWithValue("done 3");
    }

    @Test
    void aBatchHasALargestSizeAndTheRestComesNext() {
        IntStream.rangeClosed(1, 6).forEach(i -> begin("a", "" + i));
        finish(0);
        finish(1);
        assertThat(started).containsExactly(List.of("1"), List.of("2", "3", "4", "5"), List.of("6"));
    }

    @Test
    void lanesDoNotWaitForEachOther() {
        begin("a", "1");
        begin("b", "2");
        assertThat(started).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void aLaneIsIdleAgainWhenNothingWaits() {
        begin("a", "1");
        finish(0);
        CompletableFuture<String> later = submit("a", "2");
        finish(1);
        assertThat(later).isCompletedWithValue("done 2");
    }

    @Test
    void whatSpoilsABatchFailsByItselfAndTheOthersSucceed() {
        begin("a", "1");
        CompletableFuture<String> good = submit("a", "2");
        CompletableFuture<String> bad = submit("a", "3");
        CompletableFuture<String> after = submit("a", "4");
        finish(0);
        underWay.get(1).completeExceptionally(new IllegalArgumentException("3 is bad"));
        finish(2);
        underWay.get(3).completeExceptionally(new IllegalArgumentException("3 is bad"));
        finish(4);
        assertThat(started)
                .containsExactly(List.of("1"), List.of("2", "3", "4"), List.of("2"), List.of("3"), List.of("4"));
        assertThat(good).isCompletedWithValue("done 2");
        assertThat(bad).isCompletedExceptionally();
        assertThat(after).isCompletedWithValue("done 4");
    }

    @Test
    void anOutageFailsTheWholeBatchOnceAndTheLaneGoesOn() {
        begin("a", "1");
        CompletableFuture<String> second = submit("a", "2");
        CompletableFuture<String> third = submit("a", "3");
        finish(0);
        underWay.get(1).completeExceptionally(new IllegalStateException("no connection"));
        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(started).hasSize(2);
        CompletableFuture<String> later = submit("a", "4");
        finish(2);
        assertThat(later).isCompletedWithValue("done 4");
    }

    @Test
    void whoWaitsInVainIsToldThatTheOutcomeIsNotKnownAndTheLaneGoesOn() {
        CompletableFuture<String> stuck = submit("a", "1");
        CompletableFuture<String> second = submit("a", "2");
        assertThat(stuck)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.type()).isEqualTo(ProblemType.NEIGHBOUR_UNAVAILABLE);
                    assertThat(refusal.getMessage()).contains("not known yet");
                    assertThat(refusal.fix()).contains("same Idempotency-Key");
                });
        finish(1);
        assertThat(second).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done 2");
    }

    @Test
    void aCallerWhoLeavesTakesNothingAwayFromTheOthers() {
        begin("a", "1");
        batches.submit("a", "2").subscribe().with(result -> {}).cancel();
        CompletableFuture<String> third = submit("a", "3");
        finish(0);
        assertThat(started.get(1)).containsExactly("2", "3");
        finish(1);
        assertThat(third).isCompletedWithValue("done 3");
    }

    @Test
    void manyThreadsLoseNothing() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Batches<Integer, Integer, Integer> many = new Batches<>(
                    LARGEST,
                    (lane, works) -> Uni.createFrom().item(works).emitOn(threads),
                    failure -> false,
                    Duration.ofSeconds(30));
            List<CompletableFuture<Integer>> all = IntStream.range(0, 2_000)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> many.submit(i % 3, i), threads)
                            .thenCompose(Uni::subscribeAsCompletionStage))
                    .toList();
            assertThat(all.stream().map(CompletableFuture::join).toList())
                    .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private void begin(String lane, String work) {
        batches.submit(lane, work).subscribe().with(result -> {}, failure -> {});
    }

    private CompletableFuture<String> submit(String lane, String work) {
        return batches.submit(lane, work).subscribeAsCompletionStage();
    }

    private void finish(int batch) {
        underWay.get(batch)
                .complete(
                        started.get(batch).stream().map(work -> "done " + work).toList());
    }
}
