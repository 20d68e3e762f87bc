package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverOutboxTest {

    private final FakeOutbox outbox = new FakeOutbox();
    private final List<String> told = new ArrayList<>();
    private final Set<String> refusing = new HashSet<>();
    private final Set<String> hopeless = new HashSet<>();
    private final AtomicInteger tries = new AtomicInteger();
    private final MovingClock clock = new MovingClock();
    private final DeliverOutbox deliver = new DeliverOutbox(outbox, this::receive, clock);

    @Test
    void tellsOfEveryRandomizationOnceInOrder() {
        outbox.add(3);
        deliver();
        deliver();
        assertThat(told).containsExactly("01-1", "01-2", "01-3");
        assertThat(outbox.row(1).deliveredAt).isEqualTo(clock.instant());
    }

    @Test
    void goesOnUntilNothingIsDue() {
        outbox.add(45);
        deliver();
        assertThat(told).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void parksWhatIsRefusedForGoodUntilItIsReleased() {
        outbox.add(2);
        hopeless.add("01-1");
        deliver();
        clock.advance(Duration.ofDays(30));
        deliver();
        assertThat(told).containsExactly("01-2");
        assertThat(outbox.row(1).problem).isEqualTo("refused-409");
        assertThat(outbox.row(1).attempts).isEqualTo(1);

        hopeless.clear();
        ReleaseWaiting<Outbox.Undelivered> release = new ReleaseWaiting<>(outbox, deliver::soon, clock);
        release.release("S", 1, Fakes.PERSON).await().indefinitely();
        assertThat(told).containsExactly("01-2", "01-1");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> release.release("S", 2, Fakes.PERSON).await().indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> release.release("S", 9, Fakes.PERSON).await().indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void triesAgainLaterWhatFailedAndDeliversTheRest() {
        outbox.add(2);
        refusing.add("01-1");
        deliver();
        assertThat(told).containsExactly("01-2");
        assertThat(outbox.row(1).problem).isEqualTo("neighbour-unavailable");
        refusing.clear();
        deliver();
        assertThat(told).containsExactly("01-2");
        clock.advance(Duration.ofSeconds(1));
        deliver();
        assertThat(told).containsExactly("01-2", "01-1");
    }

    @Test
    void oneDeliveryServesAllWhoAskWhileAnotherRuns() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        DeliverOutbox deliver = new DeliverOutbox(
                outbox,
                randomization ->
                        Uni.createFrom().completionStage(slow).invoke(ignored -> told.add(randomization.subject())),
                clock);
        outbox.add(1);
        deliver.soon();
        outbox.add(2);
        deliver.soon();
        deliver.soon();
        assertThat(outbox.claims()).isEqualTo(1);

        slow.complete(null);
        assertThat(told).containsExactly("01-1", "01-2", "01-3");
        assertThat(outbox.claims()).isEqualTo(2);

        outbox.add(1);
        deliver.soon();
        assertThat(told).hasSize(4);
    }

    @Test
    void anOutboxThatCannotBeReadOnceIsReadAgainWhenSomebodyAsks() {
        Outbox broken = (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("no connection");
                });
        DeliverOutbox deliver = new DeliverOutbox(broken, this::receive, clock);
        deliver.soon();
        deliver.soon();
        assertThat(tries).hasValue(2);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailure() {
        outbox.add(1);
        refusing.add("01-1");
        for (int seconds : new int[] {1, 2, 4, 8}) {
            deliver();
            assertThat(outbox.row(1).dueAt).isEqualTo(clock.instant().plusSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void leavesWhatADeadProcessHadTakenToTheNextOneAfterTheLease() {
        outbox.add(1);
        outbox.claim(1, clock.instant(), clock.instant().plusSeconds(60))
                .await()
                .indefinitely();
        deliver();
        assertThat(told).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        deliver();
        assertThat(told).containsExactly("01-1");
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT1S", "2, PT2S", "5, PT16S", "9, PT4M16S", "10, PT5M", "1000000, PT5M"})
    void neverWaitsLongerThanFiveMinutes(int attempts, Duration wait) {
        assertThat(DeliverOutbox.waitAfter(attempts)).isEqualTo(wait);
    }

    private Uni<Void> receive(Randomization randomization) {
        if (refusing.contains(randomization.subject())) {
            return Uni.createFrom().failure(Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, "down"));
        }
        if (hopeless.contains(randomization.subject())) {
            return Uni.createFrom().failure(new RandomizationNotices.RefusedForGood(409));
        }
        told.add(randomization.subject());
        return Uni.createFrom().voidItem();
    }

    private void deliver() {
        deliver.deliver().await().indefinitely();
    }

    private static final class MovingClock extends Clock {

        private Instant now = Fakes.NOW;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
