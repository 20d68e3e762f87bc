package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

    private final CelStudy study = new CelStudy(Study.load(Studies.KETAMINE));

    @Test
    void allCompileAndHaveTheRightType() {
        assertThat(study.faults()).isEmpty();
        assertThat(new CelStudy(Study.load(Studies.MINIMAL)).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, NONE", "1, 10, MILD", "2, 20, MODERATE", "3, 30, MODERATE", "4, 40, SEVERE", "6, 60, SEVERE"})
    void madrsAddsTenItems(long each, long total, String band) {
        Map<String, Object> values = study.complete("MADRS", items("MADRS%02d", 1, 10, each));

        assertThat(values).containsEntry("MADRS_TOTAL", total).containsEntry("MADRS_BAND", band);
    }

    @Test
    void aTotalIsMissingIfAnyItemIs() {
        assertThat(study.complete("MADRS", items("MADRS%02d", 1, 9, 3))).doesNotContainKey("MADRS_TOTAL");
    }

    @Test
    void qidsCountsTheHighestOfAlternatives() {
        Map<String, Object> values = items("QIDSR1%02d", 1, 16, 0);
        values.put("QIDSR103", 2L);
        values.put("QIDSR104", 1L);
        values.put("QIDSR109", 3L);
        values.put("QIDSR105", 1L);
        values.put("QIDSR115", 1L);
        values.put("QIDSR116", 2L);

        assertThat(study.complete("QIDS", values)).containsEntry("QIDS_TOTAL", 2L + 3 + 1 + 2);
        assertThat(study.complete("QIDS", items("QIDSR1%02d", 1, 16, 3))).containsEntry("QIDS_TOTAL", 27L);
    }

    @Test
    void phq9AndGad7AddTheirCodes() {
        Map<String, Object> phq9 = new HashMap<>();
        items("PHQ%02d", 1, 9, 0).forEach((item, zero) -> phq9.put(item, "3"));
        Map<String, Object> gad7 = new HashMap<>();
        items("GAD%02d", 1, 7, 0).forEach((item, zero) -> gad7.put(item, "2"));

        assertThat(study.complete("PHQ9", phq9)).containsEntry("PHQ9_TOTAL", 27L);
        assertThat(study.complete("GAD7", gad7)).containsEntry("GAD7_TOTAL", 14L);
    }

    @Test
    void cadssHasATotalOf92AndAShortFormOf24() {
        assertThat(study.complete("CADSS", items("CADSS%02d", 1, 23, 4)))
                .containsEntry("CADSS_TOTAL", 92L)
                .containsEntry("CADSS6_TOTAL", 24L);
    }

    @ParameterizedTest
    @CsvSource({
        "PT37M, R4_DURATION",
        "PT38M, ''",
        "PT45M, ''",
        "PT46M, R4_DURATION",
        "PT61M, R4_DURATION R4_VERY_LONG",
        "-PT1M, R4_ORDER R4_DURATION"
    })
    void theInfusionTakes38To45Minutes(String duration, String failing) {
        Instant start = Instant.parse("2026-03-01T09:00:00Z");
        Map<String, Object> values =
                new HashMap<>(Map.of("INF_START", start, "INF_STOP", start.plus(Duration.parse(duration))));

        assertThat(failures("INFUSION", study.complete("INFUSION", values), Map.of()))
                .containsExactly(failing.isEmpty() ? new String[0] : failing.split(" "));
    }

    @Test
    void aSeriousEventNeedsACriterion() {
        Map<String, Object> values = new HashMap<>(Map.of("AE_SERIOUS", true));
        for (String item : List.of(
                "AE_DEATH", "AE_LIFE_THREATENING", "AE_HOSPITAL", "AE_DISABILITY", "AE_CONGENITAL", "AE_IMPORTANT")) {
            values.put(item, false);
        }

        assertThat(failures("AE", values, Map.of())).containsExactly("R11_CRITERION");
        values.put("AE_HOSPITAL", true);
        assertThat(failures("AE", values, Map.of())).isEmpty();
    }

    @Test
    void dissociationBeforeTheDoseIsQueried() {
        assertThat(failures("CADSS", Map.of("CADSS_TIMEPOINT", "BEFORE", "CADSS_TOTAL", 1L), Map.of()))
                .containsExactly("R14_BEFORE_DOSE");
        assertThat(failures("CADSS", Map.of("CADSS_TIMEPOINT", "AFTER", "CADSS_TOTAL", 40L), Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"80.0, 0.80, ''", "80.0, 0.83, R5_VOLUME", "80.0, 0.77, R5_VOLUME"})
    void theVolumeFollowsFromTheWeightOfTheDay(double weight, double volume, String failing) {
        assertThat(failures(
                        "DOSE_PREPARATION",
                        Map.of("PREP_WEIGHT", weight, "PREP_DRUG_VOLUME", volume),
                        Map.of("SCREENING/DEMOGRAPHICS/DM_WEIGHT", 80.0)))
                .containsExactly(failing.isEmpty() ? new String[0] : new String[] {failing});
    }

    private List<String> failures(String form, Map<String, Object> values, Map<String, Object> inputs) {
        return study.failures(form, values, inputs::get).stream()
                .map((JsonNode check) -> check.path("id").asText())
                .toList();
    }

    private static Map<String, Object> items(String pattern, int from, int to, long value) {
        Map<String, Object> items = new HashMap<>();
        for (int i = from; i <= to; i++) {
            items.put(pattern.formatted(i), value);
        }
        return items;
    }
}
