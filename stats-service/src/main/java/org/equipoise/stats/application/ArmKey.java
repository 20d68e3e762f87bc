package org.equipoise.stats.application;

/** Which arm is behind which label. Its text form shows nothing. */
public record ArmKey(Arm a, Arm b) {

    @Override
    public String toString() {
        return "ArmKey[…]";
    }

    public record Arm(String code, String name) {

        @Override
        public String toString() {
            return "Arm[…]";
        }
    }
}
