package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.Activation.ActivatedList;

/**
 * An unblinded statistician makes a list of a published plan, generated or uploaded: the live one, from which subjects
 * are randomized, or before that any number of test lists. It is sealed and committed to.
 */
@ApplicationScoped
public class ActivatePlan {

    private final PlanStore plans;
    private final PrepareList prepare;
    private final Clock clock;

    public ActivatePlan(PlanStore plans, StudyKeys keys, SecretSource secrets, Clock clock) {
        this.plans = plans;
        this.prepare = new PrepareList(plans, keys, secrets);
        this.clock = clock;
    }

    /**
     * Activates a plan with a list that its method makes.
     *
     * @throws Refusal {@code not-found} if it is not published; {@code already-active} if the study has a live list;
     *     {@code key-reused}
     */
    public Uni<ActivatedList> activate(SealedPlan.Key plan, ListPurpose purpose, UniqueRequest request, Actor actor) {
        return activate(plan, new PrepareList.Order(purpose, Optional.empty()), request, actor);
    }

    /** Makes the live list. */
    public Uni<ActivatedList> activate(SealedPlan.Key plan, UniqueRequest request, Actor actor) {
        return activate(plan, ListPurpose.LIVE, request, actor);
    }

    Uni<ActivatedList> activate(SealedPlan.Key plan, PrepareList.Order order, UniqueRequest request, Actor actor) {
        return Uncancelled.run(plans.find(plan.study(), plan.version())
                .map(found -> found.orElseThrow(() -> Refusals.notPublished(plan)))
                .flatMap(published -> prepare.newList(published, order))
                .flatMap(list -> plans.activate(list, request, Times.now(clock), actor))
                .map(activation -> answer(plan, activation)));
    }

    private static ActivatedList answer(SealedPlan.Key plan, Activation activation) {
        if (activation instanceof Activation.Active active) {
            return active.list();
        }
        if (activation instanceof Activation.AlreadyActive other) {
            throw Refusal.of(
                            ProblemType.ALREADY_ACTIVE,
                            "Version " + other.list().version() + " of the plan of " + plan.study()
                                    + " is active already, and the study is live.")
                    .fix("Go on with it. A live study has one list and makes no test lists; an amended version extends "
                            + "the list.");
        }
        throw Refusals.keyReused();
    }
}
