package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.AssessPlans;
import org.jboss.resteasy.reactive.RestPath;

@Path("/studies/{study}/plan-assessments")
@Tag(name = "Plans")
public class PlanAssessmentsResource {

    private final AssessPlans assess;

    PlanAssessmentsResource(AssessPlans assess) {
        this.assess = assess;
    }

    @POST
    @Requires(Permission.PLAN_ASSESS)
    @Operation(
            summary = "Assess a plan and its alternatives before a trial",
            description =
                    "For each plan: the expected share of correct guesses, the distribution of imbalance over the study, "
                            + "by stratum and by site, and the chance of running out of entries. Exact where it can be computed, and "
                            + "simulated with a standard error where not; the same request gives the same figures. Nothing is stored, "
                            + "so no Idempotency-Key is needed.")
    @APIResponse(responseCode = "200", description = "The figures")
    @APIResponse(responseCode = "400", description = "`invalid-value`: too many plans, subjects or simulations")
    @APIResponse(
            responseCode = "422",
            description = "`invalid-plan`: `errors` names field, value and remedy of each fault of each plan")
    public Uni<AssessmentAnswer> assess(@RestPath String study, @NotNull @Valid AssessmentBody body) {
        AssessPlans.Question question = body.question(study);
        return assess.assess(question).map(plans -> AssessmentAnswer.of(study, question, plans));
    }
}
