package org.equipoise.ecrf.domain.study;

import java.util.List;

/**
 * How the study decides whether a subject may be randomized, and into which stratum.
 *
 * @param event the event in which the deciding form is completed
 * @param form the deciding form
 * @param rule CEL expression over that form's items; true means eligible
 * @param reasons what to tell people when it is false
 * @param strata the stratification factors besides the site, which is always one
 */
public record EligibilityDefinition(
        String event, String form, String rule, List<Reason> reasons, List<Stratification> strata) {
    /** Copies reasons and strata. */
    public EligibilityDefinition {
        reasons = List.copyOf(reasons);
        strata = List.copyOf(strata);
    }

    /**
     * A reason for not being eligible.
     *
     * @param when CEL expression over the form's items; true means that the reason applies
     * @param text the reason in words
     */
    public record Reason(String when, String text) {}

    /**
     * A stratification factor whose level follows from an entered value, so that nobody retypes it.
     *
     * @param factor name of the factor
     * @param source the item that decides
     * @param levels the levels; exactly one must apply to a value
     */
    public record Stratification(String factor, ItemPath source, List<Level> levels) {
        /** Copies the levels. */
        public Stratification {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A level of a factor.
     *
     * @param code its code in the randomization plan
     * @param when CEL expression over {@code value}, the source item's value
     */
    public record Level(String code, String when) {}
}
