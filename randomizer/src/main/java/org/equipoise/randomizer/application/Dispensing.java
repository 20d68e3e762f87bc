package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A kit in a subject's hands, as blinded people see it.
 *
 * @param subject the subject
 * @param dose the dose for which it is
 * @param round 1, and one more with each replacement
 * @param kit the number on it
 * @param dispensedAt when
 */
public record Dispensing(
        @Schema(description = "The subject") String subject,
        @Schema(description = "The dose for which it is") String dose,

        @Schema(description = "1, and one more with each replacement")
        int round,

        @Schema(description = "The number on it") String kit,
        @Schema(description = "When") Instant dispensedAt) {

    /** The dose that goes with the randomization. */
    public static final String RANDOMIZATION = "RANDOMIZATION";
}
