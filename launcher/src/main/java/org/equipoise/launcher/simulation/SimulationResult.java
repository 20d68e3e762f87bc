package org.equipoise.launcher.simulation;

import java.util.List;

/**
 * What a simulation did.
 *
 * @param screened subjects screened
 * @param randomized subjects randomized
 * @param withPrimary randomized subjects with the primary endpoint
 * @param saves revisions of forms saved
 * @param corrections revisions that corrected a value
 * @param refusedMistakes entries that were refused and put right
 * @param refusedRandomizations attempts to randomize an ineligible subject, refused
 * @param queries queries that people raised
 * @param lateVisits visits after their window
 * @param missedVisits visits that did not happen
 * @param missingItems items that were left out with a reason
 * @param dropouts subjects that left early
 * @param later doses after the first
 * @param looks the committee's looks, in order
 */
public record SimulationResult(
        int screened,
        int randomized,
        int withPrimary,
        int saves,
        int corrections,
        int refusedMistakes,
        int refusedRandomizations,
        int queries,
        int lateVisits,
        int missedVisits,
        int missingItems,
        int dropouts,
        Later later,
        List<LookResult> looks) {

    /**
     * Doses after the first.
     *
     * @param given doses given
     * @param late of these, those that were given too late
     * @param skipped doses that were not given
     */
    public record Later(int given, int late, int skipped) {}

    static SimulationResult of(Tally tally, List<LookResult> looks) {
        return new SimulationResult(
                tally.screened.get(),
                tally.randomized.get(),
                tally.withPrimary.get(),
                tally.saves.get(),
                tally.corrections.get(),
                tally.refusedMistakes.get(),
                tally.refusedRandomizations.get(),
                tally.queries.get(),
                tally.lateVisits.get(),
                tally.missedVisits.get(),
                tally.missingItems.get(),
                tally.dropouts.get(),
                new Later(tally.laterDoses.get(), tally.lateDoses.get(), tally.skippedDoses.get()),
                List.copyOf(looks));
    }

    /** Screened and not randomized. */
    public int screeningFailures() {
        return screened - randomized;
    }
}
