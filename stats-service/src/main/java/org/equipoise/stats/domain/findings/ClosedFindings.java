package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * All that a closed analysis found, by arm under the labels A and B. Which label is which arm stands nowhere in it.
 *
 * @param primary the primary comparison; it alone decides the outcome of the run
 * @param keySecondary the key secondary hypotheses in their order; null if the plan tests none
 * @param longitudinal endpoints over the visits
 * @param binaries responders and the like
 * @param timeToEvent relapse and the like
 * @param sensitivity reference-based imputation and tipping points
 * @param blinding guesses, by guesser and visit
 * @param adverseEvents adverse events; null if the plan names no form for them
 * @param exposure exposure; null if the plan names no form for it
 * @param vitalSigns greatest shifts of vital signs
 * @param missingness missing values, by endpoint
 * @param subgroups the primary comparison within subgroups
 * @param crossover comparisons within subjects
 * @param exclusions all subjects and values left out, ordered by section, subject and event
 * @param imputations all values used instead of others, ordered by section, subject and event
 */
public record ClosedFindings(
        PrimaryFinding primary,
        KeySecondaryFinding keySecondary,
        List<LongitudinalFinding> longitudinal,
        List<BinaryFinding> binaries,
        List<TimeToEventFinding> timeToEvent,
        List<SensitivityFinding> sensitivity,
        List<BlindingFinding> blinding,
        AdverseEventsFinding adverseEvents,
        ExposureFinding exposure,
        List<ShiftFinding> vitalSigns,
        List<MissingnessFinding> missingness,
        List<SubgroupFinding> subgroups,
        List<CrossoverFinding> crossover,
        List<ExcludedValue> exclusions,
        List<SubstitutedValue> imputations) {

    /** Takes copies of the lists. */
    public ClosedFindings {
        longitudinal = List.copyOf(longitudinal);
        binaries = List.copyOf(binaries);
        timeToEvent = List.copyOf(timeToEvent);
        sensitivity = List.copyOf(sensitivity);
        blinding = List.copyOf(blinding);
        vitalSigns = List.copyOf(vitalSigns);
        missingness = List.copyOf(missingness);
        subgroups = List.copyOf(subgroups);
        crossover = List.copyOf(crossover);
        exclusions = List.copyOf(exclusions);
        imputations = List.copyOf(imputations);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "ClosedFindings[…]";
    }
}
