package org.equipoise.stats.domain.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which subject was randomized to which arm. This is unblinding information: it lives in memory during one closed
 * analysis, and its text form shows none of it.
 *
 * @param list identifier of the randomization list
 * @param arms the two arms, one of them the control
 * @param armOfSubject code of the arm, by subject
 */
public record Allocations(String list, List<TreatmentArm> arms, Map<String, String> armOfSubject) {

    /**
     * Checks that this is a comparison of two arms and takes copies.
     *
     * @throws IllegalArgumentException if there are not exactly two arms with exactly one control, or if a subject has an
     *     arm that is not among them; the message names no arm
     */
    public Allocations {
        arms = List.copyOf(arms);
        armOfSubject = Map.copyOf(armOfSubject);
        if (arms.size() != 2 || arms.stream().filter(TreatmentArm::control).count() != 1) {
            throw new IllegalArgumentException("an allocation table needs two arms, one of them the control");
        }
        if (arms.get(0).code().equals(arms.get(1).code())) {
            throw new IllegalArgumentException("the two arms of an allocation table need different codes");
        }
        List<String> codes = arms.stream().map(TreatmentArm::code).toList();
        if (!codes.containsAll(armOfSubject.values())) {
            throw new IllegalArgumentException(
                    "a subject of an allocation table has an arm that the table does not list");
        }
    }

    /**
     * The allocations of some subjects alone.
     *
     * @param subjects the subjects to keep
     * @return the same list and arms, without any other subject
     */
    public Allocations of(Set<String> subjects) {
        Map<String, String> kept = new HashMap<>(armOfSubject);
        kept.keySet().retainAll(subjects);
        return new Allocations(list, arms, kept);
    }

    /**
     * The control arm.
     *
     * @return the arm with the flag
     */
    public TreatmentArm control() {
        return arms.stream().filter(TreatmentArm::control).findFirst().orElseThrow();
    }

    /**
     * The experimental arm.
     *
     * @return the arm without the flag
     */
    public TreatmentArm experimental() {
        return arms.stream().filter(arm -> !arm.control()).findFirst().orElseThrow();
    }

    /** Says how many subjects there are, and nothing of their arms. */
    @Override
    public String toString() {
        return "Allocations[" + armOfSubject.size() + " subjects]";
    }

    /**
     * A treatment arm.
     *
     * @param code its code
     * @param name its name
     * @param control whether it is the control
     */
    public record TreatmentArm(String code, String name, boolean control) {

        /** Shows nothing of the arm. */
        @Override
        public String toString() {
            return "TreatmentArm[…]";
        }
    }
}
