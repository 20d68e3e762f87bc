package org.equipoise.stats.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.SimulatedTrial.STUDY;

import java.time.Duration;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose eCRF service is out of reach waits for it, and unblinds nobody meanwhile. */
class PatienceTest {

    private static final Duration ALL = InMemory.PAUSES.stream().reduce(Duration.ZERO, Duration::plus);
    private static final SimulatedRecords TRIAL = SimulatedRecords.of(54, 1, 7);

    private final InMemory world = new InMemory().withFullPlan(TRIAL);

    private UUID ask() {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return world.requestRun()
                .request(STUDY, LookRequest.of(1), key, InMemory.DMC)
                .id();
    }

    private Run carriedOut(UUID run) {
        world.carryOutRuns().untilNoneWaits();
        return world.runs.findRun(STUDY, run).orElseThrow();
    }

    @Test
    void itGoesOnOnceTheServiceIsBackAndFreezesUnderTheSameKey() {
        UUID run = ask();
        world.frozen.failure = NeighbourFailure.UNREACHABLE.of("ecrf-service");
        world.onPause = () -> world.frozen.failure = null;
        assertThat(carriedOut(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(world.frozen.keys).hasSize(2).containsOnly("run:" + run);
        assertThat(world.paused).isEqualTo(InMemory.PAUSES.get(0));
    }

    @Test
    void itEndsOnceItHasWaitedLongEnoughAndSaysWhatToDo() {
        UUID run = ask();
        world.frozen.failure = NeighbourFailure.OVERLOADED.of("ecrf-service");
        RunEnd end = carriedOut(run).end().orElseThrow();
        assertThat(end.state()).isEqualTo(RunState.NEIGHBOUR_UNAVAILABLE);
        assertThat(end.members()).containsEntry("neighbour", "ecrf-service").containsEntry("reason", "overloaded");
        assertThat(end.fix()).isNotBlank();
        assertThat(world.paused).isEqualTo(ALL);
        assertThat(world.randomizer.fetches).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "CONFLICT", "INVALID_ANSWER", "OTHER_CONTENT"})
    void itDoesNotWaitForWhatDoesNotPassByItself(NeighbourFailure failure) {
        UUID run = ask();
        world.frozen.failure = failure.of("ecrf-service");
        assertThat(carriedOut(run).end().orElseThrow().members()).containsEntry("reason", failure.code());
        assertThat(world.paused).isZero();
    }

    @Test
    void itNeverFetchesAllocationsASecondTime() {
        UUID run = ask();
        world.randomizer.failure = NeighbourFailure.UNREACHABLE.of("randomizer");
        assertThat(carriedOut(run).state()).isEqualTo(RunState.NEIGHBOUR_UNAVAILABLE);
        assertThat(world.randomizer.fetches).containsExactly(run);
        assertThat(world.paused).isZero();
    }

    @Test
    void cancelledWhileItWaitsItEndsAtOnce() {
        UUID run = ask();
        world.frozen.failure = NeighbourFailure.UNREACHABLE.of("ecrf-service");
        world.onPause = () -> {
            world.cancelRun().cancel(STUDY, run, "dora.dmc");
            world.beat.run();
        };
        assertThat(carriedOut(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(world.paused).isLessThan(ALL);
    }

    @Test
    void interruptedWhileItWaitsItIsGivenBackUnharmed() {
        UUID run = ask();
        world.frozen.failure = NeighbourFailure.UNREACHABLE.of("ecrf-service");
        world.onPause = () -> Thread.currentThread().interrupt();
        assertThat(carriedOut(run).state()).isEqualTo(RunState.QUEUED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
