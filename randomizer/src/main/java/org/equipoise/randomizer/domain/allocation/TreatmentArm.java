package org.equipoise.randomizer.domain.allocation;

import java.util.Objects;

/**
 * One of the treatments that a subject can be allocated to.
 *
 * @param code short identifier, unique in the plan
 * @param name what the arm is, for people who may know
 * @param ratio how many parts of the {@link AllocationRatio} fall to this arm, at least 1
 * @param control whether this is the arm that the others are compared with
 */
public record TreatmentArm(String code, String name, int ratio, boolean control) {

    /**
     * Checks that nothing is missing.
     *
     * @throws IllegalArgumentException if the ratio is less than 1
     */
    public TreatmentArm {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
        if (ratio < 1) {
            throw new IllegalArgumentException("An arm's ratio is at least 1, not " + ratio);
        }
    }
}
