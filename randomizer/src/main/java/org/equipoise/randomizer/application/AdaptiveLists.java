package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Changes an adaptive list from the state that it is in: it reads the state, makes the change, and begins again if somebody
 * was faster.
 */
final class AdaptiveLists {

    /** Each round somebody is allocated, so that this many others can come first. */
    static final int ROUNDS = 500;

    private final PlanStore plans;
    private final AdaptiveStore store;
    private final StudyKeys keys;

    AdaptiveLists(PlanStore plans, AdaptiveStore store, StudyKeys keys) {
        this.plans = plans;
        this.store = store;
        this.keys = keys;
    }

    /** The state of a list, opened: the plan in force, and what is sealed. */
    record State(RandomizationPlan plan, SealedTotals sealed, Sealing sealing) {

        AdaptiveList list(String id, Numbering numbering) {
            return new AdaptiveList(
                    plan, new RandomizationList.Part(id, sealing.openSeed(id, sealed.seed()), numbering));
        }
    }

    /**
     * Tries until nobody was faster.
     *
     * @param attempt makes the change from a state, on a thread that may compute, and tries to store it; empty if somebody
     *     was faster
     */
    <T> Uni<T> change(String study, String list, Function<State, Uni<Optional<T>>> attempt) {
        return plans.studyKey(study)
                .map(key -> new Sealing(keys.cipher(study, key), study))
                .flatMap(sealing -> round(study, list, sealing, attempt, ROUNDS));
    }

    private <T> Uni<T> round(
            String study, String list, Sealing sealing, Function<State, Uni<Optional<T>>> attempt, int left) {
        return store.totals(study, list)
                .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(totals -> plan(study, totals.part().plan())
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(plan -> new State(
                                PlanText.parse(sealing.openDefinition(plan.key().version(), plan.definition())),
                                totals,
                                sealing)))
                .flatMap(attempt::apply)
                .flatMap(done -> {
                    if (done.isPresent()) {
                        return Uni.createFrom().item(done.get());
                    }
                    if (left == 0) {
                        throw Refusal.of(
                                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                                        "Too many subjects are being randomized at once. Nothing was done.")
                                .fix("Send the same request again, with the same Idempotency-Key.");
                    }
                    return round(study, list, sealing, attempt, left - 1);
                });
    }

    private Uni<SealedPlan> plan(String study, String version) {
        return plans.find(study, version).map(found -> found.orElseThrow(() -> Refusals.noActivePlan(study)));
    }
}
