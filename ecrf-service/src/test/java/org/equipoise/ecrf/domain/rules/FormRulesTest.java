package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRulesTest {
    private static final Casebook EMPTY = Casebook.of(List.of());

    private final StudyDefinition study = ExampleStudy.definition();
    private final Map<String, FormRules> rules = ExampleStudy.rules().forms();

    private static ItemValue decimal(String text) {
        return new ItemValue.DecimalValue(new BigDecimal(text));
    }

    private List<Finding> check(String event, String form, Map<String, ItemValue> values, Casebook casebook) {
        return rules.get(form).check(study, new FormInstance(event, form, 1), values, casebook);
    }

    private Map<String, ItemValue> derived(FormRules rules, String form, Map<String, ItemValue> entered) {
        return rules.completion(study, new FormInstance("BASELINE", form, 1), EMPTY)
                .complete(entered, Set.of())
                .values();
    }

    @Nested
    class Derivations {
        @Test
        void aTotalIsTheSumOfItsItems() {
            assertThat(derived(rules.get("MADRS"), "MADRS", Map.of("M1", number(1), "M2", number(2), "M3", number(6))))
                    .containsEntry("TOTAL", number(9));
        }

        @Test
        void aTotalIsMissingIfAnyItemIs() {
            assertThat(derived(rules.get("MADRS"), "MADRS", Map.of("M1", number(1), "M3", number(6))))
                    .doesNotContainKey("TOTAL");
        }

        @Test
        void aDecimalIsRoundedHalfUpToThePrecisionOfItsItem() {
            assertThat(derived(
                            rules.get("VITALS"), "VITALS", Map.of("WEIGHT", decimal("70"), "HEIGHT", decimal("1.75"))))
                    .containsEntry("BMI", decimal("22.9"));
            assertThat(derived(
                            rules.get("VITALS"), "VITALS", Map.of("WEIGHT", decimal("80.2"), "HEIGHT", decimal("2"))))
                    .containsEntry("BMI", decimal("20.1"));
        }

        @Test
        void aDivisionByZeroGivesNoValue() {
            assertThat(derived(rules.get("VITALS"), "VITALS", Map.of("WEIGHT", decimal("70"), "HEIGHT", decimal("0"))))
                    .doesNotContainKey("BMI");
        }

        @Test
        void aDerivedItemCanDependOnOneThatStandsBelowIt() {
            String json = ExampleStudy.jsonReplacing(
                            "\"range\": {\"min\": 30, \"max\": 250}}",
                            "\"range\": {\"min\": 30, \"max\": 250}, \"derivation\": \"BMI * 2.0\"}")
                    .replace("WEIGHT / (HEIGHT * HEIGHT)", "HEIGHT * 10.0");
            FormRules changed = RuleCompiler.compile(ExampleStudy.definition(json))
                    .rules()
                    .forms()
                    .get("VITALS");

            assertThat(derived(changed, "VITALS", Map.of("HEIGHT", decimal("1.8"))))
                    .containsEntry("BMI", decimal("18"))
                    .containsEntry("WEIGHT", decimal("36"));
        }
    }

    @Nested
    class WithinAForm {
        @Test
        void aFailedCheckNamesItsItemsAndValues() {
            assertThat(check("BASELINE", "VITALS", Map.of("SYSTOLIC", number(80), "DIASTOLIC", number(90)), EMPTY))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.check()).isEqualTo("R2");
                        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                        assertThat(finding.items()).containsExactly("SYSTOLIC", "DIASTOLIC");
                        assertThat(finding.value()).isEqualTo(Map.of("SYSTOLIC", 80L, "DIASTOLIC", 90L));
                        assertThat(finding.message()).isEqualTo("Systolic must be above diastolic.");
                    });
        }

        @Test
        void whatWasEnteredWhereTheStudyNoLongerAsksIsHiddenTheMost() {
            StudyDefinition without = ExampleStudy.definition(
                    ExampleStudy.jsonReplacing("{\"form\": \"VITALS\", \"category\": \"dose-day\"}, ", "")
                            .replace("PLUS40/CADSS/SCORE", "*/VITALS/SYSTOLIC")
                            .replace("cadss < 50 || M1 < 6", "cadss < 190"));
            Casebook casebook = EMPTY.with(
                    new FormInstance("PLUS40", "VITALS", 1), content(INFUSION_START, Map.of("SYSTOLIC", number(191))));

            assertThat(RuleCompiler.compile(without)
                            .rules()
                            .forms()
                            .get("MADRS")
                            .check(without, first("H24", "MADRS"), Map.of("M1", number(1)), casebook))
                    .filteredOn(finding -> finding.check().equals("CALM"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.categories())
                            .containsExactlyInAnyOrder(
                                    FormCategory.GENERAL, FormCategory.EFFICACY, FormCategory.PHARMACY));
        }

        @Test
        void aCheckSaysNothingWhileAValueIsMissing() {
            assertThat(check("BASELINE", "VITALS", Map.of("SYSTOLIC", number(80)), EMPTY))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"37, 1", "38, 0", "45, 0", "46, 1"})
        void timesCanBeSubtracted(int minutes, int findings) {
            Map<String, ItemValue> values = Map.of(
                    "INF_START", at(INFUSION_START),
                    "INF_STOP", at(INFUSION_START.plus(Duration.ofMinutes(minutes))));

            assertThat(check("INFUSION", "INFUSION", values, EMPTY)).hasSize(findings);
        }

        @Test
        void aCheckThatCannotBeEvaluatedAsksForAQuery() {
            String json = ExampleStudy.jsonReplacing("SYSTOLIC > DIASTOLIC", "SYSTOLIC / (DIASTOLIC - 80) > 0");
            StudyDefinition changed = ExampleStudy.definition(json);
            FormRules vitals = RuleCompiler.compile(changed).rules().forms().get("VITALS");

            assertThat(vitals.check(
                            changed,
                            new FormInstance("BASELINE", "VITALS", 1),
                            Map.of("SYSTOLIC", number(120), "DIASTOLIC", number(80)),
                            EMPTY))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.QUERY);
                        assertThat(finding.message()).contains("R2").contains("DIVIDE_BY_ZERO");
                    });
        }
    }

    @Nested
    class AcrossEvents {
        private final Map<String, ItemValue> eighteen =
                Map.of("M1", number(6), "M2", number(5), "M3", number(6), "TOTAL", number(17));

        private final Casebook baseline = EMPTY.with(
                first("BASELINE", "MADRS"), content(INFUSION_START.minusSeconds(7200), Map.of("TOTAL", number(5))));

        private final Casebook doseDay = EMPTY.with(
                first("PLUS40", "CADSS"), content(INFUSION_START.plusSeconds(2400), Map.of("SCORE", number(60))));

        @Test
        void aCheckSeesTheOtherEventsValue() {
            assertThat(check("H24", "MADRS", eighteen, baseline))
                    .extracting(Finding::check)
                    .containsExactly("R6");
        }

        @Test
        void aCheckSaysNothingWhileTheOtherFormIsEmpty() {
            assertThat(check("H24", "MADRS", eighteen, EMPTY)).isEmpty();
        }

        @Test
        void aFindingIsOnlyForThoseWhoMaySeeAllThatItWasDrawnFrom() {
            assertThat(check("H24", "MADRS", eighteen, doseDay)).singleElement().satisfies(finding -> {
                assertThat(finding.check()).isEqualTo("CALM");
                assertThat(finding.categories())
                        .containsExactlyInAnyOrder(FormCategory.EFFICACY, FormCategory.DOSE_DAY);
            });
        }

        @Test
        void theScheduleDecidesWhoMaySeeAFormInAnEvent() {
            Map<String, ItemValue> wrong = Map.of("SYSTOLIC", number(80), "DIASTOLIC", number(90));

            assertThat(check("PLUS40", "VITALS", wrong, EMPTY))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.categories()).containsExactly(FormCategory.DOSE_DAY));
            assertThat(check("H24", "VITALS", wrong, EMPTY))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.categories()).containsExactly(FormCategory.GENERAL));
        }

        @Test
        void aFormNamesTheFormsThatItsChecksLookAt() {
            assertThat(rules.get("MADRS").inputs(study, "H24"))
                    .containsExactlyInAnyOrder(new FormPlace("BASELINE", "MADRS"), new FormPlace("PLUS40", "CADSS"));
        }
    }
}
