package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was found out about a randomization afterwards; it stands beside the randomization and changes nothing of it.
 *
 * @param subject the subject
 * @param kind {@code error}: the subject should not have been randomized; {@code stratum}: it belonged elsewhere
 * @param strata the stratum that would have been right; null unless the kind is {@code stratum}
 * @param reason why it is corrected
 * @param by who corrected it
 * @param at when
 */
public record Correction(
        @Schema(description = "The subject") String subject,

        @Schema(description = "`error`: the subject should not have been randomized; `stratum`: it belonged elsewhere")
        String kind,

        @Schema(description = "The stratum that would have been right; null unless the kind is `stratum`")
        Map<String, String> strata,

        @Schema(description = "Why it is corrected") String reason,
        @Schema(description = "Who corrected it") String by,
        @Schema(description = "When") Instant at) {

    public static final String ERROR = "error";
    public static final String STRATUM = "stratum";
}
