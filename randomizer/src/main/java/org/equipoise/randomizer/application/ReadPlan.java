package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.problem.Refusal;

/** The study's people look up which plan is in force, and the commitment to its list. */
@ApplicationScoped
public class ReadPlan {

    private final PlanStore plans;

    public ReadPlan(PlanStore plans) {
        this.plans = plans;
    }

    /**
     * The active plan, or else the one published last.
     *
     * @throws Refusal {@code not-found} if none is published
     */
    public Uni<PlanStatus> status(String study) {
        return plans.status(study).map(found -> found.orElseThrow(() -> Refusals.noPlan(study)));
    }
}
