package org.equipoise.ecrf.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.number;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The minute grid: readings at +30, +40 and +55 of +40, whose window is +35 to +45, missed after two hours. */
class CalendarTest {
    private static final Calendar.View EVERYBODY = new Calendar.View(category -> true, event -> true, Optional.empty());
    private static final Casebook INFUSED = Casebook.of(List.of())
            .with(
                    new FormInstance("INFUSION", "INFUSION", 1),
                    content(INFUSION_START, Map.of("INF_START", at(INFUSION_START))));

    private final StudyDefinition study = ExampleStudy.definition(ExampleStudy.jsonWith(CalendarTest::withReadings));

    private static void withReadings(ObjectNode study) {
        study.path("schedule").path("events").forEach(event -> {
            if (event.path("id").asText().equals("PLUS40")) {
                ((ObjectNode) event).put("missedAfter", "PT2H");
                ObjectNode readings = ((ObjectNode) event.path("forms").get(0)).putObject("readings");
                readings.put("tolerance", "PT4M");
                readings.putArray("at").add("PT30M").add("PT40M").add("PT55M");
            }
        });
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("VITALS")) {
                ((ObjectNode) form).put("repeating", true);
            }
        });
    }

    private static Instant minute(long minutes) {
        return INFUSION_START.plus(Duration.ofMinutes(minutes));
    }

    private List<CalendarEntry> entries(Casebook casebook, Instant now, Calendar.View view, String event, String form) {
        return Calendar.of(study, casebook, now, view).entries().stream()
                .filter(entry ->
                        entry.event().id().equals(event) && entry.form().equals(form))
                .toList();
    }

    private CalendarEntry cadss(Casebook casebook, Instant now) {
        return entries(casebook, now, EVERYBODY, "PLUS40", "CADSS").get(0);
    }

    private static Casebook observed(Casebook casebook, String event, String form, int repeat, FormContent content) {
        return casebook.with(new FormInstance(event, form, repeat), content);
    }

    @ParameterizedTest
    @CsvSource({
        "-60, NOT_YET,",
        "34, NOT_YET,",
        "35, IN_WINDOW,",
        "39, IN_WINDOW,",
        "40, DUE,",
        "45, DUE,",
        "46, LATE, 1",
        "165, LATE, 120",
        "166, MISSED, 121",
        "100000, MISSED, 99955"
    })
    void whatIsNotDoneStandsByTheMinute(long minutes, CalendarState state, Long lateBy) {
        CalendarEntry entry = cadss(INFUSED, minute(minutes).plusSeconds(59));

        assertThat(entry.state()).isEqualTo(state);
        assertThat(entry.lateBy(minute(minutes).plusSeconds(59)).map(Duration::toMinutes))
                .isEqualTo(Optional.ofNullable(lateBy));
    }

    @ParameterizedTest
    @CsvSource({"34, OUT_OF_WINDOW, -1", "35, DONE,", "45, DONE,", "46, OUT_OF_WINDOW, 1", "90, OUT_OF_WINDOW, 45"})
    void whatIsDoneKeepsItsActualTimeAndItsDeviation(long minutes, CalendarState state, Long outsideBy) {
        FormContent late = new FormContent(
                Map.of("SCORE", number(3)), Map.of(), minute(minutes).plusSeconds(30), Optional.of("busy"));
        CalendarEntry entry = cadss(observed(INFUSED, "PLUS40", "CADSS", 1, late), minute(500));

        assertThat(entry.state()).isEqualTo(state);
        CalendarEntry.Actual actual = entry.actual().orElseThrow();
        assertThat(actual.outsideBy().map(Duration::toMinutes)).isEqualTo(Optional.ofNullable(outsideBy));
        assertThat(actual.fromTarget())
                .contains(Duration.ofMinutes(minutes - 40).plusSeconds(30));
        assertThat(actual.reason()).contains("busy");
        assertThat(entry.lateBy(minute(500))).isEmpty();
    }

    @Test
    void whatWasRecordedAsAbsentWasMissed() {
        FormContent absent =
                new FormContent(Map.of(), Map.of("SCORE", new MissingReason("refused")), minute(40), Optional.empty());
        CalendarEntry entry = cadss(observed(INFUSED, "PLUS40", "CADSS", 1, absent), minute(500));

        assertThat(entry.state()).isEqualTo(CalendarState.MISSED);
        assertThat(entry.actual().orElseThrow().reason()).contains("refused");
    }

    @Test
    void withoutTheAnchorEverythingWaits() {
        assertThat(cadss(Casebook.of(List.of()), minute(40)).state()).isEqualTo(CalendarState.WAITING);
        assertThat(entries(Casebook.of(List.of()), minute(40), EVERYBODY, "PLUS40", "VITALS"))
                .hasSize(3)
                .allMatch(entry -> entry.state() == CalendarState.WAITING
                        && entry.planned().target().isEmpty());
    }

    @Test
    void aCorrectedStartMovesTheGrid() {
        Casebook later = INFUSED.with(
                new FormInstance("INFUSION", "INFUSION", 1),
                content(INFUSION_START, Map.of("INF_START", at(minute(10)))));

        assertThat(cadss(INFUSED, minute(47)).state()).isEqualTo(CalendarState.LATE);
        assertThat(cadss(later, minute(47)).state()).isEqualTo(CalendarState.IN_WINDOW);
    }

    @ParameterizedTest
    @CsvSource({
        "25, NOT_YET, NOT_YET, NOT_YET",
        "26, IN_WINDOW, NOT_YET, NOT_YET",
        "30, DUE, NOT_YET, NOT_YET",
        "35, LATE, NOT_YET, NOT_YET",
        "38, LATE, IN_WINDOW, NOT_YET",
        "52, LATE, LATE, IN_WINDOW"
    })
    void eachReadingHasItsOwnWindow(long minutes, CalendarState first, CalendarState second, CalendarState third) {
        assertThat(entries(INFUSED, minute(minutes), EVERYBODY, "PLUS40", "VITALS"))
                .extracting(CalendarEntry::state)
                .containsExactly(first, second, third);
    }

    @Test
    void anEntryCountsForTheNearestReadingAndForOneOnly() {
        Casebook two = observed(
                observed(INFUSED, "PLUS40", "VITALS", 1, content(minute(41), Map.of())),
                "PLUS40",
                "VITALS",
                2,
                content(minute(39), Map.of("SYSTOLIC", number(120))));

        List<CalendarEntry> readings = entries(two, minute(50), EVERYBODY, "PLUS40", "VITALS");
        assertThat(readings)
                .extracting(CalendarEntry::state)
                .containsExactly(CalendarState.LATE, CalendarState.DONE, CalendarState.NOT_YET, CalendarState.DONE);
        assertThat(readings.get(1).planned().reading()).contains(Duration.ofMinutes(40));
        assertThat(readings.get(3).planned().reading()).isEmpty();
    }

    private List<Optional<Integer>> nextRepeats(Casebook casebook) {
        return entries(casebook, minute(39), EVERYBODY, "PLUS40", "VITALS").stream()
                .map(CalendarEntry::nextRepeat)
                .toList();
    }

    /** The repeat that a reading is entered as, which is not its place among the readings. */
    @Test
    void aReadingThatIsMissingNamesTheNextRepeat() {
        FormContent at40 = content(minute(40), Map.of());
        assertThat(nextRepeats(INFUSED)).containsOnly(Optional.of(1));
        assertThat(nextRepeats(observed(INFUSED, "PLUS40", "VITALS", 1, at40)))
                .containsExactly(Optional.of(2), Optional.empty(), Optional.of(2));
        assertThat(nextRepeats(observed(INFUSED, "PLUS40", "VITALS", 3, at40)))
                .as("beyond the gap")
                .containsExactly(Optional.of(4), Optional.empty(), Optional.of(4));
        assertThat(nextRepeats(observed(INFUSED, "PLUS40", "VITALS", FormInstance.MOST_REPEATS, at40)))
                .as("nothing is above it")
                .containsExactly(Optional.of(1), Optional.empty(), Optional.of(1));
    }

    /** What was entered elsewhere may be hidden from the reader. */
    @Test
    void theNextRepeatTellsNothingOfOtherEventsAndForms() {
        Casebook elsewhere = observed(INFUSED, "H24", "VITALS", 7, content(minute(40), Map.of()));
        assertThat(nextRepeats(observed(elsewhere, "PLUS40", "CADSS", 5, content(minute(40), Map.of()))))
                .containsOnly(Optional.of(1));
    }

    @Test
    void onlyReadingsHaveANextRepeat() {
        assertThat(cadss(INFUSED, minute(40)).nextRepeat()).isEmpty();
    }

    @Test
    void aFormThatIsNotRequiredIsListedOnceItWasEntered() {
        assertThat(entries(INFUSED, minute(40), EVERYBODY, "COMMON", "AE")).isEmpty();
        assertThat(entries(
                        observed(INFUSED, "COMMON", "AE", 2, content(minute(10), Map.of())),
                        minute(40),
                        EVERYBODY,
                        "COMMON",
                        "AE"))
                .extracting(CalendarEntry::state)
                .containsExactly(CalendarState.DONE);
    }

    @Test
    void afterTheEndOnlyWhatHadClosedBeforeIsLate() {
        Calendar.View ended = new Calendar.View(category -> true, event -> true, Optional.of(minute(60)));

        assertThat(entries(INFUSED, minute(120), ended, "PLUS40", "CADSS")
                        .get(0)
                        .state())
                .isEqualTo(CalendarState.LATE);
        assertThat(entries(INFUSED, minute(40 * 60), ended, "H24", "MADRS")
                        .get(0)
                        .state())
                .isEqualTo(CalendarState.NOT_EXPECTED);
    }

    @Test
    void anEventWhoseConditionFailsIsNotExpected() {
        Calendar.View view =
                new Calendar.View(category -> true, event -> !event.id().equals("H24"), Optional.empty());

        assertThat(entries(INFUSED, minute(24 * 60), view, "H24", "MADRS")
                        .get(0)
                        .state())
                .isEqualTo(CalendarState.NOT_EXPECTED);
    }

    @Test
    void whatTheReaderMayNotSeeIsNotThere() {
        Calendar.View rater = new Calendar.View(
                category -> category == FormCategory.EFFICACY || category == FormCategory.GENERAL,
                event -> true,
                Optional.empty());

        assertThat(entries(INFUSED, minute(40), rater, "PLUS40", "CADSS")).isEmpty();
        assertThat(entries(INFUSED, minute(40), rater, "PLUS40", "VITALS")).isEmpty();
        assertThat(entries(INFUSED, minute(40), rater, "H24", "MADRS")).hasSize(1);
    }

    @Test
    void aWindowOfDaysEndsWithItsLastMinute() {
        assertThat(entries(INFUSED, minute(28 * 60), EVERYBODY, "H24", "MADRS")
                        .get(0)
                        .state())
                .isEqualTo(CalendarState.DUE);
        assertThat(entries(INFUSED, minute(28 * 60 + 1), EVERYBODY, "H24", "MADRS")
                        .get(0)
                        .state())
                .isEqualTo(CalendarState.LATE);
    }

    /** PLUS40 as a second dose, looked for half a week after the first began, give or take a day. */
    private CalendarEntry nextDose(Casebook casebook, Instant now) {
        StudyDefinition cyclic = ExampleStudy.definition(ExampleStudy.jsonWith(json -> {
            ObjectNode schedule = (ObjectNode) json.path("schedule");
            ((ObjectNode) schedule.path("anchors")).put("nextStart", "D2_INFUSION/INFUSION/INF_START");
            ObjectNode next = schedule.withArray("/events").addObject();
            next.put("id", "D2_INFUSION").put("name", "Second dose").put("anchor", "nextStart");
            next.put("target", "PT0S").put("missedAfter", "P1D").put("repetition", "D2");
            next.putObject("window").put("from", "PT0S").put("to", "PT60M");
            ObjectNode expected = next.putObject("expected");
            expected.put("anchor", "infusionStart").put("target", "P3DT12H");
            expected.putObject("window").put("from", "P2DT12H").put("to", "P4DT12H");
            next.putArray("forms").addObject().put("form", "INFUSION");
        }));
        return Calendar.of(cyclic, casebook, now, EVERYBODY).entries().stream()
                .filter(entry -> entry.event().id().equals("D2_INFUSION"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "0, NOT_YET",
        "59, NOT_YET",
        "60, IN_WINDOW",
        "83, IN_WINDOW",
        "84, DUE",
        "108, DUE",
        "109, LATE",
        "132, LATE",
        "133, MISSED"
    })
    void whatHasNotBegunIsLookedForWhereItIsExpected(long hours, CalendarState state) {
        CalendarEntry entry = nextDose(INFUSED, minute(hours * 60));

        assertThat(entry.state()).isEqualTo(state);
        assertThat(entry.planned().target()).contains(minute(84 * 60));
    }

    @Test
    void whatIsExpectedFromAnUnknownTimeWaits() {
        assertThat(nextDose(Casebook.of(List.of()), minute(0)).state()).isEqualTo(CalendarState.WAITING);
    }

    @Test
    void whereItIsExpectedJudgesNothingThatWasDone() {
        FormContent begun = content(minute(20 * 60), Map.of("INF_START", at(minute(20 * 60))));

        CalendarEntry entry = nextDose(observed(INFUSED, "D2_INFUSION", "INFUSION", 1, begun), minute(21 * 60));

        assertThat(entry.state()).isEqualTo(CalendarState.DONE);
        assertThat(entry.planned().target()).contains(minute(20 * 60));
    }
}
