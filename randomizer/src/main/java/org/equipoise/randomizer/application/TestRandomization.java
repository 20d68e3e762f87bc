package org.equipoise.randomizer.application;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A randomization from a test list: its numbers begin with {@code TEST-}, no subject is treated by it, and it is in no
 * list of real randomizations.
 *
 * @param test always true
 * @param randomization what a real one would have looked like
 */
public record TestRandomization(
        @Schema(description = "Always true") boolean test,
        @JsonUnwrapped Randomization randomization) {

    static TestRandomization of(Randomization randomization) {
        return new TestRandomization(true, randomization);
    }
}
