package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.OneForm;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialDateRulesTest {
    private static final String ITEMS = """
        {'id': 'ONSET', 'label': 'Onset', 'type': 'partial-date'},
        {'id': 'END', 'label': 'End', 'type': 'partial-date'},
        {'id': 'CONSENT', 'label': 'Consent', 'type': 'date'},
        {'id': 'DOSE', 'label': 'Dose', 'type': 'datetime'},
        {'id': 'SURE', 'label': 'Sure', 'type': 'boolean'}\
        """;

    private static OneForm asserting(String rule) {
        return OneForm.of(
                ITEMS,
                "{'id': 'RULE', 'assert': \"" + rule
                        + "\", 'severity': 'query', 'items': ['ONSET'], 'message': 'No.'}".replace('"', '\''));
    }

    @ParameterizedTest
    @CsvSource({
        // surely before: the rule holds
        "2023,       2024,       holds",
        "2024-04,    2024-05,    holds",
        "2024-05-16, 2024-05-17, holds",
        "2023-12-31, 2024,       holds",
        // surely not before: it fails
        "2025,       2024,       fails",
        "2024-05-17, 2024-05-17, fails",
        "2024-05-18, 2024-05,    open",
        "2024-06,    2024-05,    fails",
        "2024-05-31, 2024-05,    fails",
        // nobody can tell: it says nothing
        "2024,       2024-05-17, open",
        "2024-05-17, 2024,       open",
        "2024,       2024,       open",
        "2024-05,    2024-05,    open"
    })
    void aComparisonHasAResultOnlyIfItIsTheSameForEveryDayThatCanBeMeant(String onset, String end, String expected) {
        Map<String, Object> values = Map.of("ONSET", onset, "END", end);

        assertThat(asserting("ONSET.before(END)").failing(values))
                .isEqualTo(expected.equals("fails") ? List.of("RULE") : List.of());
        assertThat(asserting("!ONSET.before(END)").failing(values))
                .isEqualTo(expected.equals("holds") ? List.of("RULE") : List.of());
        assertThat(asserting("!END.after(ONSET)").failing(values))
                .isEqualTo(expected.equals("holds") ? List.of("RULE") : List.of());
    }

    @Test
    void theRestOfARuleMayDecide() {
        OneForm form = asserting("ONSET.before(END) || SURE");

        assertThat(form.failing(Map.of("ONSET", "2024", "END", "2024", "SURE", true)))
                .isEmpty();
        assertThat(form.failing(Map.of("ONSET", "2024", "END", "2024", "SURE", false)))
                .isEmpty();
        assertThat(form.failing(Map.of("ONSET", "2025", "END", "2024", "SURE", false)))
                .containsExactly("RULE");
    }

    @Test
    void aPartialDateIsComparedWithADate() {
        OneForm form = asserting("ONSET.after(CONSENT) || ONSET.sameDay(CONSENT)");

        assertThat(form.failing(Map.of("ONSET", "2024-04", "CONSENT", "2024-05-17")))
                .containsExactly("RULE");
        assertThat(form.failing(Map.of("ONSET", "2024-05", "CONSENT", "2024-05-17")))
                .isEmpty();
        assertThat(form.failing(Map.of("ONSET", "2024-05-17", "CONSENT", "2024-05-17")))
                .isEmpty();
        assertThat(form.failing(Map.of("ONSET", "2024-05-16", "CONSENT", "2024-05-17")))
                .containsExactly("RULE");
    }

    @Test
    void aDateTimeStandsForEachDayThatItWasSomewhere() {
        OneForm form = asserting("DOSE.before(ONSET)");

        assertThat(form.failing(Map.of("DOSE", "2024-05-17T09:00:00Z", "ONSET", "2024-05-19")))
                .isEmpty();
        assertThat(form.failing(Map.of("DOSE", "2024-05-17T23:00:00Z", "ONSET", "2024-05-18")))
                .isEmpty();
        assertThat(form.failing(Map.of("DOSE", "2024-05-17T09:00:00Z", "ONSET", "2024-05-15")))
                .containsExactly("RULE");
        assertThat(form.failing(Map.of("DOSE", "2024-05-17T09:00:00Z", "ONSET", "2024")))
                .isEmpty();
    }

    @Test
    void whatCanBeMeantCanBeAskedFor() {
        OneForm form =
                asserting("ONSET.isComplete() && ONSET.earliest() == `2024-05-17` && ONSET.latest() == `2024-05-17`");

        assertThat(form.failing(Map.of("ONSET", "2024-05-17"))).isEmpty();
        assertThat(form.failing(Map.of("ONSET", "2024-05"))).containsExactly("RULE");
    }

    @ParameterizedTest
    @CsvSource({"ONSET == END", "ONSET != END", "ONSET < END", "ONSET in [END]", "ONSET == `2024`", "ONSET > CONSENT"})
    void operatorsThatWouldCompareWhatWasWrittenAreRefused(String rule) {
        assertThat(asserting(rule).errors())
                .extracting(DefinitionError::path)
                .containsExactly("/forms/FORM/editChecks/RULE/assert");
    }
}
