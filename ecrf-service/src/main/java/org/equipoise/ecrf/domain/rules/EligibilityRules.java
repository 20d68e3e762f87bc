package org.equipoise.ecrf.domain.rules;

import java.util.List;
import org.equipoise.ecrf.domain.study.ItemPath;

/**
 * The compiled rules of eligibility and stratification.
 *
 * @param place the deciding form and its event
 * @param rule true means eligible
 * @param reasons what to tell people if it is false
 * @param checks the deciding form's error checks, which must hold whenever it decides
 * @param strata the factors whose levels follow from data
 */
public record EligibilityRules(
        FormPlace place, Expression rule, List<Reason> reasons, StandingChecks checks, List<Stratification> strata) {
    /** Name of the source value in the conditions of levels. */
    public static final String VALUE = "value";

    /** Copies the lists. */
    public EligibilityRules {
        reasons = List.copyOf(reasons);
        strata = List.copyOf(strata);
    }

    /**
     * A reason for not being eligible.
     *
     * @param when true means that it applies
     * @param text the reason in words
     */
    public record Reason(Expression when, String text) {}

    /**
     * A factor whose level follows from a value.
     *
     * @param factor its name
     * @param source the item that decides
     * @param levels its levels
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
     * @param when true means that the level applies; over {@link #VALUE}
     */
    public record Level(String code, Expression when) {}
}
