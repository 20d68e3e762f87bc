package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Finds the plan in force: the one published last. */
@ApplicationScoped
public class CurrentPlan {

    private final PlanStore plans;

    public CurrentPlan(PlanStore plans) {
        this.plans = plans;
    }

    public PublishedPlan of(String study) {
        return plans.latest(study)
                .orElseThrow(() -> Refusal.of(
                                ProblemType.NOT_FOUND, "No analysis plan is published for the study " + study + ".")
                        .fix("Publish the study's analysis plan first."));
    }
}
