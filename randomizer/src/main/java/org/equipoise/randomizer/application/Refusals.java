package org.equipoise.randomizer.application;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement.Misfit;

/** The refusals of this service, worded once. */
final class Refusals {

    private Refusals() {}

    static Refusal keyReused() {
        return Refusal.of(ProblemType.KEY_REUSED, "The Idempotency-Key was used before, for a different request.")
                .fix("Send a new UUID as Idempotency-Key with a new request.");
    }

    static Refusal notPublished(SealedPlan.Key plan) {
        return Refusal.of(
                        ProblemType.NOT_FOUND,
                        "Version " + plan.version() + " of the randomization plan of " + plan.study()
                                + " is not published.")
                .fix("Publish it first, or correct the version in the address.");
    }

    static Refusal noPlan(String study) {
        return Refusal.of(ProblemType.NOT_FOUND, "No randomization plan of " + study + " is published.")
                .fix("Publish a plan first.");
    }

    static Refusal noActivePlan(String study) {
        return Refusal.of(ProblemType.PLAN_NOT_ACTIVE, "No randomization plan of " + study + " is active.")
                .fix("Have a published plan activated first.");
    }

    static Refusal alreadyRandomized(Randomization randomization) {
        return Refusal.of(
                        ProblemType.ALREADY_RANDOMIZED,
                        "Subject " + randomization.subject() + " was randomized at " + randomization.randomizedAt()
                                + ". Nothing was changed.")
                .fix("Go on with the randomization given here; a subject is randomized once.")
                .with("randomization", randomization);
    }

    static Refusal notEligible(String subject, List<String> reasons) {
        return Refusal.of(ProblemType.NOT_ELIGIBLE, "Subject " + subject + " may not be randomized now.")
                .fix("See 'reasons'; complete or correct the forms that they name, then try again.")
                .with("reasons", reasons);
    }

    static Refusal stratumUnknown(String subject, List<Misfit> misfits) {
        return Refusal.of(
                        ProblemType.STRATUM_UNKNOWN,
                        "Subject " + subject + " fits no stratum: "
                                + String.join(
                                        ", ",
                                        misfits.stream().map(Misfit::factor).toList())
                                + " missing or not a level of the plan.")
                .fix("Give each factor that 'factors' names one of its levels.")
                .with("factors", misfits.stream().map(Refusals::describe).toList());
    }

    static Refusal listExhausted(String detail, String cause) {
        return Refusal.of(ProblemType.LIST_EXHAUSTED, detail + " The subject was not randomized.")
                .fix("Tell the study's statistician; subjects of this group cannot be randomized any more.")
                .with("cause", cause);
    }

    static Refusal invalid(String detail, String fix) {
        return Refusal.of(ProblemType.INVALID_VALUE, detail).fix(fix);
    }

    private static Map<String, Object> describe(Misfit misfit) {
        Map<String, Object> description = new TreeMap<>();
        description.put("factor", misfit.factor());
        description.put("levels", misfit.levels());
        if (misfit.value() != null) {
            description.put("value", misfit.value());
        }
        return description;
    }

    static Refusal stillBlinded(String study) {
        return Refusal.of(ProblemType.STATE_CONFLICT, "Study " + study + " is blinded.")
                .fix("After the data lock, one person asks for the unblinding and another approves it.");
    }

    /** For a request with a key whose work did not end in time. */
    static Refusal outcomeNotKnown() {
        return Refusal.of(
                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                        "The database did not answer in time. Whether the subject was randomized is not known yet.")
                .fix("Send the same request again, with the same Idempotency-Key: it is answered with what was"
                        + " done, and a subject is randomized once.");
    }
}
