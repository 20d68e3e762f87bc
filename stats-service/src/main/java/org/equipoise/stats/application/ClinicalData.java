package org.equipoise.stats.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;

/** The case report forms, as another service keeps them. Every method answers completely or refuses. */
public interface ClinicalData {

    /**
     * All randomized subjects with the endpoint item's values as of an earlier data cut, or as of now. The data cut is an
     * instant of the clock that stamps the data.
     *
     * @throws org.equipoise.platform.problem.Refusal {@code neighbour-unavailable} if the data cannot be had completely
     */
    AnalysisData analysisData(String study, PrimaryEndpoint endpoint, Optional<Instant> asOf);

    /**
     * Pooled numbers of screened and randomized subjects.
     *
     * @throws org.equipoise.platform.problem.Refusal {@code neighbour-unavailable} if they cannot be had
     */
    Enrolment enrolment(String study, Instant asOf);

    /**
     * Where the data were cut.
     *
     * @param snapshot the frozen cut's identifier; null where the data are read as of the instant
     * @param snapshotHash hash of the frozen content; null likewise
     */
    record Cut(Instant at, String snapshot, String snapshotHash) {}

    record AnalysisData(Instant dataCut, String definitionVersion, List<ObservedSubject> subjects) {

        /** Hash of all that an analysis can depend on. */
        public String hash() {
            return CanonicalJson.sha256(Map.of("definitionVersion", definitionVersion, "subjects", subjects));
        }

        Set<String> names() {
            return subjects.stream().map(ObservedSubject::subject).collect(Collectors.toSet());
        }
    }

    record Enrolment(int screened, int randomized, Map<String, SiteEnrolment> bySite) {}

    record SiteEnrolment(int screened, int randomized) {}
}
