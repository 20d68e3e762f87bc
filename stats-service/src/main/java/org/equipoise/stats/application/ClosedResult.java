package org.equipoise.stats.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.stats.domain.analysis.Estimand;

/**
 * What one closed analysis found. Its text form shows nothing: results by arm appear in answers to entitled callers and
 * in sealed storage, nowhere else.
 *
 * @param run how often this look has been run, from 1; the first run is the one that spends alpha
 * @param dataHash hash of the analysis data as fetched
 * @param allocationHash hash of the allocations as fetched
 * @param endOfTrial why the last look was run before its planned information; null where nobody said so
 * @param estimandNote what of the estimand the analysis does not carry out; null if it carries out all of it
 * @param path all looks in order of information: those that were run, this one, and the planned ones to come
 */
public record ClosedResult(
        @Schema(description = "Identifier of the run") UUID analysis,
        @Schema(description = "The study") String study,
        @Schema(description = "Which look, from 1") int look,

        @Schema(description = "How often this look has been run, from 1; the first run spends alpha")
        int run,

        @Schema(description = "Version of the analysis plan")
        String planVersion,

        @Schema(description = "SHA-256 of the analysis plan")
        String planHash,

        @Schema(description = "When it was computed") Instant runAt,
        @Schema(description = "Who asked for it") String runBy,

        @Schema(description = "Why the last look was run before its planned information; null where nobody said so")
        String endOfTrial,

        @Schema(description = "The instant of the frozen data")
        Instant dataCut,

        @Schema(description = "Version of the study's forms at the data cut")
        String definitionVersion,

        @Schema(description = "SHA-256 of the analysis data as fetched")
        String dataHash,

        @Schema(description = "SHA-256 of the allocations as fetched")
        String allocationHash,

        @Schema(description = "How much information the look has")
        Information information,

        @Schema(description = "What the primary comparison estimates")
        Estimand estimand,

        @Schema(description = "What of the estimand is not carried out; null if all of it is")
        String estimandNote,

        @Schema(description = "Each arm under its label A or B, never by name")
        List<ArmResult> arms,

        @Schema(description = "The primary comparison") Comparison comparison,

        @Schema(description = "The boundaries at the actual information")
        Boundary boundary,

        @Schema(description = "What the boundaries advise: continue, stop-efficacy or stop-futility")
        String decision,

        @Schema(description = "Chance to cross the efficacy boundary later")
        Power conditionalPower,

        @Schema(description = "Subjects left out of the primary comparison, with the reason")
        List<ExcludedSubject> exclusions,

        @Schema(description = "Values that were taken outside their window and used")
        List<LateValue> outOfWindow,

        @Schema(description = "All looks by information: run, this one, and planned")
        List<PathPoint> path) {

    @Override
    public String toString() {
        return "ClosedResult[" + analysis + "]";
    }

    /** Subjects with primary data, planned maximum, and their quotient. */
    public record Information(
            @Schema(description = "Subjects with a baseline and a primary value")
            int observed,

            @Schema(description = "Planned maximum of such subjects")
            int maximum,

            @Schema(description = "Observed divided by maximum")
            double fraction) {}

    /** One arm: raw mean and standard deviation of the change, and the model's adjusted mean with its standard error. */
    public record ArmResult(
            @Schema(description = "A or B") String label,

            @Schema(description = "Subjects with a primary value")
            int n,

            @Schema(description = "Raw mean of the change") Double mean,

            @Schema(description = "Raw standard deviation of the change; null with fewer than two subjects")
            Double sd,

            @Schema(description = "Adjusted mean of the model")
            double lsMean,

            @Schema(description = "Standard error of the adjusted mean")
            double se) {}

    /** Estimate, t and interval are of the contrast; z and p test for benefit of the experimental arm. */
    public record Comparison(
            @Schema(description = "Which label minus which") String contrast,

            @Schema(description = "Difference of the adjusted means")
            double estimate,

            @Schema(description = "Its standard error") double standardError,
            @Schema(description = "Degrees of freedom") double df,

            @Schema(description = "t statistic of the contrast")
            double t,

            @Schema(description = "Standard normal statistic, positive in favour of the experimental arm")
            double z,

            @Schema(description = "One-sided p value for benefit of the experimental arm, not adjusted for the looks")
            double pOneSided,

            @Schema(description = "Lower and upper limit of the 95 % interval, not adjusted for the looks")
            List<Double> ci95) {}

    /** Boundaries at the actual information; one that the look does not have is null. */
    public record Boundary(
            @Schema(description = "z to cross for efficacy; null if the look has none")
            Double efficacyZ,

            @Schema(
                    description =
                            "z below which the look advises to stop for futility (non-binding); null if it has none")
            Double futilityZ,

            @Schema(description = "One-sided level of this look alone")
            double nominalAlpha,

            @Schema(description = "Alpha spent up to this look")
            double cumulativeAlpha) {}

    public record Power(
            @Schema(description = "Under the effect that the design assumed, 0 to 1")
            double design,

            @Schema(description = "Under the effect seen so far, 0 to 1")
            double trend) {}

    public record ExcludedSubject(
            @Schema(description = "The subject") String subject,
            @Schema(description = "Why it is left out") String reason) {}

    public record LateValue(
            @Schema(description = "The subject") String subject,

            @Schema(description = "When the value was taken")
            Instant occurredAt) {}

    /** A look on the way; z is null where the look has not been run. */
    public record PathPoint(
            @Schema(description = "Which look, from 1") int look,

            @Schema(description = "Subjects with primary data, actual or planned")
            int information,

            @Schema(description = "Efficacy boundary; null if there is none")
            Double efficacyZ,

            @Schema(description = "Futility boundary; null if there is none")
            Double futilityZ,

            @Schema(description = "Observed z; null where the look has not been run")
            Double z) {}
}
