package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {

    private final Study study = Study.load(Studies.KETAMINE);

    @Nested
    class TheBuiltInStudy {

        @Test
        void isPublishedInThreeParts() {
            assertThat(study.id()).isEqualTo("KET-TRD-01");
            assertThat(study.definition().fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "study",
                            "version",
                            "shortTitle",
                            "plannedSubjects",
                            "sites",
                            "eligibility",
                            "withdrawal",
                            "participation",
                            "safety",
                            "relapse",
                            "schedule",
                            "forms");
            assertThat(study.randomizationPlan().path("study").asText()).isEqualTo("KET-TRD-01");
            assertThat(study.analysisPlan().path("version").asText()).isEqualTo("1");
        }

        @Test
        void keepsTheArmsFromAllButTheRandomizer() {
            assertThat(study.definition().toString() + study.analysisPlan())
                    .doesNotContainIgnoringCase("midazolam")
                    .doesNotContainIgnoringCase("ketamine 0.5")
                    .doesNotContain("KTM", "MDZ", "\"arms\"");
            assertThat(study.randomizationPlan().toString()).contains("KTM", "MDZ");
        }

        @ParameterizedTest
        @CsvSource({
            "SCREENING, baseline,      -P28D,   -P28D,   -P1D",
            "BASELINE,  infusionStart, -PT24H,  -PT24H,  -PT90M",
            "PREDOSE,   infusionStart, -PT60M,  -PT90M,  -PT15M",
            "INFUSION,  infusionStart, PT0S,    PT0S,    PT60M",
            "PLUS40,    infusionStart, PT40M,   PT35M,   PT45M",
            "PLUS80,    infusionStart, PT80M,   PT70M,   PT90M",
            "PLUS110,   infusionStart, PT110M,  PT95M,   PT125M",
            "PLUS230,   infusionStart, PT230M,  PT200M,  PT260M",
            "H24,       infusionStart, PT24H,   PT20H,   PT28H",
            "H48,       infusionStart, PT48H,   PT42H,   PT54H",
            "H72,       infusionStart, PT72H,   PT64H,   PT80H",
            "DAY7,      infusionStart, P7D,     P6D,     P8D",
            "WEEK2,     infusionStart, P14D,    P12D,    P16D",
            "WEEK4,     infusionStart, P28D,    P25D,    P31D",
            "D3_PLUS40, infusionStartD3, PT40M, PT35M,   PT45M",
            "W4_H24,    infusionStartW4, PT24H, PT20H,   PT28H",
        })
        void hasTheWindowsOfTheProtocol(String id, String anchor, String target, String from, String to) {
            JsonNode event = event(id);

            assertThat(event.path("anchor").asText()).isEqualTo(anchor);
            assertThat(event.path("target").asText()).isEqualTo(target);
            assertThat(event.path("window").path("from").asText()).isEqualTo(from);
            assertThat(event.path("window").path("to").asText()).isEqualTo(to);
        }

        @ParameterizedTest
        @CsvSource({
            "MADRS, SCREENING BASELINE PLUS230 H24 H48 H72 DAY7 WEEK2 WEEK4",
            "MOOD_VAS, BASELINE PREDOSE PLUS40 PLUS80 PLUS110 PLUS230 H24 H48 H72 DAY7",
            "CADSS, BASELINE PREDOSE PLUS40 PLUS80 PLUS110 PLUS230",
            "BPRS, BASELINE PREDOSE PLUS40 PLUS80 PLUS110 PLUS230",
            "YMRS_ITEM1, BASELINE PREDOSE PLUS40 PLUS80 PLUS110 PLUS230",
            "SEDATION, PLUS40 PLUS80 PLUS110 PLUS230",
            "DISCHARGE, PLUS40 PLUS80 PLUS110 PLUS230",
            "QIDS, SCREENING BASELINE DAY7 WEEK2 WEEK4",
            "PHQ9, SCREENING BASELINE DAY7 WEEK2 WEEK4",
            "GAD7, SCREENING BASELINE DAY7 WEEK2 WEEK4",
            "CSSRS, SCREENING BASELINE PREDOSE INFUSION PLUS230 H24 H48 H72 DAY7 WEEK2 WEEK4",
            "VITALS, SCREENING BASELINE PREDOSE INFUSION PLUS40 PLUS80 PLUS110 PLUS230 H24 H48 H72 DAY7 WEEK2 WEEK4",
            "CGI_S, SCREENING BASELINE",
            "CGI_I, H24 DAY7 WEEK2 WEEK4",
            "BLADDER, SCREENING WEEK2 WEEK4",
            "DEPENDENCE, SCREENING WEEK2 WEEK4",
            "MOCA, SCREENING WEEK4",
            "LIVER, DAY7 WEEK2 WEEK4",
            "DRUG_SCREEN, SCREENING BASELINE",
            "ELIGIBILITY, SCREENING BASELINE",
            "BLINDING_RATER, H24 DAY7 WEEK4",
            "BLINDING_PARTICIPANT, H24 DAY7 WEEK4",
            "BLINDING_DOSE_STAFF, H24 DAY7 WEEK4",
            "DOSE_PREPARATION, PREDOSE",
            "DOSE_SCREEN, PREDOSE",
        })
        void asksForEachFormWhenTheProtocolDoes(String form, String events) {
            List<String> unanchored = List.of("UNSCHEDULED", "EARLY_TERM", "COMMON");

            assertThat(eventsWith(form))
                    .filteredOn(event -> !event.matches("[DW][0-9]_.*") && !unanchored.contains(event))
                    .containsExactly(events.split(" "));
        }

        @Test
        void repeatsDosesEightTimesAndWeeklyFourTimes() {
            assertThat(eventsWith("INFUSION"))
                    .containsExactly(
                            "INFUSION",
                            "D1_INFUSION",
                            "D2_INFUSION",
                            "D3_INFUSION",
                            "D4_INFUSION",
                            "D5_INFUSION",
                            "D6_INFUSION",
                            "D7_INFUSION",
                            "D8_INFUSION",
                            "W1_INFUSION",
                            "W2_INFUSION",
                            "W3_INFUSION",
                            "W4_INFUSION");
            assertThat(study.definition()
                            .at("/schedule/anchors/infusionStartD2")
                            .asText())
                    .isEqualTo("D2_INFUSION/INFUSION/INF_START");
        }

        @Test
        void looksForEachLaterDoseWhereItsIntervalPutsItFromTheFirst() {
            assertThat(expected("D3_INFUSION").path(0)).hasToString("""
                {"anchor":"infusionStartD1","target":"PT168H","window":{"from":"PT144H","to":"PT192H"},"binding":true}\
                """);
            assertThat(expected("D3_PREDOSE").path(0)).hasToString("""
                {"anchor":"infusionStartD1","target":"PT167H","window":{"from":"PT142H30M","to":"PT191H45M"}}\
                """);
            assertThat(expected("W2_INFUSION").findValuesAsText("anchor"))
                    .containsExactly("infusionStartW1", "infusionStartD1", "infusionStart");
            assertThat(expected("W2_INFUSION").findValuesAsText("target"))
                    .containsExactly("PT168H", "PT924H", "PT1716H");
        }

        @Test
        void looksForTheFirstDoseOfACycleAndUntilItIsGivenForTheOthersFromThere() {
            assertThat(expected("D1_INFUSION")).hasToString("""
                [{"anchor":"infusionStart","target":"PT792H","window":{"from":"PT744H","to":"PT840H"},"binding":true}]\
                """);
            assertThat(expected("D1_PREDOSE")).hasToString("""
                [{"anchor":"infusionStart","target":"PT791H","window":{"from":"PT742H30M","to":"PT839H45M"}}]\
                """);
            assertThat(expected("D3_INFUSION").path(1).path("target").asText()).isEqualTo("PT960H");
            assertThat(expected("W1_INFUSION").findValuesAsText("anchor"))
                    .containsExactly("infusionStartD1", "infusionStart");
        }

        @Test
        void looksForNothingThatFollowsADoseBeforeItStarts() {
            for (String event : List.of("D1_PLUS40", "D2_PLUS230", "W1_H24", "PLUS40", "DAY7")) {
                assertThat(expected(event).isMissingNode()).as(event).isTrue();
            }
        }

        @Test
        void looksForTheFirstVisitsFromConsentAndBaselineOn() {
            assertThat(expected("SCREENING").findValuesAsText("anchor")).containsExactly("consent");
            assertThat(expected("BASELINE").findValuesAsText("anchor")).containsExactly("consent");
            assertThat(expected("PREDOSE").findValuesAsText("anchor")).containsExactly("baseline");
            assertThat(expected("INFUSION").findValuesAsText("target")).containsExactly("PT24H");
        }

        private JsonNode expected(String event) {
            for (JsonNode each : study.definition().at("/schedule/events")) {
                if (each.path("id").asText().equals(event)) {
                    return each.path("expected");
                }
            }
            throw new AssertionError(event);
        }

        @Test
        void asksForBladderSymptomsAfterEveryFourthDose() {
            assertThat(eventsWith("BLADDER"))
                    .contains("D4_H24", "D8_H24", "W4_H24")
                    .doesNotContain("D3_H24", "W3_H24");
        }

        @Test
        void hidesVitalSignsAndMoodOfTheDoseDayFromRaters() {
            for (String id : List.of("PREDOSE", "PLUS40", "PLUS80", "PLUS110", "PLUS230", "D5_PLUS40")) {
                assertThat(category(id, "VITALS")).as(id).contains("dose-day");
                assertThat(category(id, "MOOD_VAS")).as(id).contains("dose-day");
            }
            assertThat(category("H24", "VITALS")).isEmpty();
        }

        @Test
        void asksEveryCriterion() {
            JsonNode form = form("ELIGIBILITY");
            for (int i = 1; i <= 10; i++) {
                assertThat(FormItems.find(form, "I" + i)).as("I" + i).isPresent();
            }
            for (int e = 1; e <= 15; e++) {
                assertThat(FormItems.find(form, "E" + e)).as("E" + e).isPresent();
                assertThat(study.definition().at("/eligibility/rule").asText()).contains("!E" + e);
            }
            assertThat(study.definition().at("/eligibility/reasons")).hasSize(25);
        }

        @ParameterizedTest
        @CsvSource({"MADRS, 10", "CADSS, 23", "YMRS, 11", "QIDS, 16", "PHQ9, 9", "GAD7, 7", "BPRS, 4"})
        void hasAllItemsOfAnInstrument(String form, int items) {
            assertThat(FormItems.of(form(form)))
                    .filteredOn(item -> item.path("required").asBoolean()
                            && item.path("id").asText().matches("[A-Z]+[0-9]+"))
                    .hasSize(items);
        }

        @ParameterizedTest
        @ValueSource(strings = {"CADSS", "YMRS", "YMRS_ITEM1"})
        void shipsNumbersInPlaceOfWordingThatIsNotFree(String form) {
            assertThat(form(form).at("/instrument/textShippable").asBoolean()).isFalse();
            assertThat(FormItems.of(form(form)))
                    .filteredOn(item -> item.path("id").asText().matches("[A-Z]+[0-9]{2}"))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.path("label").asText()).matches("Item [0-9]+"));
        }

        @Test
        void namesTheLicenceOfEveryInstrument() {
            for (String form : List.of(
                    "MADRS", "QIDS", "PHQ9", "GAD7", "CADSS", "BPRS", "YMRS", "CSSRS", "CGI_S", "CGI_I", "MOCA")) {
                assertThat(form(form).path("instrument").fieldNames())
                        .toIterable()
                        .as(form)
                        .contains("licence", "textShippable", "recallPeriod", "source", "missingItemRule");
            }
        }

        @Test
        void looksAtAThirdTwoThirdsAndTheWhole() {
            assertThat(study.analysisPlan().path("looks"))
                    .extracting(look -> look.path("information").asInt())
                    .containsExactly(52, 104, 156);
        }

        @Test
        void hasASecondPlanWithTwoToOne() {
            Study other = Study.load(Studies.KETAMINE, "randomization-2to1.yaml");

            assertThat(other.randomizationPlan().path("arms"))
                    .extracting(arm -> arm.path("ratio").asInt())
                    .containsExactly(2, 1);
            assertThat(other.definition()).isEqualTo(study.definition());
        }

        @Test
        void hasAPlanWithTheOptionOfTheProtocolInPlaceOfTheActivePlacebo() {
            Study other = Study.load(Studies.KETAMINE, "randomization-saline.yaml");

            assertThat(other.randomizationPlan().path("arms"))
                    .extracting(arm -> arm.path("code").asText())
                    .containsExactly("KTM", "SAL");
            assertThat(other.definition()).isEqualTo(study.definition());
        }

        @ParameterizedTest
        @ValueSource(strings = {"2to1", "minimization", "saline"})
        void managesKitsWhicheverPlanIsPublished(String plan) {
            for (String member : List.of("kits", "kitMinimumDays", "eligibility", "caps")) {
                assertThat(Study.load(Studies.KETAMINE, "randomization-" + plan + ".yaml")
                                .randomizationPlan()
                                .path(member))
                        .as(member)
                        .isEqualTo(study.randomizationPlan().path(member));
            }
        }
    }

    @Test
    void aSecondStudyNeedsNoCode() {
        Study minimal = Study.load(Studies.MINIMAL);

        assertThat(minimal.sites()).containsExactly("01");
        assertThat(minimal.definition().toString()).doesNotContain("BRK", "DIN", "Walk after");
    }

    private JsonNode event(String id) {
        return ScheduleEvents.find(study.definition().path("schedule"), id).orElseThrow();
    }

    private List<String> eventsWith(String form) {
        return study.definition().at("/schedule/events").findParents("id").stream()
                .filter(event -> event.path("forms").findValuesAsText("form").contains(form))
                .map(event -> event.path("id").asText())
                .toList();
    }

    private Optional<String> category(String event, String form) {
        for (JsonNode entry : event(event).path("forms")) {
            if (entry.path("form").asText().equals(form) && entry.has("category")) {
                return Optional.of(entry.path("category").asText());
            }
        }
        return Optional.empty();
    }

    private JsonNode form(String id) {
        for (JsonNode form : study.definition().path("forms")) {
            if (form.path("form").asText().equals(id)) {
                return form;
            }
        }
        throw new IllegalArgumentException(id);
    }
}
