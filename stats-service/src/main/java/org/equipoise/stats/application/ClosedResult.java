package org.equipoise.stats.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
        UUID analysis,
        String study,
        int look,
        int run,
        String planVersion,
        String planHash,
        Instant runAt,
        String runBy,
        String endOfTrial,
        Instant dataCut,
        String definitionVersion,
        String dataHash,
        String allocationHash,
        Information information,
        Estimand estimand,
        String estimandNote,
        List<ArmResult> arms,
        Comparison comparison,
        Boundary boundary,
        String decision,
        Power conditionalPower,
        List<ExcludedSubject> exclusions,
        List<LateValue> outOfWindow,
        List<PathPoint> path) {

    @Override
    public String toString() {
        return "ClosedResult[" + analysis + "]";
    }

    /** Subjects with primary data, planned maximum, and their quotient. */
    public record Information(int observed, int maximum, double fraction) {}

    /** One arm: raw mean and standard deviation of the change, and the model's adjusted mean with its standard error. */
    public record ArmResult(String label, int n, Double mean, Double sd, double lsMean, double se) {}

    /** Estimate, t and interval are of the contrast; z and p test for benefit of the experimental arm. */
    public record Comparison(
            String contrast,
            double estimate,
            double standardError,
            double df,
            double t,
            double z,
            double pOneSided,
            List<Double> ci95) {}

    /** Boundaries at the actual information; one that the look does not have is null. */
    public record Boundary(Double efficacyZ, Double futilityZ, double nominalAlpha, double cumulativeAlpha) {}

    public record Power(double design, double trend) {}

    public record ExcludedSubject(String subject, String reason) {}

    public record LateValue(String subject, Instant occurredAt) {}

    /** A look on the way; z is null where the look has not been run. */
    public record PathPoint(int look, int information, Double efficacyZ, Double futilityZ, Double z) {}
}
