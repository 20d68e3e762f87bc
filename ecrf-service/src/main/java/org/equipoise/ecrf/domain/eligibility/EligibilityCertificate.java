package org.equipoise.ecrf.domain.eligibility;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the randomizer may rely on.
 *
 * @param study the study's id
 * @param subject the subject's id
 * @param site the subject's site
 * @param eligible whether the subject may be randomized now
 * @param reasons why not; empty if eligible
 * @param strata level by factor; complete if eligible
 * @param sources the revisions that all of this follows from
 * @param definitionVersion the version of the study definition whose rules were applied
 * @param issuedAt when it was issued
 */
public record EligibilityCertificate(
        String study,
        String subject,
        String site,
        boolean eligible,
        List<String> reasons,
        Map<String, String> strata,
        List<Source> sources,
        String definitionVersion,
        Instant issuedAt) {
    /** Copies lists and map. */
    public EligibilityCertificate {
        reasons = List.copyOf(reasons);
        strata = Collections.unmodifiableMap(new TreeMap<>(strata));
        sources = List.copyOf(sources);
    }
}
