package org.equipoise.randomizer.application;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A randomization as blinded people see it, with what was found out about it afterwards beside it.
 *
 * @param randomization the randomization, as it was made and stays
 * @param markedInError that it was made in error, and why; null if it was not
 * @param correctedStratum the stratum that would have been right, as corrected last; null if none was
 */
public record CorrectedRandomization(
        @JsonUnwrapped Randomization randomization,

        @Schema(description = "That it was made in error, and why; null if it was not")
        Correction markedInError,

        @Schema(description = "The stratum that would have been right, as corrected last; null if none was")
        Correction correctedStratum) {

    static CorrectedRandomization of(Randomization randomization, List<Correction> corrections) {
        return new CorrectedRandomization(
                randomization,
                last(randomization, corrections, Correction.ERROR),
                last(randomization, corrections, Correction.STRATUM));
    }

    private static Correction last(Randomization randomization, List<Correction> corrections, String kind) {
        return corrections.stream()
                .filter(correction ->
                        correction.kind().equals(kind) && correction.subject().equals(randomization.subject()))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
