package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.launcher.study.ProtocolEntries.CONSENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The treatments of the episode stand in rows; each is judged by itself, and the failures of all are counted for I4. */
class TreatmentHistoryTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);

    private static EnteredForms history(Object... outcomesAndWeeks) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < outcomesAndWeeks.length; i += 2) {
            String row = "TREATMENTS[" + (i / 2 + 1) + "].";
            cells.addAll(List.of(row + "AT_DRUG", "Drug " + i));
            cells.addAll(List.of(row + "AT_OUTCOME", outcomesAndWeeks[i], row + "AT_WEEKS", outcomesAndWeeks[i + 1]));
        }
        return new EnteredForms(STUDY, RULES).enter("SCREENING", "ANTIDEPRESSANT_HISTORY", CONSENT, cells.toArray());
    }

    private static Optional<Object> failures(EnteredForms forms) {
        return forms.value("SCREENING", "ANTIDEPRESSANT_HISTORY", "AT_FAILURES");
    }

    @Test
    void countsTheFailuresOfAllRowsHoweverMany() {
        assertThat(failures(history("FAILED", 6, "INADEQUATE", 2, "FAILED", 8, "RESPONDED", 9)))
                .contains(2L);
        Object[] eight = new Object[16];
        for (int i = 0; i < eight.length; i += 2) {
            eight[i] = "FAILED";
            eight[i + 1] = 6;
        }
        assertThat(failures(history(eight))).contains(8L);
    }

    @Test
    void asksAboutTheRowThatWasTooShort() {
        assertThat(history("FAILED", 6, "FAILED", 3).found())
                .containsEntry("AT_LONG_ENOUGH[2]", Severity.QUERY)
                .doesNotContainKey("AT_LONG_ENOUGH[1]");
        assertThat(history("FAILED", 6, "INADEQUATE", 3).found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FAILED, true, false", "INADEQUATE, true, true", "INADEQUATE, false, false"})
    void holdsI4AgainstThem(String second, boolean answer, boolean refused) {
        EnteredForms forms = history("FAILED", 6, second, 6)
                .enter(
                        "SCREENING",
                        "ELIGIBILITY",
                        CONSENT,
                        "I4",
                        answer,
                        "I4_FAILURES",
                        second.equals("FAILED") ? 2 : 1);

        assertThat(forms.found().containsKey("I4_HISTORY")).isEqualTo(refused);
    }
}
