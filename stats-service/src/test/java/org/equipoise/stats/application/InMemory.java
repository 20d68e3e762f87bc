package org.equipoise.stats.application;

import java.time.Clock;
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

/** Everything around the use cases, played in memory. */
final class InMemory {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123Z");
    static final Instant CUT = NOW.minusMillis(40);
    static final Requester DMC = new Requester("id-of-dora", "dora.dmc", "token");

    final Plans plans = new Plans();
    final Analyses analyses = new Analyses();
    final Data data = new Data();
    final Randomizer randomizer = new Randomizer();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private int nextId;
    private int trials;

    InMemory with(SimulatedTrial trial) {
        data.answer = new ClinicalData.AnalysisData(CUT.plusMillis(trials++), "1", trial.subjects());
        randomizer.answer = trial.allocations();
        return this;
    }

    InMemory withPlan() {
        new PublishAnalysisPlan(plans, clock).publish(SimulatedTrial.definition(), "ada.administrator");
        return this;
    }

    RunInterimAnalysis runInterimAnalysis() {
        return new RunInterimAnalysis(
                new CurrentPlan(plans),
                new Neighbours(data, randomizer),
                study -> new byte[32],
                analyses,
                new Sources(clock, () -> new UUID(0, ++nextId)));
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

    static final class Analyses implements AnalysisStore {

        final List<ClosedResult> results = new ArrayList<>();
        final List<ArmKey> keys = new ArrayList<>();
        final List<RunRequest> requests = new ArrayList<>();

        @Override
        public StoredRun insert(ClosedResult result, ArmKey key, RunRequest request, int known) {
            if (known != results.size()) {
                throw Refusal.of(ProblemType.STATE_CONFLICT, "another analysis was stored");
            }
            results.add(result);
            keys.add(key);
            requests.add(request);
            return new StoredRun(result, request.fingerprint());
        }

        @Override
        public Optional<StoredRun> findByKey(String study, String idempotencyKey) {
            for (int i = 0; i < requests.size(); i++) {
                if (requests.get(i).idempotencyKey().equals(idempotencyKey)) {
                    return Optional.of(
                            new StoredRun(results.get(i), requests.get(i).fingerprint()));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<ClosedResult> find(String study, UUID analysis) {
            return results.stream()
                    .filter(result -> result.analysis().equals(analysis))
                    .findFirst();
        }

        @Override
        public Optional<ArmKey> findKey(String study, UUID analysis) {
            return find(study, analysis).map(result -> keys.get(results.indexOf(result)));
        }

        @Override
        public List<ClosedResult> all(String study) {
            return List.copyOf(results);
        }

        @Override
        public List<ClosedResult> page(String study, Optional<UUID> after, int limit) {
            return all(study);
        }
    }

    static final class Data implements ClinicalData {

        AnalysisData answer;
        Refusal failure;
        private final Map<Instant, AnalysisData> cuts = new HashMap<>();

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
