package org.equipoise.randomizer.rest;

import java.util.List;
import java.util.Map;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.plan.PlanDraft;

/** A randomization plan as it is sent; its faults are found by the rules of plans, all at once. */
public record PlanBody(
        String study,
        String version,
        PlanDraft.Method method,
        List<PlanDraft.Arm> arms,
        Strata strata,
        Integer entriesPerStratum,
        Map<String, Integer> caps,
        String eligibility,
        String sitesStart,
        String kits,
        Integer kitMinimumDays) {

    /** The stratification factors. */
    public record Strata(List<PlanDraft.Factor> factors) {}

    PlanDraft toDraft(String pathStudy, String pathVersion) {
        requireSame("study", study, pathStudy);
        requireSame("version", version, pathVersion);
        return new PlanDraft(
                pathStudy,
                pathVersion,
                method,
                arms,
                strata == null ? null : strata.factors(),
                entriesPerStratum,
                caps,
                eligibility,
                sitesStart,
                kits,
                kitMinimumDays);
    }

    private static void requireSame(String member, String inBody, String inPath) {
        if (inBody != null && !inBody.equals(inPath)) {
            throw Refusal.of(
                            ProblemType.INVALID_VALUE,
                            "The body's '" + member + "' is " + inBody + ", the address says " + inPath + ".")
                    .fix("Send the plan to the address of its own study and version.");
        }
    }
}
