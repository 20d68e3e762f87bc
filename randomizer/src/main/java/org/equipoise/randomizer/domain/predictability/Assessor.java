package org.equipoise.randomizer.domain.predictability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * Assesses plans before a trial: exactly where that is feasible, by simulation elsewhere.
 *
 * <p>A small trial is enumerated ({@link SmallTrial}). With lists, most figures are exact at any size ({@link ListedTrial}). What
 * remains is simulated ({@link Simulation}), and has a standard error.
 *
 * @param runs how often a trial is played, from 100 to {@value #MOST_RUNS}
 * @param seed from which the runs follow
 */
public record Assessor(int runs, long seed) {

    /** The most runs of one plan. */
    public static final int MOST_RUNS = 20_000;

    /**
     * Assesses a plan.
     *
     * @param plan a sound plan; not one of an uploaded list, of whose arms nothing is known
     * @param accrual one to which there are no objections
     * @throws IllegalArgumentException if the list is uploaded
     */
    public PlanAssessment assess(RandomizationPlan plan, Accrual accrual) {
        Optional<PlanAssessment> small = SmallTrial.assess(plan, accrual);
        if (small.isPresent()) {
            return small.get();
        }
        Optional<ListedTrial> listed = ListedTrial.of(plan, accrual);
        if (listed.isEmpty()) {
            return Simulation.assess(plan, accrual, runs, seed);
        }
        return combined(listed.get(), plan, accrual);
    }

    private PlanAssessment combined(ListedTrial listed, RandomizationPlan plan, Accrual accrual) {
        Simulated simulated = new Simulated(() -> Simulation.assess(plan, accrual, runs, seed));
        Map<String, Imbalances> sites = new LinkedHashMap<>();
        Trial.of(plan)
                .sites()
                .forEach((site, strata) -> sites.put(
                        site,
                        listed.over(strata)
                                .orElseGet(() -> simulated.get().sites().get(site))));
        return new PlanAssessment(
                listed.convergence(),
                listed.knowingMethod(),
                listed.allocated(),
                listed.runningOut().orElseGet(() -> simulated.get().runningOut()),
                listed.overall().orElseGet(() -> simulated.get().overall()),
                listed.strata(),
                sites);
    }

    /** The simulation, run when it is first needed. */
    private static final class Simulated {

        private final Supplier<PlanAssessment> run;
        private PlanAssessment known;

        private Simulated(Supplier<PlanAssessment> run) {
            this.run = run;
        }

        private PlanAssessment get() {
            if (known == null) {
                known = run.get();
            }
            return known;
        }
    }
}
