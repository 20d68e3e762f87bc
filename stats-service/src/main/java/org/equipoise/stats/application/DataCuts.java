package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;

/** Freezes the data of a run, or reads what was frozen for it or for an earlier run of its look. */
@ApplicationScoped
public class DataCuts {

    private final ClinicalData clinicalData;
    private final FrozenRecords frozenRecords;

    public DataCuts(ClinicalData clinicalData, FrozenRecords frozenRecords) {
        this.clinicalData = clinicalData;
        this.frozenRecords = frozenRecords;
    }

    /**
     * The data of a cut.
     *
     * @param earlier the cut to be read; empty to freeze the data as they are now, once for each run
     * @throws Refusal {@code neighbour-unavailable} if the data cannot be had completely; {@code state-conflict} if the
     *     earlier cut was not frozen
     */
    CutData of(AnalysisPlan plan, Optional<ClinicalData.Cut> earlier, UUID run) {
        if (plan.analyses().equals(PlannedAnalyses.NONE)) {
            return CutData.of(
                    plan, clinicalData.analysisData(plan.study(), plan.primary(), earlier.map(ClinicalData.Cut::at)));
        }
        return CutData.of(
                plan,
                earlier.map(cut -> frozenRecords.read(plan.study(), frozen(cut)))
                        .orElseGet(() -> frozenRecords.freeze(plan.study(), "run:" + run)));
    }

    private static String frozen(ClinicalData.Cut cut) {
        if (cut.snapshot() == null) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The data cut of " + cut.at()
                                    + " was not frozen, and the plan in force needs all its forms.")
                    .fix("Read the stored result of this look, or run the next look of the plan.");
        }
        return cut.snapshot();
    }
}
