package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * A sensitivity analysis by imputation: reference-based multiple imputation, and the tipping point.
 *
 * @param heading what it estimates and how
 * @param outcome whether it was computed; all that follows is null or empty if not
 * @param strategy what the missing values are imputed to look like: {@code jump-to-reference}, {@code missing-at-random} …
 * @param visit the visit that is compared
 * @param draws number of imputed data sets
 * @param seed seed of the random numbers
 * @param imputed how many subjects of each arm have an imputed value at the visit, A first
 * @param difference B minus A, pooled by Rubin's rules; null if not computed
 * @param missingInformation fraction of missing information of the difference; null if not computed
 * @param tippingPoints how much the imputed values of each arm would have to shift for the conclusion to change; empty if
 *     the plan asks for none
 */
public record SensitivityFinding(
        Heading heading,
        SectionOutcome outcome,
        String strategy,
        String visit,
        Integer draws,
        Long seed,
        List<ImputedCount> imputed,
        Difference difference,
        Double missingInformation,
        List<Tipping> tippingPoints)
        implements Finding {

    /** Takes copies of the lists. */
    public SensitivityFinding {
        imputed = List.copyOf(imputed);
        tippingPoints = List.copyOf(tippingPoints);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "SensitivityFinding[" + heading.id() + "]";
    }

    /**
     * Imputed values of one arm.
     *
     * @param label A or B
     * @param subjects subjects in the analysis
     * @param imputed those with an imputed value at the visit
     */
    public record ImputedCount(String label, int subjects, int imputed) {}

    /**
     * The shift of one arm's imputed values at which the conclusion changes.
     *
     * @param label the arm whose imputed values are shifted
     * @param outcome whether there is such a shift within the range searched; shift is null if not
     * @param shift the shift in units of the endpoint, for the worse
     * @param searchedTo the greatest shift that was tried
     * @param path the difference and its p-value at some shifts, for a plot
     */
    public record Tipping(
            String label, SectionOutcome outcome, Double shift, double searchedTo, List<TippingStep> path) {

        /** Takes a copy of the list. */
        public Tipping {
            path = List.copyOf(path);
        }
    }

    /**
     * The comparison at one shift.
     *
     * @param shift the shift
     * @param estimate B minus A
     * @param lower lower limit
     * @param upper upper limit
     * @param twoSidedP p-value
     */
    public record TippingStep(double shift, double estimate, double lower, double upper, double twoSidedP) {}
}
