package org.equipoise.stats.domain.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What may be told to everybody: pooled over the arms, computed without any allocation.
 *
 * @param dataCut the moment that the records were frozen at
 * @param accrual randomization over time against the plan
 * @param flow the flow of subjects
 * @param screeningFailures screened and never randomized, by reason, falling by number
 * @param currency how current the data are
 * @param deviations protocol deviations
 * @param seriousEvents serious adverse events, pooled
 * @param variance the blinded variance of the primary endpoint; null if no milestone is reached
 */
public record OpenFindings(
        Instant dataCut,
        Accrual accrual,
        Flow flow,
        List<Count> screeningFailures,
        Currency currency,
        Deviations deviations,
        SeriousEvents seriousEvents,
        Variance variance) {

    /** Takes a copy of the list. */
    public OpenFindings {
        screeningFailures = List.copyOf(screeningFailures);
    }

    /**
     * Randomization over time. Weeks are counted from the first randomization in UTC, 7 days each.
     *
     * @param randomized subjects randomized by the data cut
     * @param planned subjects to be randomized in the end
     * @param plannedWeeks weeks in which the plan wants them; null if the plan says nothing
     * @param weeks each week up to the data cut; empty before the first randomization
     * @param ratePerWeek subjects a week over the last 8 full weeks (or all, if fewer); null without a full week
     * @param forecast forecast of the last randomization; null without a rate above 0
     */
    public record Accrual(
            int randomized,
            int planned,
            Integer plannedWeeks,
            List<Week> weeks,
            Double ratePerWeek,
            Forecast forecast) {

        /** Takes a copy of the list. */
        public Accrual {
            weeks = List.copyOf(weeks);
        }
    }

    /**
     * A week.
     *
     * @param number from 1
     * @param start its first day, UTC
     * @param randomized subjects randomized in it
     * @param cumulative subjects randomized up to its end
     * @param plannedCumulative subjects that the plan wants by its end; null if the plan says nothing
     */
    public record Week(int number, LocalDate start, int randomized, int cumulative, Double plannedCumulative) {}

    /**
     * When recruitment will be complete if it goes on as it does. The limits take the number of subjects of the coming weeks
     * as a Poisson process whose rate is as uncertain as the weeks behind make it.
     *
     * @param expected expected day of the last randomization
     * @param earliest lower limit of an 80 % prediction interval
     * @param latest upper limit
     */
    public record Forecast(LocalDate expected, LocalDate earliest, LocalDate latest) {}

    /**
     * The flow of subjects in the words of the CONSORT statement; never by arm.
     *
     * @param screened subjects screened
     * @param notRandomized of these, screening failures
     * @param inScreening of these, neither randomized nor failed yet
     * @param randomized subjects randomized
     * @param treated of these, with a dose; null if the plan names no form for exposure
     * @param withPrimary of the randomized, with baseline and primary value
     * @param discontinued of the randomized, left early
     * @param completed of the randomized, completed
     * @param reasons why subjects left early, falling by number
     * @param milestones of the randomized, with a value of the primary endpoint at each visit of the plan
     */
    public record Flow(
            int screened,
            int notRandomized,
            int inScreening,
            int randomized,
            Integer treated,
            int withPrimary,
            int discontinued,
            int completed,
            List<Count> reasons,
            List<Count> milestones) {

        /** Takes copies of the lists. */
        public Flow {
            reasons = List.copyOf(reasons);
            milestones = List.copyOf(milestones);
        }
    }

    /**
     * How current the assessments of the primary endpoint are.
     *
     * @param forms records of the primary endpoint's form in the cut
     * @param medianDelayDays median time from the event to the entry, in days; null without records
     * @param ninetiethDelayDays the ninth decile of that time; null without records
     * @param lastSaved the latest entry; null without records
     * @param expectedPrimary randomized subjects whose primary visit's window has closed
     * @param enteredPrimary those of them with a primary value
     */
    public record Currency(
            int forms,
            Double medianDelayDays,
            Double ninetiethDelayDays,
            Instant lastSaved,
            int expectedPrimary,
            int enteredPrimary) {}

    /**
     * Protocol deviations.
     *
     * @param total deviations recorded
     * @param important of these, important
     * @param subjects subjects with at least one
     * @param byType by type, falling by number
     */
    public record Deviations(int total, int important, int subjects, List<Count> byType) {

        /** Takes a copy of the list. */
        public Deviations {
            byType = List.copyOf(byType);
        }
    }

    /**
     * Serious adverse events over both arms together.
     *
     * @param subjects subjects with at least one
     * @param events events
     * @param deaths of these, with death as a result
     * @param byTerm subjects by term, falling by number
     */
    public record SeriousEvents(int subjects, int events, int deaths, List<Count> byTerm) {

        /** Takes a copy of the list. */
        public SeriousEvents {
            byTerm = List.copyOf(byTerm);
        }
    }

    /**
     * The blinded variance and what it means for the sample size. It is computed from the first 10k subjects alone, in the
     * order of their randomization, so that two reports never differ by one subject.
     *
     * @param milestone number of subjects that it is computed from, a multiple of 10
     * @param pooledSd standard deviation of the change over both arms together
     * @param adjustedSd within an arm, if the planned effect were true
     * @param plannedSd the standard deviation that the trial was planned with
     * @param plannedSubjects subjects planned
     * @param requiredSubjects subjects needed for the planned power if {@code adjustedSd} is true, never below the plan; null
     *     if no size gives that power
     * @param power the planned power
     */
    public record Variance(
            int milestone,
            double pooledSd,
            double adjustedSd,
            double plannedSd,
            int plannedSubjects,
            Integer requiredSubjects,
            double power) {}
}
