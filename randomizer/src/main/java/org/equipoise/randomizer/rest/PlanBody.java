package org.equipoise.randomizer.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.plan.PlanDraft;

/** A randomization plan as it is sent; its faults are found by the rules of plans, all at once. */
public record PlanBody(
        @Schema(description = "The study; may be left out, else the one in the address")
        String study,

        @Schema(description = "The version; may be left out, else the one in the address")
        String version,

        @Schema(description = "How subjects are allocated: a type and its parameters")
        PlanDraft.Method method,

        @Schema(description = "The treatments, in the order of the ratio; exactly one is the control")
        List<PlanDraft.Arm> arms,

        @Schema(description = "The stratification") Strata strata,

        @Schema(description = "How many allocations are prepared for each stratum")
        Integer entriesPerStratum,

        @Schema(
                description = "The most subjects, by scope: `study`, `site` (each), `site:<one>`, `stratum` (each),"
                        + " `stratum:<key of one>`")
        Map<String, Integer> caps,

        @Schema(description = "`ecrf`: by the eligibility certificate; `external`: the caller vouches")
        String eligibility,

        @Schema(
                description = "`active` (the default) or `inactive`: whether sites may randomize before they are"
                        + " activated")
        String sitesStart,

        @Schema(description = "Where kits come from") String kits,

        @Schema(description = "With managed kits, how many days a kit must be usable after it is dispensed")
        Integer kitMinimumDays) {

    /** The stratification factors. */
    public record Strata(
            @Schema(description = "The factors, each with an identifier and levels; none for one stratum")
            List<PlanDraft.Factor> factors) {}

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
