package org.equipoise.ecrf.domain.eligibility;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.Expression;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.SubjectStatus;

/**
 * Decides eligibility and strata from a subject's present data.
 *
 * <p>A subject is eligible if consent was not withdrawn, participation has not ended, the deciding form was entered, the rule has a value and is true,
 * the form's error checks hold on present data, no required form that they need is absent, and exactly one level of each
 * factor applies. The site is always a factor.
 *
 * @param reasons why the subject is not eligible; empty if eligible
 * @param strata the levels that could be determined, by factor
 */
public record Assessment(List<String> reasons, Map<String, String> strata) {
    /** The factor that every study has. */
    public static final String SITE = "site";

    /** Copies both, the strata sorted by factor. */
    public Assessment {
        reasons = List.copyOf(reasons);
        strata = Collections.unmodifiableMap(new TreeMap<>(strata));
    }

    /**
     * Decides.
     *
     * @param rules the study's rules
     * @param subject the subject
     * @param ended how participation ended, for example because screening failed; empty if it goes on
     * @param casebook the subject's data, at least those of the deciding form, the inputs of its checks and the strata's sources
     * @return the decision
     */
    public static Assessment of(
            EligibilityRules rules, Subject subject, Optional<EndOfParticipation> ended, Casebook casebook) {
        List<String> reasons = new ArrayList<>();
        if (subject.status() == SubjectStatus.WITHDRAWN) {
            reasons.add("Consent was withdrawn");
        }
        ended.ifPresent(end -> reasons.add("Participation has ended: " + end.status()));
        reasons.addAll(ineligibility(rules, casebook));
        if (content(rules, casebook).isPresent()) {
            reasons.addAll(rules.checks().objections(casebook));
        }
        Map<String, String> strata = new TreeMap<>();
        strata.put(SITE, subject.site());
        for (EligibilityRules.Stratification factor : rules.strata()) {
            Optional<String> level = casebook.content(factor.form()).flatMap(content -> factor.level(content.values()));
            if (level.isPresent()) {
                strata.put(factor.factor(), level.get());
            } else {
                reasons.add(
                        "The stratification factor " + factor.factor() + " is not determined by " + factor.source());
            }
        }
        return new Assessment(reasons, strata);
    }

    /**
     * Tells whether the subject may be randomized.
     *
     * @return true if there is no reason against it
     */
    public boolean eligible() {
        return reasons.isEmpty();
    }

    private static List<String> ineligibility(EligibilityRules rules, Casebook casebook) {
        FormPlace place = rules.place();
        Optional<FormContent> content = content(rules, casebook);
        if (content.isEmpty()) {
            return List.of("The form " + place.form() + " of " + place.event() + " has not been entered");
        }
        Map<String, ItemValue> values = content.get().values();
        Expression.Outcome outcome = rules.rule().evaluate(values);
        if (outcome instanceof Expression.NotEvaluated incomplete) {
            return List.of("The form " + place.form() + " of " + place.event() + " has no value for "
                    + String.join(", ", incomplete.variables()));
        }
        if (outcome instanceof Expression.Result result && Boolean.TRUE.equals(result.value())) {
            return List.of();
        }
        List<String> applying = rules.reasons().stream()
                .filter(reason -> reason.when().holds(values).orElse(false))
                .map(EligibilityRules.Reason::text)
                .toList();
        return applying.isEmpty() ? List.of("The eligibility rule is not met") : applying;
    }

    private static Optional<FormContent> content(EligibilityRules rules, Casebook casebook) {
        return casebook.content(
                new FormInstance(rules.place().event(), rules.place().form(), 1));
    }
}
