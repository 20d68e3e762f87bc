package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scores of the shipped instruments, by the eCRF service's own rule engine, against sums that were worked out by hand. */
class InstrumentScoringTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);
    private static final Instant DOSE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant BASELINE = DOSE.minus(Duration.ofHours(20));
    private static final Instant H24 = DOSE.plus(Duration.ofHours(24));

    private static EnteredForms forms() {
        return new EnteredForms(STUDY, RULES);
    }

    /** Items in their order; a dash is an item without a value. */
    private static Object[] scored(String format, int first, String scores) {
        List<Object> answers = new ArrayList<>();
        List<String> each = List.of(scores.trim().split(" ", -1));
        for (int i = 0; i < each.size(); i++) {
            if (!each.get(i).equals("-")) {
                answers.add(String.format(format, first + i));
                answers.add(Integer.valueOf(each.get(i)));
            }
        }
        return answers.toArray();
    }

    private static Object[] and(Object[] answers, Object... more) {
        Object[] all = Arrays.copyOf(answers, answers.length + more.length);
        System.arraycopy(more, 0, all, answers.length, more.length);
        return all;
    }

    /** max(1–4) + 5 + max(6–9) + 10 + 11 + 12 + 13 + 14 + max(15, 16). */
    @ParameterizedTest
    @CsvSource({
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0, 0",
        "3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3, 27",
        // 2 + 1 + 3 + 0 + 1 + 2 + 1 + 0 + 2
        "0 1 2 1 1 0 3 0 2 0 1 2 1 0 1 2, 12",
        // each of the alternatives counts alone: 3 + 0 + 3 + 0 + 0 + 0 + 0 + 0 + 3
        "3 0 0 0 0 0 0 0 3 0 0 0 0 0 0 3, 9",
        "0 0 0 3 0 3 0 0 0 0 0 0 0 0 3 0, 9",
        // only one item of each group of alternatives: 1 + 1 + 1 + 6 × 1
        "1 0 0 0 1 0 1 0 0 1 1 1 1 1 0 1, 9",
        // an item is missing, also one that could not raise the maximum
        "3 - 3 3 0 0 0 0 0 0 0 0 0 0 0 0, -",
        "0 0 0 0 0 0 0 0 0 0 0 - 0 0 0 0, -"
    })
    void qidsTakesTheHighestOfAlternatives(String items, String total) {
        EnteredForms forms = forms().enter("DAY7", "QIDS", DOSE, scored("QIDSR1%02d", 1, items));

        assertThat(forms.value("DAY7", "QIDS", "QIDS_TOTAL")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 0 0 0 0 0 0 0 0, 0, NONE",
        "1 1 1 1 1 1 0 0 0 0, 6, NONE",
        "1 1 1 1 1 1 1 0 0 0, 7, MILD",
        "2 2 2 2 2 2 2 2 2 1, 19, MILD",
        "2 2 2 2 2 2 2 2 2 2, 20, MODERATE",
        "4 4 4 4 3 3 3 3 3 3, 34, MODERATE",
        "4 4 4 4 4 3 3 3 3 3, 35, SEVERE",
        "6 6 6 6 6 6 6 6 6 6, 60, SEVERE",
        "6 6 6 6 - 6 6 6 6 6, -, -"
    })
    void madrsAddsTenItemsAndHasBands(String items, String total, String band) {
        EnteredForms forms = forms().enter("DAY7", "MADRS", DOSE, scored("MADRS%02d", 1, items));

        assertThat(forms.value("DAY7", "MADRS", "MADRS_TOTAL")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(total);
        assertThat(forms.value("DAY7", "MADRS", "MADRS_BAND")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0, 0, true",
        "1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0, 7, true",
        "2 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0, 8, false",
        "4 4 4 2 2 2 4 4 4 4 4 2 2 2 4 2 2, 52, false",
        "1 1 1 1 - 1 1 0 0 0 0 0 0 0 0 0 0, -, -"
    })
    void hamiltonAddsSeventeenItemsAndKnowsRemission(String items, String total, String remission) {
        EnteredForms forms = forms().enter("UNSCHEDULED", "HDRS17", DOSE, scored("HAMD1%02d", 1, items));

        assertThat(forms.found()).doesNotContainKey("range");
        assertThat(forms.value("UNSCHEDULED", "HDRS17", "HAMD1_TOTAL")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(total);
        assertThat(forms.value("UNSCHEDULED", "HDRS17", "HAMD1_REMISSION")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(remission);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 12, 13, 14, 16, 17})
    void hamiltonRatesTheseItemsUpToTwo(int item) {
        assertThat(forms().enter("UNSCHEDULED", "HDRS17", DOSE, "HAMD1%02d".formatted(item), 3)
                        .found())
                .containsKey("range");
    }

    @Test
    void sleepAndAppetiteAreCarriedFromBaselineAndFlagged() {
        EnteredForms forms = forms().enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE)
                .enter("BASELINE", "MADRS", BASELINE, scored("MADRS%02d", 1, "4 4 3 5 2 3 4 3 3 2"))
                .enter("H24", "MADRS", H24, carried("1 1 2 - - 1 2 1 0 1", "PT24H", H24));

        assertThat(forms.value("H24", "MADRS", "MADRS04")).contains(5L);
        assertThat(forms.value("H24", "MADRS", "MADRS05")).contains(2L);
        // 1 + 1 + 2 + 5 + 2 + 1 + 2 + 1 + 0 + 1
        assertThat(forms.value("H24", "MADRS", "MADRS_TOTAL")).contains(16L);
        assertThat(forms.value("H24", "MADRS", "MADRS_CARRIED")).contains(true);
        assertThat(forms.found()).doesNotContainKeys("CARRIED_ITEMS", "CARRIED_UNTIL_48H");
    }

    @Test
    void nothingIsCarriedIntoAWeeksRecall() {
        EnteredForms forms = forms().enter("BASELINE", "MADRS", BASELINE, scored("MADRS%02d", 1, "4 4 3 5 2 3 4 3 3 2"))
                .enter("DAY7", "MADRS", H24, carried("1 1 2 - - 1 2 1 0 1", "P7D", H24));

        assertThat(forms.value("DAY7", "MADRS", "MADRS04")).isEmpty();
        assertThat(forms.value("DAY7", "MADRS", "MADRS_TOTAL")).isEmpty();
    }

    @Test
    void carryingAfter48HoursIsQueried() {
        Instant late = DOSE.plus(Duration.ofDays(3));
        EnteredForms forms = forms().enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE)
                .enter("BASELINE", "MADRS", BASELINE, scored("MADRS%02d", 1, "4 4 3 5 2 3 4 3 3 2"))
                .enter("H72", "MADRS", late, carried("1 1 2 - - 1 2 1 0 1", "PT24H", late));

        assertThat(forms.found()).containsKey("CARRIED_UNTIL_48H");
    }

    @Test
    void withoutABaselineThereIsNothingToCarry() {
        EnteredForms forms = forms().enter("H24", "MADRS", H24, carried("1 1 2 - - 1 2 1 0 1", "PT24H", H24));

        assertThat(forms.value("H24", "MADRS", "MADRS_TOTAL")).isEmpty();
    }

    private static Object[] carried(String items, String recall, Instant at) {
        return and(scored("MADRS%02d", 1, items), "MADRS_CARRIED", true, "MADRS_RECALL", recall, "MADRS_AT", at);
    }

    @Test
    void phqAndGadAddCodes() {
        Object[] phq = new Object[18];
        Object[] gad = new Object[14];
        int[] answers = {0, 1, 2, 3, 0, 1, 2, 3, 1};
        for (int i = 0; i < 9; i++) {
            phq[2 * i] = "PHQ0" + (i + 1);
            phq[2 * i + 1] = Integer.toString(answers[i]);
        }
        for (int i = 0; i < 7; i++) {
            gad[2 * i] = "GAD0" + (i + 1);
            gad[2 * i + 1] = Integer.toString(answers[i]);
        }
        EnteredForms forms = forms().enter("DAY7", "PHQ9", DOSE, phq).enter("DAY7", "GAD7", DOSE, gad);

        assertThat(forms.value("DAY7", "PHQ9", "PHQ9_TOTAL")).contains(13L);
        assertThat(forms.value("DAY7", "GAD7", "GAD7_TOTAL")).contains(9L);
    }

    @ParameterizedTest
    @CsvSource({
        "PHQ, 0 0 0 0 0 1 1 1 1, NONE",
        "PHQ, 0 0 0 0 1 1 1 1 1, MILD",
        "PHQ, 1 1 1 1 1 1 1 1 1, MILD",
        "PHQ, 2 1 1 1 1 1 1 1 1, MODERATE",
        "PHQ, 2 2 2 2 2 1 1 1 1, MODERATE",
        "PHQ, 2 2 2 2 2 2 1 1 1, MODERATELY_SEVERE",
        "PHQ, 3 2 2 2 2 2 2 2 2, MODERATELY_SEVERE",
        "PHQ, 3 3 2 2 2 2 2 2 2, SEVERE",
        "PHQ, 3 3 2 2 2 - 2 2 2, -",
        "GAD, 1 1 1 1 0 0 0, NONE",
        "GAD, 1 1 1 1 1 0 0, MILD",
        "GAD, 2 2 1 1 1 1 1, MILD",
        "GAD, 2 2 2 1 1 1 1, MODERATE",
        "GAD, 2 2 2 2 2 2 2, MODERATE",
        "GAD, 3 2 2 2 2 2 2, SEVERE",
        "GAD, 3 2 2 2 - 2 2, -"
    })
    void phqAndGadHaveBands(String scale, String answers, String band) {
        List<Object> codes = new ArrayList<>();
        String[] each = answers.split(" ", -1);
        for (int i = 0; i < each.length; i++) {
            if (!each[i].equals("-")) {
                codes.add(scale + "0" + (i + 1));
                codes.add(each[i]);
            }
        }
        String form = scale.equals("PHQ") ? "PHQ9" : "GAD7";
        EnteredForms forms = forms().enter("DAY7", form, DOSE, codes.toArray());

        assertThat(forms.value("DAY7", form, form + "_BAND")
                        .map(Object::toString)
                        .orElse("-"))
                .isEqualTo(band);
    }

    @Test
    void cadssHasAShortForm() {
        // items 1 to 23; the short form is 1, 2, 6, 7, 15, 22: 4 + 3 + 2 + 1 + 4 + 2
        String items = "4 3 0 0 0 2 1 0 0 0 0 0 0 1 4 0 0 0 0 0 0 2 1";
        EnteredForms forms = forms().enter("PLUS40", "CADSS", DOSE, scored("CADSS%02d", 1, items));

        assertThat(forms.value("PLUS40", "CADSS", "CADSS6_TOTAL")).contains(16L);
        assertThat(forms.value("PLUS40", "CADSS", "CADSS_TOTAL")).contains(18L);
    }

    @Test
    void ymrsAndBprsAddTheirItems() {
        EnteredForms forms = forms().enter("SCREENING", "YMRS", DOSE, scored("YMRS%02d", 1, "1 0 2 0 1 0 2 0 0 0 1"))
                .enter("PLUS40", "BPRS", DOSE, "BPRS0104", 2, "BPRS0111", 1, "BPRS0112", 3, "BPRS0115", 1);

        assertThat(forms.value("SCREENING", "YMRS", "YMRS_TOTAL")).contains(7L);
        assertThat(forms.value("PLUS40", "BPRS", "BPRS_TOTAL")).contains(7L);
    }
}
