package org.equipoise.ecrf.domain.rules;

import java.util.Map;
import java.util.Optional;

/**
 * All compiled rules of a study version.
 *
 * @param forms the rules of each form, by form
 * @param eligibility the rules of eligibility; empty if another system decides
 * @param withdrawal the rule about withdrawn consent; empty if the study has none
 * @param conduct conditions, participation, clocks and relapse
 * @param dependencies which forms have a say in which
 */
public record StudyRules(
        Map<String, FormRules> forms,
        Optional<EligibilityRules> eligibility,
        Optional<WithdrawalRule> withdrawal,
        ConductRules conduct,
        Dependencies dependencies) {
    /** Copies the map. */
    public StudyRules {
        forms = Map.copyOf(forms);
    }
}
