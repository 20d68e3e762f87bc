package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitContent;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The small parts that the use cases about kits are made of. */
class KitPartsTest {

    @Nested
    class SealedContents {

        private final KitSealing sealing = new KitSealing(new Fakes.OpenKeys().cipher("S", "key of S"), "S");
        private final Kit kit = new Kit("K0000001", new KitContent("KTM", "LOT-1", LocalDate.parse("2027-03-31")));

        @Test
        void openAgainAtTheirOwnNumber() {
            assertThat(sealing.open(stored("K0000001", sealing.seal(kit)))).isEqualTo(kit);
        }

        @Test
        void doNotOpenAtAnotherNumberOrInAnotherStudy() {
            byte[] content = sealing.seal(kit);
            KitSealing elsewhere = new KitSealing(new Fakes.OpenKeys().cipher("S", "key of S"), "T");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> sealing.open(stored("K0000002", content)));
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> elsewhere.open(stored("K0000001", content)));
        }

        @Test
        void areEquallyLongWhateverTheyHold() {
            KitContent longest = new KitContent("X".repeat(40), "L".repeat(40), LocalDate.parse("9999-12-31"));
            assertThat(sealing.seal(new Kit("K0000001", longest))).hasSameSizeAs(sealing.seal(kit));
        }

        private SealedKit stored(String number, byte[] content) {
            return new SealedKit(number, content, KitState.AVAILABLE, KitPlace.site("01"));
        }
    }

    @Nested
    class Attempts {

        private final AtomicInteger made = new AtomicInteger();

        @Test
        void endWithTheFirstThatIsFresh() {
            KitOutcome outcome = KitAttempts.untilFresh(() -> Uni.createFrom()
                            .item(made.incrementAndGet() < 4 ? new KitOutcome.Stale() : new KitOutcome.Done("a")))
                    .await()
                    .indefinitely();
            assertThat(outcome).isEqualTo(new KitOutcome.Done("a"));
            assertThat(made).hasValue(4);
        }

        @Test
        void areBounded() {
            KitOutcome outcome = KitAttempts.untilFresh(() -> {
                        made.incrementAndGet();
                        return Uni.createFrom().item(new KitOutcome.Stale());
                    })
                    .await()
                    .indefinitely();
            assertThat(made.get()).isBetween(2, 100);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> KitAnswers.answer(outcome, Dispensing.class))
                    .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS));
        }
    }

    @Nested
    class InTurn {

        private final Turns turns = new Turns();
        private final List<String> begun = new ArrayList<>();
        private final CompletableFuture<String> slow = new CompletableFuture<>();

        @Test
        void workForTheSameThingWaitsInTheOrderOfItsArrival() {
            CompletableFuture<String> one =
                    start("site", "one", Uni.createFrom().completionStage(slow));
            CompletableFuture<String> two =
                    start("site", "two", Uni.createFrom().item("2"));
            CompletableFuture<String> three =
                    start("site", "three", Uni.createFrom().item("3"));
            assertThat(begun).containsExactly("one");
            slow.complete("1");
            assertThat(List.of(one.join(), two.join(), three.join())).containsExactly("1", "2", "3");
            assertThat(begun).containsExactly("one", "two", "three");
            assertThat(turns.busy()).isZero();
        }

        @Test
        void workForAnotherThingDoesNotWait() {
            CompletableFuture<String> one =
                    start("site", "one", Uni.createFrom().completionStage(slow));
            CompletableFuture<String> two =
                    start("other site", "two", Uni.createFrom().item("2"));
            assertThat(two.join()).isEqualTo("2");
            assertThat(one).isNotDone();
        }

        @Test
        void aFailureLetsTheNextOneBegin() {
            CompletableFuture<String> one =
                    start("site", "one", Uni.createFrom().completionStage(slow));
            CompletableFuture<String> two =
                    start("site", "two", Uni.createFrom().item("2"));
            slow.completeExceptionally(new IllegalStateException("broken"));
            assertThat(one).isCompletedExceptionally();
            assertThat(two.join()).isEqualTo("2");
        }

        private CompletableFuture<String> start(String thing, String name, Uni<String> work) {
            return turns.inTurn(thing, () -> {
                        begun.add(name);
                        return work;
                    })
                    .subscribeAsCompletionStage();
        }
    }
}
