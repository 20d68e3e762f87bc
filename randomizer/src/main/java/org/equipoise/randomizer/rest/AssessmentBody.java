package org.equipoise.randomizer.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.randomizer.application.AssessPlans;
import org.equipoise.randomizer.domain.predictability.Accrual;

/** Plans to compare, and whom the trial expects. */
public record AssessmentBody(
        @NotNull @Schema(description = "The plan in question, as it would be published; reported as `plan`")
        PlanBody plan,

        @Size(max = 9) @Schema(description = "Plans to compare it with")
        List<@NotNull @Valid Alternative> alternatives,

        @NotNull @Valid @Schema(description = "Whom the trial expects")
        Expected accrual,

        @Schema(description = "How often a trial is played where it cannot be computed, 100 to 20000; 2000 if missing")
        Integer simulations,

        @Schema(description = "From which the simulation follows; 1 if missing")
        Long seed) {

    private static final int DEFAULT_SIMULATIONS = 2000;

    /** A plan under a name. */
    public record Alternative(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}",
                    message = "must be 1 to 40 letters, digits, spaces, points, hyphens or underscores")
            @Schema(description = "The name under which it is reported")
            String name,

            @NotNull @Schema(description = "The plan, as it would be published")
            PlanBody plan) {}

    /** Whom the trial expects. */
    public record Expected(
            @NotNull @Schema(description = "How many subjects, 1 to 2000")
            Integer subjects,

            @Size(max = 50)
            @Schema(description = "By factor, the share of each level; equal shares where a factor is missing")
            Map<String, @NotNull Map<String, Double>> shares) {}

    AssessPlans.Question question(String study) {
        List<AssessPlans.Named> plans = new ArrayList<>();
        plans.add(named("plan", plan, study));
        if (alternatives != null) {
            alternatives.forEach(other -> plans.add(named(other.name(), other.plan(), study)));
        }
        return new AssessPlans.Question(
                plans,
                new Accrual(accrual.subjects(), accrual.shares() == null ? Map.of() : accrual.shares()),
                simulations == null ? DEFAULT_SIMULATIONS : simulations,
                seed == null ? 1 : seed);
    }

    private static AssessPlans.Named named(String name, PlanBody plan, String study) {
        return new AssessPlans.Named(name, plan.toDraft(study, plan.version() == null ? "0" : plan.version()));
    }
}
