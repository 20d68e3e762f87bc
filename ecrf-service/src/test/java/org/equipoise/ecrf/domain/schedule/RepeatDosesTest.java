package org.equipoise.ecrf.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.CyclicStudy;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.schedule.EventTiming.Work;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the doses of a cycle are looked for, from the first dose of all to the last repeat dose. */
class RepeatDosesTest {
    private static final Calendar.View EVERYBODY = new Calendar.View(category -> true, event -> true, Optional.empty());
    private static final Instant FIRST_EXPECTED = INFUSION_START.plus(Duration.ofDays(33));
    private static final Casebook SINGLE_DOSE = dosed(Casebook.of(List.of()), "INFUSION", INFUSION_START);

    private final StudyDefinition study = ExampleStudy.definition(CyclicStudy.json());

    private static Casebook dosed(Casebook casebook, String event, Instant start) {
        return casebook.with(first(event, "INFUSION"), content(start, Map.of("INF_START", at(start))));
    }

    private CalendarEntry entry(Casebook casebook, Instant now, Calendar.View view, String event) {
        return Calendar.of(study, casebook, now, view).entries().stream()
                .filter(each -> each.event().id().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private CalendarState state(Casebook casebook, Instant now, String event) {
        return entry(casebook, now, EVERYBODY, event).state();
    }

    private EventTiming timing(Casebook casebook, String event) {
        StudyEvent found = study.schedule().event(event).orElseThrow();
        return EventTiming.of(found, Anchors.of(study.schedule(), casebook));
    }

    private static Instant day(double days) {
        return INFUSION_START.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
    }

    @Test
    void theStudyFitsTogether() {
        assertThat(DefinitionChecks.errors(study)).isEmpty();
    }

    /** Expected on day 33, give or take two days; preparation as its own window lies: 90 to 15 minutes before. */
    @ParameterizedTest
    @CsvSource({
        "0, NOT_YET, NOT_YET",
        "30.9, NOT_YET, NOT_YET",
        "30.94, IN_WINDOW, NOT_YET",
        "31, IN_WINDOW, IN_WINDOW",
        "32.95, IN_WINDOW, IN_WINDOW",
        "32.96, DUE, IN_WINDOW",
        "33, DUE, DUE",
        "34.98, DUE, DUE",
        "34.995, LATE, DUE",
        "35, LATE, DUE",
        "35.001, LATE, LATE",
        "35.98, LATE, LATE",
        "35.995, MISSED, LATE",
        "36.001, MISSED, MISSED"
    })
    void theFirstRepeatDoseAndItsPreparationAreLookedForBeforeItStarts(
            double day, CalendarState preparation, CalendarState infusion) {
        assertThat(state(SINGLE_DOSE, day(day), "D1_PREDOSE")).isEqualTo(preparation);
        assertThat(state(SINGLE_DOSE, day(day), "D1_INFUSION")).isEqualTo(infusion);
    }

    @Test
    void whatFollowsTheStartWaitsForIt() {
        assertThat(state(SINGLE_DOSE, FIRST_EXPECTED, "D1_PLUS40")).isEqualTo(CalendarState.WAITING);
        assertThat(state(Casebook.of(List.of()), FIRST_EXPECTED, "D1_PREDOSE")).isEqualTo(CalendarState.WAITING);
    }

    @Test
    void onceTheDoseHasStartedItsOwnWindowsJudge() {
        Instant start = FIRST_EXPECTED.plus(Duration.ofHours(20));
        Casebook early =
                SINGLE_DOSE.with(first("D1_PREDOSE", "VITALS"), content(start.minus(Duration.ofMinutes(91)), Map.of()));
        Casebook right =
                SINGLE_DOSE.with(first("D1_PREDOSE", "VITALS"), content(start.minus(Duration.ofMinutes(90)), Map.of()));

        assertThat(state(early, start, "D1_PREDOSE")).isEqualTo(CalendarState.DONE);
        assertThat(state(dosed(early, "D1_INFUSION", start), start, "D1_PREDOSE"))
                .isEqualTo(CalendarState.OUT_OF_WINDOW);
        assertThat(state(dosed(right, "D1_INFUSION", start), start, "D1_PREDOSE"))
                .isEqualTo(CalendarState.DONE);
        assertThat(state(dosed(SINGLE_DOSE, "D1_INFUSION", start), start, "D1_PREDOSE"))
                .isEqualTo(CalendarState.LATE);
        assertThat(entry(dosed(right, "D1_INFUSION", start), start, EVERYBODY, "D1_PLUS40")
                        .planned()
                        .target())
                .contains(start.plus(Duration.ofMinutes(40)));
    }

    @ParameterizedTest
    @CsvSource({
        "-49, OUT_OF_WINDOW, -60",
        "-48, DONE,",
        "0, DONE,",
        "48, DONE,",
        "49, OUT_OF_WINDOW, 60",
        "96, OUT_OF_WINDOW, 2880"
    })
    void aDoseThatStartsWhereItIsNotExpectedLiesOutside(long hours, CalendarState state, Long minutes) {
        Instant start = FIRST_EXPECTED.plus(Duration.ofHours(hours));

        CalendarEntry dose =
                entry(dosed(SINGLE_DOSE, "D1_INFUSION", start), start.plusSeconds(60), EVERYBODY, "D1_INFUSION");

        assertThat(dose.state()).isEqualTo(state);
        assertThat(dose.planned().target()).contains(FIRST_EXPECTED);
        assertThat(dose.actual().orElseThrow().fromTarget()).contains(Duration.ofHours(hours));
        assertThat(dose.actual().orElseThrow().outsideBy().map(Duration::toMinutes))
                .isEqualTo(Optional.ofNullable(minutes));
    }

    @Test
    void whatIsOutsideItsOwnWindowIsShownByThatWindow() {
        Instant start = FIRST_EXPECTED.plus(Duration.ofDays(9));
        FormContent content = content(start.plus(Duration.ofMinutes(90)), Map.of("INF_START", at(start)));

        CalendarEntry dose = entry(
                SINGLE_DOSE.with(first("D1_INFUSION", "INFUSION"), content),
                start.plus(Duration.ofHours(3)),
                EVERYBODY,
                "D1_INFUSION");

        assertThat(dose.actual().orElseThrow().outsideBy()).contains(Duration.ofMinutes(30));
    }

    @Test
    void laterDosesCountFromTheFirstThatWasGivenAndALateOneMovesNoOther() {
        Instant first = FIRST_EXPECTED.plus(Duration.ofHours(30));
        Casebook one = dosed(SINGLE_DOSE, "D1_INFUSION", first);
        Casebook two = dosed(one, "D2_INFUSION", first.plus(Duration.ofDays(6)));

        assertThat(timing(one, "D2_PREDOSE").times().target())
                .contains(first.plus(Duration.ofHours(84)).minus(Duration.ofMinutes(60)));
        assertThat(timing(one, "D3_INFUSION").times().target()).contains(first.plus(Duration.ofDays(7)));
        assertThat(timing(two, "D3_INFUSION").times())
                .isEqualTo(timing(one, "D3_INFUSION").times());
        assertThat(timing(two, "D2_INFUSION").begunOutside()).isPresent();
    }

    @Test
    void withoutTheFirstTheOthersAreLookedForAllTheSame() {
        assertThat(timing(SINGLE_DOSE, "D2_INFUSION").times().target())
                .contains(FIRST_EXPECTED.plus(Duration.ofHours(84)));
        assertThat(timing(SINGLE_DOSE, "D3_INFUSION").times().target())
                .contains(FIRST_EXPECTED.plus(Duration.ofDays(7)));
    }

    @Test
    void ofASkippedDoseNothingIsWaitedForAndTheNextComesInItsTime() {
        Casebook one = dosed(SINGLE_DOSE, "D1_INFUSION", FIRST_EXPECTED);
        Instant third = FIRST_EXPECTED.plus(Duration.ofDays(7));

        assertThat(state(one, third, "D2_PREDOSE")).isEqualTo(CalendarState.MISSED);
        assertThat(state(one, third, "D2_INFUSION")).isEqualTo(CalendarState.MISSED);
        assertThat(state(one, third, "D2_PLUS40")).isEqualTo(CalendarState.NOT_EXPECTED);
        assertThat(state(one, third, "D2_H24")).isEqualTo(CalendarState.NOT_EXPECTED);
        assertThat(state(one, third, "D3_PREDOSE")).isEqualTo(CalendarState.DUE);
        assertThat(state(one, third, "D3_PLUS40")).isEqualTo(CalendarState.WAITING);
        Casebook afterAll = dosed(one, "D2_INFUSION", third.minus(Duration.ofHours(1)));
        assertThat(state(afterAll, third, "D2_H24")).isEqualTo(CalendarState.NOT_YET);
    }

    @Test
    void whoLeftIsNotExpectedAtLaterDoses() {
        Instant left = FIRST_EXPECTED.plus(Duration.ofDays(1));
        Calendar.View view = new Calendar.View(category -> true, event -> true, Optional.of(left));
        Casebook one = dosed(SINGLE_DOSE, "D1_INFUSION", FIRST_EXPECTED);

        assertThat(entry(one, FIRST_EXPECTED.plus(Duration.ofDays(8)), view, "D2_PREDOSE")
                        .state())
                .isEqualTo(CalendarState.NOT_EXPECTED);
        assertThat(entry(SINGLE_DOSE, FIRST_EXPECTED.plus(Duration.ofDays(8)), view, "D1_PREDOSE")
                        .state())
                .isEqualTo(CalendarState.NOT_EXPECTED);
        assertThat(entry(one, FIRST_EXPECTED.plus(Duration.ofDays(8)), view, "D1_PREDOSE")
                        .state())
                .isEqualTo(CalendarState.MISSED);
    }

    /** What a dose-day form says, from which an arm could be guessed, decides nothing about when anything is due. */
    @Test
    void nothingThatIsObservedMovesADate() {
        Casebook one = dosed(SINGLE_DOSE, "D1_INFUSION", FIRST_EXPECTED);
        Instant now = FIRST_EXPECTED.plus(Duration.ofDays(2));
        Casebook much = one.with(
                first("D1_PLUS40", "CADSS"),
                content(FIRST_EXPECTED.plus(Duration.ofMinutes(40)), Map.of("SCORE", number(60))));
        Casebook nothing = one.with(
                first("D1_PLUS40", "CADSS"),
                content(FIRST_EXPECTED.plus(Duration.ofMinutes(40)), Map.of("SCORE", number(0))));

        assertThat(Calendar.of(study, much, now, EVERYBODY)).isEqualTo(Calendar.of(study, nothing, now, EVERYBODY));
    }

    /** 33 days after 2 March lie on the other side of the change of clocks in Europe and America: a day is 24 hours. */
    @Test
    void datesAreInstantsWhateverTheClocksOfASiteDo() {
        Casebook same = dosed(Casebook.of(List.of()), "INFUSION", Instant.parse("2026-03-02T09:00:00Z"));

        assertThat(timing(same, "D1_INFUSION").times().target()).contains(Instant.parse("2026-04-04T09:00:00Z"));
        assertThat(timing(same, "D1_PREDOSE").times().from()).contains(Instant.parse("2026-04-02T07:30:00Z"));
        assertThat(state(same, Instant.parse("2026-04-02T07:29:59Z"), "D1_PREDOSE"))
                .isEqualTo(CalendarState.NOT_YET);
        assertThat(state(same, Instant.parse("2026-04-02T07:30:00Z"), "D1_PREDOSE"))
                .isEqualTo(CalendarState.IN_WINDOW);
        assertThat(state(same, Instant.parse("2026-04-06T08:45:59Z"), "D1_PREDOSE"))
                .isEqualTo(CalendarState.DUE);
        assertThat(state(same, Instant.parse("2026-04-06T08:46:00Z"), "D1_PREDOSE"))
                .isEqualTo(CalendarState.LATE);
    }

    @ParameterizedTest
    @CsvSource({
        "30, OUTSTANDING, NOT_YET",
        "33, OUTSTANDING, IN_WINDOW",
        "33, FINISHED, DONE",
        "36, OUTSTANDING, LATE",
        "36, NONE, WAITING",
        "33, NONE, IN_WINDOW"
    })
    void anEventThatHasNotBegunStandsByWhereItIsExpected(double day, Work work, EventState state) {
        assertThat(timing(SINGLE_DOSE, "D1_INFUSION").state(day(day), work)).isEqualTo(state);
    }

    @Test
    void anExpectationIsAlsoReadWithoutAList() {
        String alone = CyclicStudy.json()
                .replaceAll("\"expected\":\\[(\\{\"anchor\":\"infusionStart\".*?}.*?})]", "\"expected\":$1");
        StudyDefinition read = ExampleStudy.definition(alone);

        assertThat(alone).isNotEqualTo(CyclicStudy.json());
        assertThat(read.schedule().event("D1_PREDOSE").orElseThrow().expected())
                .isEqualTo(study.schedule().event("D1_PREDOSE").orElseThrow().expected());
    }

    @Test
    void onlyAnEventThatGivesItsOwnAnchorCanBeBound() {
        StudyDefinition wrong = ExampleStudy.definition(ExampleStudy.jsonWith(json -> json.at("/schedule/events")
                .forEach(event -> {
                    if (event.path("id").asText().equals("H24")) {
                        var expected = ((ObjectNode) event).putArray("expected").addObject();
                        expected.put("anchor", "lunch").put("target", "P1D").put("binding", true);
                        expected.putObject("window").put("from", "P1D").put("to", "P2D");
                    }
                })));

        assertThat(DefinitionChecks.errors(wrong))
                .extracting(error -> error.path())
                .containsExactly("/schedule/events/H24/expected/anchor", "/schedule/events/H24/expected/binding");
    }
}
