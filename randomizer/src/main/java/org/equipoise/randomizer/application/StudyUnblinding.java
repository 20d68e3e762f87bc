package org.equipoise.randomizer.application;

import java.time.Instant;

/**
 * The planned unblinding of a study.
 *
 * @param unblinding its identifier
 * @param study the study
 * @param status whether a second person has agreed: {@value #REQUESTED} or {@value #APPROVED}
 * @param reason why it was requested
 * @param requestedAt when
 * @param requestedBy who, as the identity provider names them
 * @param requestedByName the name that people know
 * @param dataLockedAt when the data were locked, as the eCRF service said at the request
 * @param approvedAt when the second person agreed; null before
 * @param approvedBy the second person; null before
 * @param approvedByName the second person's name; null before
 */
public record StudyUnblinding(
        String unblinding,
        String study,
        String status,
        String reason,
        Instant requestedAt,
        String requestedBy,
        String requestedByName,
        Instant dataLockedAt,
        Instant approvedAt,
        String approvedBy,
        String approvedByName) {

    public static final String REQUESTED = "requested";
    public static final String APPROVED = "approved";

    boolean isApproved() {
        return status.equals(APPROVED);
    }
}
