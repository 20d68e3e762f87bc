package org.equipoise.ecrf.domain.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
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

        /**
         * The form that decides.
         *
         * @return its first repeat
         */
        public FormInstance form() {
            return new FormInstance(source.event(), source.form(), 1);
        }

        /**
         * The level that a form gives.
         *
         * @param values the values of the form that decides
         * @return the level, or empty unless exactly one applies
         */
        public Optional<String> level(Map<String, ItemValue> values) {
            ItemValue value = values.get(source.item());
            if (value == null) {
                return Optional.empty();
            }
            List<String> applying = levels.stream()
                    .filter(level -> level.when().holds(Map.of(VALUE, value)).orElse(false))
                    .map(Level::code)
                    .toList();
            return applying.size() == 1 ? Optional.of(applying.get(0)) : Optional.empty();
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
