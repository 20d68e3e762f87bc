package org.equipoise.randomizer.domain;

import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanRules;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/** Plans that tests start from. */
public final class Plans {

    /** Two arms 1:1 in blocks of four and six, two sites, two bands, sixty entries a stratum, at most 156 subjects. */
    public static final PlanDraft KET_TRD_01 = new PlanDraft(
            "KET-TRD-01",
            "1",
            new PlanDraft.Method("permuted-blocks", List.of(4, 6)),
            List.of(
                    new PlanDraft.Arm("KTM", "Ketamine 0.5 mg/kg", 1, false),
                    new PlanDraft.Arm("MDZ", "Midazolam 0.045 mg/kg", 1, true)),
            List.of(
                    new PlanDraft.Factor("site", List.of("01", "02")),
                    new PlanDraft.Factor("madrsBand", List.of("LT35", "GE35"))),
            60,
            Map.of("study", 156),
            "ecrf");

    private Plans() {}

    /** The plan of a draft that is known to be sound. */
    public static RandomizationPlan sound(PlanDraft draft) {
        return ((PlanRules.Verdict.Sound) PlanRules.examine(draft)).plan();
    }

    /** The same plan for another study. */
    public static PlanDraft forStudy(String study) {
        return new PlanDraft(
                study,
                KET_TRD_01.version(),
                KET_TRD_01.method(),
                KET_TRD_01.arms(),
                KET_TRD_01.factors(),
                KET_TRD_01.entriesPerStratum(),
                KET_TRD_01.caps(),
                KET_TRD_01.eligibility());
    }
}
