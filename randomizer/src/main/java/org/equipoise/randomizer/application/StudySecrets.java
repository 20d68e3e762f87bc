package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/** Opens what is sealed of a study: its active plan, and arms one by one. */
@ApplicationScoped
public class StudySecrets {

    private final PlanStore plans;
    private final StudyKeys keys;

    public StudySecrets(PlanStore plans, StudyKeys keys) {
        this.plans = plans;
        this.keys = keys;
    }

    /** The plan and the means to open arms. */
    record Opened(ActiveList active, RandomizationPlan plan, Sealing sealing) {

        TreatmentNames treatmentNames() {
            return TreatmentNames.of(plan.arms());
        }
    }

    /**
     * Opens the active plan of a study.
     *
     * @throws org.equipoise.platform.problem.Refusal {@code plan-not-active} without one
     */
    Uni<Opened> open(String study) {
        return plans.active(study)
                .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(active -> plans.find(study, active.plan().version())
                        .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(study)))
                        .flatMap(stored -> plans.studyKey(study).map(key -> {
                            Sealing sealing = new Sealing(keys.cipher(study, key), study);
                            String text = sealing.openDefinition(stored.key().version(), stored.definition());
                            return new Opened(active, PlanText.parse(text), sealing);
                        })));
    }
}
