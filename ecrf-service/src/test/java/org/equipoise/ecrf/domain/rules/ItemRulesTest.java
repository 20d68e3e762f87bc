package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.number;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.OneForm;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Severity;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemRulesTest {
    private static final String POSITIVE =
            "{'id': 'POSITIVE', 'assert': 'SCORE > 0', 'severity': 'error', 'items': ['SCORE'], 'message': 'Above 0.'}";

    @Nested
    class SkipLogic {
        private final OneForm form = OneForm.of(
                """
                {'id': 'SMOKES', 'label': 'Smokes', 'type': 'boolean', 'required': true},
                {'id': 'PER_DAY', 'label': 'Cigarettes a day', 'type': 'integer', 'range': {'min': 1, 'max': 100},
                 'required': true, 'shownWhen': 'SMOKES'},
                {'id': 'WHY_NOT', 'label': 'Why not', 'type': 'text', 'required': true, 'skipWhen': 'SMOKES'},
                {'id': 'PACKS', 'label': 'Packs a year', 'type': 'decimal', 'precision': 1,
                 'derivation': 'double(PER_DAY) * 365.0 / 20.0'},
                {'id': 'COUGH', 'label': 'Cough', 'type': 'boolean', 'shownWhen': 'PER_DAY > 20'}\
                """,
                "{'id': 'MANY', 'assert': 'PER_DAY < 50', 'severity': 'error', 'items': ['PER_DAY'], 'message':"
                        + " 'Many.'}");

        private List<String> problems(Map<String, Object> values) {
            return form.enter(values, Map.of()).findings().stream()
                    .map(finding -> finding.check() + " " + finding.items())
                    .toList();
        }

        @Test
        void aSkippedItemIsNotRequired() {
            assertThat(problems(Map.of("SMOKES", false, "WHY_NOT", "Never"))).isEmpty();
            assertThat(problems(Map.of("SMOKES", true, "PER_DAY", 10))).isEmpty();
        }

        @Test
        void anItemThatIsAskedIs() {
            assertThat(problems(Map.of("SMOKES", true))).containsExactly("required [PER_DAY]");
            assertThat(problems(Map.of("SMOKES", false))).containsExactly("required [WHY_NOT]");
        }

        @Test
        void aConditionThatNothingCanBeSaidAboutDoesNotHold() {
            assertThat(form.enter(Map.of("WHY_NOT", "?"), Map.of("SMOKES", "refused"))
                            .findings())
                    .isEmpty();
            assertThat(form.rules()
                            .skipped(new FormContent(
                                    Map.of(), Map.of("SMOKES", MissingReason.REFUSED), OneForm.NOON, Optional.empty())))
                    .containsExactlyInAnyOrder("PER_DAY", "COUGH");
        }

        @Test
        void aSkippedItemThatHasAValueKeepsItAndIsQueried() {
            Map<String, Object> values = Map.of("SMOKES", false, "WHY_NOT", "Never", "PER_DAY", 60);

            assertThat(form.enter(values, Map.of()).values()).containsEntry("PER_DAY", number(60));
            assertThat(form.findings(values))
                    .extracting(Finding::check, Finding::severity, Finding::items, Finding::value)
                    .containsExactly(tuple("skipped:PER_DAY", Severity.QUERY, List.of("PER_DAY"), 60L));
        }

        @Test
        void aSkippedItemRaisesNothingElse() {
            Map<String, Object> outOfRange = Map.of("SMOKES", false, "WHY_NOT", "Never", "PER_DAY", 900);

            assertThat(problems(outOfRange)).isEmpty();
            assertThat(form.failing(outOfRange)).containsExactly("skipped:PER_DAY");
            assertThat(problems(Map.of("SMOKES", true, "PER_DAY", 900))).containsExactly("range [PER_DAY]");
            assertThat(form.failing(Map.of("SMOKES", true, "PER_DAY", 60))).containsExactly("MANY");
        }

        @Test
        void otherRulesSeeNoValueThere() {
            Entry kept = form.enter(Map.of("SMOKES", false, "WHY_NOT", "Never", "PER_DAY", 60), Map.of());

            assertThat(kept.values()).doesNotContainKey("PACKS");
            assertThat(form.enter(Map.of("SMOKES", true, "PER_DAY", 10), Map.of())
                            .values())
                    .containsKey("PACKS");
        }

        @Test
        void whatHangsOnASkippedItemIsSkippedWithIt() {
            FormContent smokesNoMore =
                    form.content(Map.of("SMOKES", false, "WHY_NOT", "Never", "PER_DAY", 60, "COUGH", true));

            assertThat(form.rules().skipped(smokesNoMore)).containsExactlyInAnyOrder("PER_DAY", "COUGH");
            assertThat(form.rules().skipped(form.content(Map.of("SMOKES", true, "PER_DAY", 30))))
                    .containsExactly("WHY_NOT");
        }
    }

    @Nested
    class Circles {
        private static final String A = "{'id': 'A', 'label': 'A', 'type': 'integer', 'derivation': 'B + 1'},";

        @Test
        void aCircleOfDerivationsIsNamed() {
            OneForm form = OneForm.of(
                    A + "{'id': 'B', 'label': 'B', 'type': 'integer', 'derivation': 'C + 1'},"
                            + "{'id': 'C', 'label': 'C', 'type': 'integer', 'derivation': 'A + 1'},"
                            + "{'id': 'D', 'label': 'D', 'type': 'integer', 'derivation': 'A + 1'}",
                    "");

            assertThat(form.errors())
                    .extracting(DefinitionError::path, DefinitionError::expected)
                    .containsExactly(
                            tuple(
                                    "/forms/FORM/items/A/derivation",
                                    "a derivation that does not depend on itself, but here A → B → C → A"),
                            tuple(
                                    "/forms/FORM/items/B/derivation",
                                    "a derivation that does not depend on itself, but here B → C → A → B"),
                            tuple(
                                    "/forms/FORM/items/C/derivation",
                                    "a derivation that does not depend on itself, but here C → A → B → C"));
        }

        @Test
        void aCircleThroughSkipLogicIsNamed() {
            OneForm form = OneForm.of(A + "{'id': 'B', 'label': 'B', 'type': 'integer', 'skipWhen': 'A > 3'}", "");

            assertThat(form.errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/items/A/derivation", "/forms/FORM/items/B/skipWhen");
            assertThat(form.errors().get(1).expected()).endsWith("B → A → B");
        }

        @Test
        void anItemCannotDecideWhetherItIsAskedItself() {
            assertThat(OneForm.of("{'id': 'B', 'label': 'B', 'type': 'integer', 'shownWhen': 'B > 3'}", "")
                            .errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.expected()).endsWith("B → B"));
        }
    }

    @Nested
    class RepeatingGroups {
        private final OneForm form = OneForm.ofGroups("""
            {'id': 'MAIN', 'items': [
              {'id': 'ANY', 'label': 'Any', 'type': 'boolean', 'required': true},
              {'id': 'COUNT', 'label': 'How many', 'type': 'integer', 'derivation': 'DRUGS.size()'}]},
            {'id': 'DRUGS', 'name': 'Drugs', 'repeating': true, 'rows': 3, 'items': [
              {'id': 'NAME', 'label': 'Name', 'type': 'text', 'required': true},
              {'id': 'DOSE', 'label': 'Dose', 'type': 'decimal', 'unit': 'mg', 'precision': 1, 'range': {'min': 0, 'max': 900}},
              {'id': 'PILLS', 'label': 'Pills', 'type': 'integer'},
              {'id': 'TOTAL', 'label': 'Total', 'type': 'decimal', 'precision': 1, 'derivation': 'DOSE * double(PILLS)'},
              {'id': 'WHY', 'label': 'Why so much', 'type': 'text', 'required': true, 'shownWhen': 'TOTAL > 100.0'}]}\
            """, """
            {'id': 'NAMED', 'assert': 'ANY || NAME == ``', 'severity': 'error', 'items': ['ANY', 'NAME'], 'message': 'None.'},
            {'id': 'SUM', 'assert': 'DRUGS.all(drug, !has(drug.DOSE) || drug.DOSE < 500.0)', 'severity': 'query',
             'items': ['ANY'], 'message': 'Much.'}\
            """);

        @Test
        void anAnswerStandsInARow() {
            Entry entry = form.enter(
                    Map.of(
                            "ANY",
                            true,
                            "DRUGS[1].NAME",
                            "Sertraline",
                            "DRUGS[1].DOSE",
                            50,
                            "DRUGS[1].PILLS",
                            2,
                            "DRUGS[3].NAME",
                            "Zolpidem"),
                    Map.of("DRUGS[3].DOSE", "unknown"));

            assertThat(entry.findings()).isEmpty();
            assertThat(entry.values())
                    .containsEntry("COUNT", number(2))
                    .containsEntry("DRUGS[1].TOTAL", decimal("100"))
                    .doesNotContainKey("DRUGS[3].TOTAL");
            assertThat(entry.missing()).containsEntry("DRUGS[3].DOSE", MissingReason.UNKNOWN);
        }

        @Test
        void noRowIsNoAnswer() {
            assertThat(form.enter(Map.of("ANY", false), Map.of()).findings()).isEmpty();
            assertThat(form.enter(Map.of("ANY", false), Map.of()).values()).containsEntry("COUNT", number(0));
        }

        @Test
        void problemsNameTheRow() {
            Entry entry = form.enter(
                    Map.of("ANY", true, "DRUGS[2].DOSE", 901, "DRUGS[1].NAME", "A", "DRUGS[1].PILLS", "two"),
                    Map.of("DRUGS[1].DOSE", "lost"));

            assertThat(entry.findings())
                    .extracting(Finding::check, finding -> finding.items().get(0))
                    .containsExactlyInAnyOrder(
                            tuple("value", "DRUGS[1].PILLS"),
                            tuple("missing", "DRUGS[1].DOSE"),
                            tuple("range", "DRUGS[2].DOSE"),
                            tuple("required", "DRUGS[2].NAME"));
        }

        @ParameterizedTest
        @CsvSource({"NAME", "DRUGS[4].NAME", "DRUGS[0].NAME", "DRUGS[1].ANY", "OTHER[1].NAME", "MAIN[1].ANY", "DRUGS[1]"
        })
        void aPlaceThatDoesNotExistIsRefused(String key) {
            assertThat(form.enter(Map.of("ANY", true, key, "x"), Map.of()).findings())
                    .extracting(Finding::check, Finding::items)
                    .containsExactly(tuple("value", List.of(key)));
        }

        @Test
        void whoForgetsTheRowIsTold() {
            assertThat(form.enter(Map.of("ANY", true, "NAME", "x"), Map.of()).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("DRUGS[1].NAME"));
        }

        @Test
        void aRowIsSkippedByItself() {
            Entry entry = form.enter(
                    Map.of(
                            "ANY",
                            true,
                            "DRUGS[1].NAME",
                            "A",
                            "DRUGS[1].DOSE",
                            60,
                            "DRUGS[1].PILLS",
                            2,
                            "DRUGS[2].NAME",
                            "B",
                            "DRUGS[2].DOSE",
                            60,
                            "DRUGS[2].PILLS",
                            1),
                    Map.of());

            assertThat(entry.findings())
                    .extracting(Finding::check, Finding::items)
                    .containsExactly(tuple("required", List.of("DRUGS[1].WHY")));
        }

        @Test
        void aCheckThatNamesARowsItemsSpeaksAboutEachRow() {
            assertThat(form.findings(Map.of("ANY", false, "DRUGS[1].NAME", "A", "DRUGS[2].NAME", "B")))
                    .extracting(Finding::check, Finding::items)
                    .containsExactly(
                            tuple("NAMED[1]", List.of("ANY", "DRUGS[1].NAME")),
                            tuple("NAMED[2]", List.of("ANY", "DRUGS[2].NAME")));
        }

        @Test
        void aCheckCanLookAtAllRows() {
            assertThat(form.failing(Map.of("ANY", true, "DRUGS[1].NAME", "A", "DRUGS[1].DOSE", 10)))
                    .isEmpty();
            assertThat(form.failing(
                            Map.of("ANY", true, "DRUGS[1].NAME", "A", "DRUGS[2].NAME", "B", "DRUGS[2].DOSE", 600)))
                    .containsExactly("SUM");
        }

        @Test
        void aRuleOfTheFormNamesNoSingleRow() {
            assertThat(form.replacing("DRUGS.size()", "PILLS + 1").errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/items/COUNT/derivation");
        }

        @Test
        void rowsWithoutRepetitionAreRefused() {
            assertThat(form.replacing("'repeating': true, ", "").errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/itemGroups/DRUGS/rows");
        }
    }

    @Nested
    class MissingReasons {
        private final OneForm form = OneForm.of(
                        "{'id': 'SCORE', 'label': 'Score', 'type': 'integer', 'required': true, 'missingReasons':"
                                + " ['lost']},{'id': 'OTHER', 'label': 'Other', 'type': 'integer'},{'id': 'ALWAYS',"
                                + " 'label': 'Always', 'type': 'integer', 'missingReasons': []}",
                        POSITIVE)
                .replacing(
                        "'schedule'",
                        "'missingReasons': [{'code': 'lost', 'label': 'Lost'},"
                                + "{'code': 'asleep', 'label': 'Asleep'}], 'schedule'");

        @Test
        void theStudySaysWhichThereAreAndTheItemWhichItTakes() {
            assertThat(form.enter(Map.of(), Map.of("SCORE", "lost", "OTHER", "asleep"))
                            .findings())
                    .isEmpty();
            assertThat(form.enter(Map.of(), Map.of("SCORE", "asleep", "OTHER", "unknown", "ALWAYS", "lost"))
                            .findings())
                    .extracting(Finding::items, Finding::message)
                    .containsExactlyInAnyOrder(
                            tuple(List.of("SCORE"), "SCORE takes one of the reasons lost."),
                            tuple(List.of("OTHER"), "OTHER takes one of the reasons lost, asleep."),
                            tuple(List.of("ALWAYS"), "ALWAYS takes a value and no reason."));
        }

        @Test
        void anItemTakesNoReasonThatTheStudyDoesNotKnow() {
            assertThat(form.replacing("'missingReasons': ['lost']", "'missingReasons': ['bored']")
                            .errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/items/SCORE/missingReasons");
        }
    }

    @Nested
    class CarriedValues {
        private final OneForm form = OneForm.of(
                "{'id': 'SCORE', 'label': 'Score', 'type': 'integer', 'required': true,"
                        + " 'carried': {'from': 'FIRST/FORM/SCORE', 'when': 'CARRIED'}},"
                        + "{'id': 'CARRIED', 'label': 'Carried', 'type': 'boolean'},"
                        + "{'id': 'TWICE', 'label': 'Twice', 'type': 'integer', 'derivation': '2 * SCORE'}",
                POSITIVE);
        private final Casebook first =
                Casebook.of(List.of()).with(new FormInstance("FIRST", "FORM", 1), form.content(Map.of("SCORE", 4)));

        @Test
        void aValueIsTakenOverWhenTheFormSaysSoAndCountsInDerivations() {
            Entry entry = form.enter(Map.of("CARRIED", true), Map.of(), first);

            assertThat(entry.findings()).isEmpty();
            assertThat(entry.values()).containsEntry("SCORE", number(4)).containsEntry("TWICE", number(8));
        }

        @Test
        void otherwiseItIsAskedFor() {
            assertThat(form.enter(Map.of("CARRIED", false), Map.of(), first).findings())
                    .extracting(Finding::check)
                    .containsExactly("required");
            assertThat(form.enter(Map.of("CARRIED", true), Map.of()).findings())
                    .extracting(Finding::check)
                    .containsExactly("required");
        }

        @Test
        void whatWasEnteredOrExplainedStays() {
            assertThat(form.enter(Map.of("CARRIED", true, "SCORE", 1), Map.of(), first)
                            .values())
                    .containsEntry("SCORE", number(1));
            assertThat(form.enter(Map.of("CARRIED", true), Map.of("SCORE", "refused"), first)
                            .values())
                    .doesNotContainKey("SCORE");
        }

        @Test
        void soDoesTheOneOfARepetitionThatIsAskedInItsPlace() {
            OneForm repeated = form.replacing(
                    "'forms': [{'form': 'FORM'}]}]},",
                    "'forms': [{'form': 'FORM'}]},"
                            + "{'id': 'D2_FIRST', 'name': 'D2', 'repetition': 'D2', 'forms': [{'form': 'FORM'}]},"
                            + "{'id': 'D2_SECOND', 'name': 'D2', 'repetition': 'D2', 'forms': [{'form': 'FORM'}]}]},");

            assertThat(repeated.errors()).isEmpty();
            assertThat(repeated.replacing(
                                    "'name': 'D2', 'repetition': 'D2', 'forms': [{'form': 'FORM'}]},",
                                    "'name': 'D2', 'repetition': 'D2', 'forms': [{'form': 'FORM', 'category':"
                                            + " 'dose-day'}]},")
                            .errors())
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.path()).isEqualTo("/forms/FORM/items/SCORE/carried/from");
                        assertThat(error.expected()).contains("D2_SECOND/FORM", "D2_FIRST/FORM/SCORE");
                    });
        }

        @Test
        void itComesFromAnItemOfTheSameTypeThatAllReadersMaySee() {
            assertThat(form.replacing("FIRST/FORM/SCORE", "FIRST/FORM/CARRIED").errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/items/SCORE/carried/from");
            assertThat(form.replacing(
                                    "'First', 'forms': [{'form': 'FORM'}]",
                                    "'First', 'forms': [{'form': 'FORM', 'category': 'dose-day'}]")
                            .errors())
                    .extracting(DefinitionError::path)
                    .containsExactly("/forms/FORM/items/SCORE/carried/from");
        }
    }

    private static ItemValue decimal(String text) {
        return new ItemValue.DecimalValue(new BigDecimal(text));
    }
}
