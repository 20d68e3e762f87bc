package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.Numbering;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Puts an amended plan into force for a list whose method looks at earlier subjects. Seed and commitment stay, and so does
 * every total; new levels begin with none.
 */
final class AmendAdaptively {

    private final AdaptiveStore store;
    private final AdaptiveLists lists;

    AmendAdaptively(PlanStore plans, AdaptiveStore store, StudyKeys keys) {
        this.store = store;
        this.lists = new AdaptiveLists(plans, store, keys);
    }

    Uni<ListExtension> amend(SealedPlan amended, String list, UniqueRequest request, Instant at, Actor actor) {
        return lists.change(
                amended.key().study(),
                list,
                state -> store.extend(amendment(state, amended, list), request, at, actor)
                        .map(answer ->
                                answer instanceof ListExtension.Superseded ? Optional.empty() : Optional.of(answer)));
    }

    private static SealedAmendment amendment(AdaptiveLists.State state, SealedPlan amended, String id) {
        RandomizationPlan plan =
                PlanText.parse(state.sealing().openDefinition(amended.key().version(), amended.definition()));
        AdaptiveList list = state.list(id, Numbering.LIVE);
        SealedTotals sealed = state.sealed();
        int next = sealed.part().extension() + 1;
        return new SealedAmendment(
                amended.key(),
                new SealedAmendment.Place(id, next, sealed.version()),
                list.commitment(),
                state.sealing().seed(id, next, state.sealing().openSeed(id, sealed.seed())),
                sealed.totals()
                        .map(bytes -> state.sealing()
                                .totals(
                                        id,
                                        sealed.version(),
                                        list.begin()
                                                .read(state.sealing().openTotals(id, sealed.version(), bytes))
                                                .withLevelsOf(plan.stratification())
                                                .bytes())));
    }
}
