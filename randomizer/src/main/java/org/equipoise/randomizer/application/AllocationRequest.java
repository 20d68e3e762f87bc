package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.Map;
import org.equipoise.randomizer.domain.allocation.Stratum;

/**
 * Everything that one allocation needs.
 *
 * @param study the study
 * @param list the active list
 * @param stratum the subject's stratum
 * @param subject the subject
 * @param site the subject's site
 * @param request what makes the request the same as an earlier one
 * @param tellEcrf whether the eCRF service is told
 * @param at the time
 * @param facts what the audit entry says besides
 */
public record AllocationRequest(
        String study,
        String list,
        Stratum stratum,
        String subject,
        String site,
        UniqueRequest request,
        boolean tellEcrf,
        Instant at,
        Map<String, String> facts) {}
