package org.equipoise.stats.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.tables.SimulatedRecords;

/** Everything around the use cases, played in memory. */
final class InMemory {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123Z");
    static final Instant CUT = NOW.minusMillis(40);
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));
    static final Requester DMC = new Requester("id-of-dora", "dora.dmc", "token");

    final Plans plans = new Plans();
    final MemoryRuns runs = new MemoryRuns();
    final Data data = new Data();
    final Randomizer randomizer = new Randomizer();
    final Frozen frozen = new Frozen();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    String codeVersion = "1";
    Duration paused = Duration.ZERO;
    Runnable onPause = () -> {};
    Runnable beat = () -> {};
    private int nextId;
    private int trials;

    InMemory with(SimulatedTrial trial) {
        data.answer = new ClinicalData.AnalysisData(CUT.plusMillis(trials++), "1", trial.subjects());
        randomizer.answer = trial.allocations();
        return this;
    }

    /** The whole plan of the built-in study, and forms to go with it. */
    InMemory withFullPlan(SimulatedRecords trial) {
        new PublishAnalysisPlan(plans, clock).publish(SimulatedRecords.definition(), "ada.administrator");
        return with(trial);
    }

    InMemory with(SimulatedRecords trial) {
        frozen.present = trial.records();
        randomizer.answer = trial.allocations();
        return this;
    }

    InMemory withPlan() {
        new PublishAnalysisPlan(plans, clock).publish(SimulatedTrial.definition(), "ada.administrator");
        return this;
    }

    RequestRun requestRun() {
        return new RequestRun(new CurrentPlan(plans), runs, runs, () -> {}, sources());
    }

    CarryOutRuns carryOutRuns() {
        ComputeRun.RunStores stores = new ComputeRun.RunStores(runs, runs);
        ComputeRun compute = new ComputeRun(plans, neighbours(), stores, analysis(), clock);
        return new CarryOutRuns(runs, compute, new NoBeats(this), sources());
    }

    RecomputeRun recomputeRun() {
        return new RecomputeRun(plans, neighbours(), new ComputeRun.RunStores(runs, runs), analysis());
    }

    private Neighbours neighbours() {
        return new Neighbours(new DataCuts(data, frozen), randomizer, new Patience(PAUSES, this::pause));
    }

    private void pause(Duration time) throws InterruptedException {
        paused = paused.plus(time);
        onPause.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    CancelRun cancelRun() {
        return new CancelRun(runs, clock);
    }

    private Analysis analysis() {
        return new Analysis(study -> new byte[32], sources());
    }

    private Sources sources() {
        return new Sources(clock, () -> new UUID(0, ++nextId), codeVersion);
    }

    /** The lease is held as long as the test lasts; beats come at the steps of the run alone. */
    private record NoBeats(InMemory world) implements Heartbeat {

        @Override
        public Duration lease() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Beating start(Runnable beat) {
            world.beat = beat;
            return () -> {};
        }
    }

    static Refusal down(String neighbour) {
        return Refusal.of(ProblemType.NEIGHBOUR_UNAVAILABLE, neighbour + " is down");
    }

    static final class Plans implements PlanStore {

        final List<NewPlan> stored = new ArrayList<>();

        @Override
        public boolean insert(NewPlan plan) {
            String study = plan.definition().study();
            return find(study, plan.definition().version()).isEmpty() && stored.add(plan);
        }

        @Override
        public Optional<PublishedPlan> find(String study, String version) {
            return stored.stream()
                    .filter(plan -> plan.definition().study().equals(study)
                            && plan.definition().version().equals(version))
                    .findFirst()
                    .map(Plans::published);
        }

        @Override
        public Optional<PublishedPlan> latest(String study) {
            return stored.stream()
                    .filter(plan -> plan.definition().study().equals(study))
                    .reduce((earlier, later) -> later)
                    .map(Plans::published);
        }

        private static PublishedPlan published(NewPlan plan) {
            return new PublishedPlan(
                    AnalysisPlan.of(plan.definition()), plan.contentHash(), plan.publishedAt(), plan.publishedBy());
        }
    }

    static final class Data implements ClinicalData {

        AnalysisData answer;
        Refusal failure;
        private final Map<Instant, AnalysisData> cuts = new HashMap<>();

        void replace(Instant cut, AnalysisData data) {
            cuts.put(cut, data);
        }

        @Override
        public AnalysisData analysisData(String study, PrimaryEndpoint endpoint, Optional<Instant> asOf) {
            if (failure != null) {
                throw failure;
            }
            if (asOf.isPresent()) {
                return cuts.get(asOf.get());
            }
            cuts.put(answer.dataCut(), answer);
            return answer;
        }

        @Override
        public Enrolment enrolment(String study, Instant asOf) {
            int randomized = answer.subjects().size();
            return new Enrolment(randomized + 3, randomized, Map.of("01", new SiteEnrolment(3, 2)));
        }
    }

    static final class Frozen implements FrozenRecords {

        StudyRecords present;
        Refusal failure;
        final List<String> keys = new ArrayList<>();
        final Map<String, StudyRecords> cuts = new HashMap<>();

        @Override
        public StudyRecords freeze(String study, String key) {
            keys.add(key);
            if (failure != null) {
                throw failure;
            }
            return cuts.computeIfAbsent("cut of " + key, id -> as(id, present));
        }

        @Override
        public StudyRecords read(String study, String snapshot) {
            return cuts.get(snapshot);
        }

        private static StudyRecords as(String id, StudyRecords records) {
            return new StudyRecords(
                    id, records.takenAt(), records.definitionVersion(), records.contentHash(), records.subjects());
        }
    }

    static final class Randomizer implements AllocationSource {

        Allocations answer;
        Refusal failure;
        Runnable during = () -> {};
        final List<UUID> fetches = new ArrayList<>();

        @Override
        public Allocations fetch(String study, UUID analysis, Requester requester) {
            fetches.add(analysis);
            during.run();
            if (failure != null) {
                throw failure;
            }
            return answer;
        }
    }
}
