package org.equipoise.stats.application;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which arm is behind which label. Its text form shows nothing. */
public record ArmKey(Arm a, Arm b) {

    @Override
    public String toString() {
        return "ArmKey[…]";
    }

    public record Arm(
            @Schema(description = "The arm's code in the study")
            String code,

            @Schema(description = "The arm's name") String name) {

        @Override
        public String toString() {
            return "Arm[…]";
        }
    }
}
