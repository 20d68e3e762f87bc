package org.equipoise.ecrf.domain.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.subject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.rules.EligibilityRules;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
import org.equipoise.ecrf.domain.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssessmentTest {
    private final EligibilityRules rules = ExampleStudy.rules().eligibility().orElseThrow();

    private static Casebook casebook(Map<String, ItemValue> eligibility, Map<String, ItemValue> madrs) {
        return Casebook.of(List.of())
                .with(first("BASELINE", "ELIGIBILITY"), content(INFUSION_START, eligibility))
                .with(first("BASELINE", "MADRS"), content(INFUSION_START, madrs));
    }

    private static ItemValue yes() {
        return new ItemValue.BooleanValue(true);
    }

    private static ItemValue no() {
        return new ItemValue.BooleanValue(false);
    }

    @ParameterizedTest
    @CsvSource({"9, LT10", "10, GE10"})
    void anEligibleSubjectHasALevelOfEveryFactor(int total, String band) {
        Assessment assessment = Assessment.of(
                rules,
                subject("01-001"),
                Optional.empty(),
                casebook(Map.of("ADULT", yes(), "PREGNANT", no()), Map.of("TOTAL", number(total))));

        assertThat(assessment.eligible()).isTrue();
        assertThat(assessment.strata()).isEqualTo(Map.of("site", "01", "madrsBand", band));
    }

    @Test
    void everyReasonThatAppliesIsGiven() {
        Assessment assessment = Assessment.of(
                rules,
                subject("01-001"),
                Optional.empty(),
                casebook(Map.of("ADULT", no(), "PREGNANT", yes()), Map.of("TOTAL", number(9))));

        assertThat(assessment.eligible()).isFalse();
        assertThat(assessment.reasons()).containsExactly("Not an adult", "Pregnant");
    }

    @Test
    void nobodyIsEligibleBeforeTheFormsAreEntered() {
        Assessment assessment = Assessment.of(rules, subject("01-001"), Optional.empty(), Casebook.of(List.of()));

        assertThat(assessment.reasons())
                .containsExactly(
                        "The form ELIGIBILITY of BASELINE has not been entered",
                        "The stratification factor madrsBand is not determined by BASELINE/MADRS/TOTAL");
    }

    @Test
    void aMissingAnswerIsNamed() {
        Assessment assessment = Assessment.of(
                rules,
                subject("01-001"),
                Optional.empty(),
                casebook(Map.of("ADULT", yes()), Map.of("TOTAL", number(9))));

        assertThat(assessment.reasons()).containsExactly("The form ELIGIBILITY of BASELINE has no value for PREGNANT");
    }

    @Test
    void nobodyIsEligibleWhoWithdrewConsent() {
        Subject before = subject("01-001");
        Subject withdrawn = new Subject(
                before.study(),
                before.id(),
                before.site(),
                before.number(),
                true,
                before.screenedAt(),
                before.createdAt(),
                Optional.empty(),
                Optional.empty());

        assertThat(Assessment.of(
                                rules,
                                withdrawn,
                                Optional.empty(),
                                casebook(Map.of("ADULT", yes(), "PREGNANT", no()), Map.of("TOTAL", number(9))))
                        .reasons())
                .containsExactly("Consent was withdrawn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"screen-failed", "discontinued"})
    void nobodyIsEligibleWhoseParticipationHasEnded(String status) {
        assertThat(Assessment.of(
                                rules,
                                subject("01-001"),
                                Optional.of(new EndOfParticipation(status, INFUSION_START, Optional.empty())),
                                casebook(Map.of("ADULT", yes(), "PREGNANT", no()), Map.of("TOTAL", number(9))))
                        .reasons())
                .containsExactly("Participation has ended: " + status);
    }

    @Test
    void levelsThatOverlapDetermineNothing() {
        String json = ExampleStudy.jsonReplacing("value < 10", "value < 12");
        EligibilityRules overlapping = RuleCompiler.compile(ExampleStudy.definition(json))
                .rules()
                .eligibility()
                .orElseThrow();

        Assessment assessment = Assessment.of(
                overlapping,
                subject("01-001"),
                Optional.empty(),
                casebook(Map.of("ADULT", yes(), "PREGNANT", no()), Map.of("TOTAL", number(11))));

        assertThat(assessment.strata()).doesNotContainKey("madrsBand");
        assertThat(assessment.reasons())
                .containsExactly("The stratification factor madrsBand is not determined by BASELINE/MADRS/TOTAL");
    }
}
