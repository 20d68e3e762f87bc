package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.Allocations;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.EndpointData;
import org.equipoise.stats.domain.analysis.Mismatch;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.tables.PrimarySet;

/**
 * The data of a cut, derived without any arm.
 *
 * @param hash hash of all that an analysis of them can depend on
 * @param subjects the randomized subjects
 * @param records all frozen forms; empty if the plan asks for nothing beside the primary comparison
 */
record CutData(
        ClinicalData.Cut cut,
        String definitionVersion,
        String hash,
        Set<String> subjects,
        EndpointData endpoint,
        Optional<StudyRecords> records) {

    static CutData of(AnalysisPlan plan, ClinicalData.AnalysisData data) {
        return new CutData(
                new ClinicalData.Cut(data.dataCut(), null, null),
                data.definitionVersion(),
                data.hash(),
                data.names(),
                EndpointData.derive(plan.primary(), data.subjects()),
                Optional.empty());
    }

    static CutData of(AnalysisPlan plan, StudyRecords records) {
        return new CutData(
                new ClinicalData.Cut(records.takenAt(), records.snapshot(), records.contentHash()),
                records.definitionVersion(),
                CanonicalJson.sha256(records),
                records.subjects().stream()
                        .filter(StudyRecords.Subject::randomized)
                        .map(StudyRecords.Subject::subject)
                        .collect(Collectors.toSet()),
                PrimarySet.of(plan, records),
                Optional.of(records));
    }

    Mismatch mismatch(Allocations allocations) {
        TreeSet<String> withoutData = new TreeSet<>(allocations.armOfSubject().keySet());
        withoutData.removeAll(subjects);
        TreeSet<String> withoutAllocation = new TreeSet<>(subjects);
        withoutAllocation.removeAll(allocations.armOfSubject().keySet());
        return new Mismatch(List.copyOf(withoutData), List.copyOf(withoutAllocation));
    }

    @Override
    public String toString() {
        return "CutData[" + cut + "]";
    }
}
