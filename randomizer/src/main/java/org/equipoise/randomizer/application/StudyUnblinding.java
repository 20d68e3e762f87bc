package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
        @Schema(description = "Its identifier") String unblinding,
        @Schema(description = "The study") String study,

        @Schema(description = "Whether a second person has agreed: `requested` or `approved`")
        String status,

        @Schema(description = "Why it was requested") String reason,
        @Schema(description = "When") Instant requestedAt,

        @Schema(description = "Who, as the identity provider names them")
        String requestedBy,

        @Schema(description = "The name that people know") String requestedByName,

        @Schema(description = "When the data were locked, as the eCRF service said at the request")
        Instant dataLockedAt,

        @Schema(description = "When the second person agreed; null before")
        Instant approvedAt,

        @Schema(description = "The second person; null before")
        String approvedBy,

        @Schema(description = "The second person's name; null before")
        String approvedByName) {

    public static final String REQUESTED = "requested";
    public static final String APPROVED = "approved";

    boolean isApproved() {
        return status.equals(APPROVED);
    }
}
