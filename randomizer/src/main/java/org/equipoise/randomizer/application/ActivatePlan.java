package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.Activation.ActivatedList;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.list.AdaptiveList;
import org.equipoise.randomizer.domain.list.RandomizationList;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;

/** An unblinded statistician makes a published plan the active one: its list is generated, sealed and committed to. */
@ApplicationScoped
public class ActivatePlan {

    private final PlanStore plans;
    private final StudyKeys keys;
    private final SecretSource secrets;
    private final Clock clock;

    public ActivatePlan(PlanStore plans, StudyKeys keys, SecretSource secrets, Clock clock) {
        this.plans = plans;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Activates a plan.
     *
     * @throws Refusal {@code not-found} if it is not published; {@code already-active} if the study has an active list;
     *     {@code key-reused}
     */
    public Uni<ActivatedList> activate(SealedPlan.Key plan, UniqueRequest request, Actor actor) {
        return Uncancelled.run(plans.find(plan.study(), plan.version())
                .map(found -> found.orElseThrow(() -> notPublished(plan)))
                .flatMap(published -> plans.studyKey(plan.study())
                        .flatMap(key -> generate(published, keys.cipher(plan.study(), key))))
                .flatMap(list -> plans.activate(list, request, Times.now(clock), actor))
                .map(activation -> answer(plan, activation)));
    }

    /** A long list takes seconds, so it is made away from the threads that serve requests. */
    private Uni<SealedList> generate(SealedPlan published, StudyCipher cipher) {
        return Uni.createFrom()
                .item(() -> sealedList(
                        published, new Sealing(cipher, published.key().study())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private SealedList sealedList(SealedPlan published, Sealing sealing) {
        RandomizationPlan plan =
                PlanText.parse(sealing.openDefinition(published.key().version(), published.definition()));
        Seed seed = secrets.seed();
        String id = secrets.identifier();
        boolean adaptive = plan.method() instanceof Minimization;
        RandomizationList list = adaptive
                ? new RandomizationList(id, List.of(), new AdaptiveList(plan, id, seed).commitment())
                : RandomizationList.generate(plan, id, seed);
        ListSource source = adaptive ? ListSource.ADAPTIVE : ListSource.GENERATED;
        return SealedList.seal(published.key(), new SealedList.Kind(ListPurpose.LIVE, source), list, seed, sealing);
    }

    private static ActivatedList answer(SealedPlan.Key plan, Activation activation) {
        if (activation instanceof Activation.Active active) {
            return active.list();
        }
        if (activation instanceof Activation.AlreadyActive other) {
            throw Refusal.of(
                            ProblemType.ALREADY_ACTIVE,
                            "Version " + other.list().version() + " of the plan of " + plan.study()
                                    + " is active already.")
                    .fix("A study has one active list; go on with it.");
        }
        throw Refusals.keyReused();
    }

    private static Refusal notPublished(SealedPlan.Key plan) {
        return Refusal.of(
                        ProblemType.NOT_FOUND,
                        "Version " + plan.version() + " of the randomization plan of " + plan.study()
                                + " is not published.")
                .fix("Publish it first, or correct the version in the address.");
    }
}
