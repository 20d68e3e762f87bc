package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * The supplies of the studies. What is kept in memory never changes: a published plan, the study's key and its kit seed.
 * Where kits are is asked of the database each time.
 */
@ApplicationScoped
public class KitSupplies {

    private final PlanStore plans;
    private final KitStore kits;
    private final StudyKeys keys;
    private final SecretSource secrets;
    private final Map<SealedPlan.Key, KitSupply> known = new ConcurrentHashMap<>();

    public KitSupplies(PlanStore plans, KitStore kits, StudyKeys keys, SecretSource secrets) {
        this.plans = plans;
        this.kits = kits;
        this.keys = keys;
        this.secrets = secrets;
    }

    /**
     * The supply under the active plan, or else the one published last.
     *
     * @throws Refusal {@code not-found} without a plan, {@code state-conflict} if it does
     *     not manage kits
     */
    Uni<KitSupply> of(String study) {
        return plans.status(study)
                .map(found -> found.orElseThrow(() -> KitRefusals.noPlan(study)))
                .flatMap(status -> of(new SealedPlan.Key(study, status.version())));
    }

    /** As {@link #of(String)}; empty without such a plan. */
    Uni<Optional<KitSupply>> ifManaged(String study) {
        return of(study).map(Optional::of).onFailure(Refusal.class).recoverWithItem(Optional.empty());
    }

    Uni<KitSupply> of(SealedPlan.Key plan) {
        KitSupply supply = known.get(plan);
        return supply == null
                ? load(plan).invoke(loaded -> known.put(plan, loaded))
                : Uni.createFrom().item(supply);
    }

    private Uni<KitSupply> load(SealedPlan.Key key) {
        String study = key.study();
        return plans.find(study, key.version())
                .map(found -> found.orElseThrow(() -> KitRefusals.noPlan(study)))
                .flatMap(published ->
                        plans.studyKey(study).flatMap(wrapped -> load(published, keys.cipher(study, wrapped))));
    }

    private Uni<KitSupply> load(SealedPlan published, StudyCipher cipher) {
        String study = published.key().study();
        Sealing arms = new Sealing(cipher, study);
        KitSealing sealing = new KitSealing(cipher, study);
        RandomizationPlan plan =
                PlanText.parse(arms.openDefinition(published.key().version(), published.definition()));
        if (!(plan.kits() instanceof KitSource.Managed managed)) {
            throw KitRefusals.notManaged(study);
        }
        KitStore.SealedSeed offered = new KitStore.SealedSeed(sealing.seed(secrets.seed()));
        return kits.series(study, offered)
                .map(series -> new KitSupply(
                        plan,
                        managed,
                        sealing,
                        arms,
                        sealing.openSeed(series.seed().bytes())));
    }
}
