package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.schedule.CalendarEntry;
import org.equipoise.ecrf.domain.schedule.CalendarState;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One subject of KET-TRD-01 through all repeat doses, by the definition that is published, at each instant that matters. */
class RepeatPhaseTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);
    private static final Instant DOSE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant FIRST = DOSE.plus(Duration.ofDays(33));
    private static final Instant WEEKLY = FIRST.plus(Duration.ofHours(31 * 24 + 12));

    private static final Object[] NOTHING = {};
    private static final Object[] NORMAL = {"VS_SYS", 120, "VS_DIA", 80, "VS_PULSE", 70, "VS_SPO2", 98};

    private final EnteredForms subject = new EnteredForms(STUDY, RULES);

    /** The start that the protocol intends for a repeat dose, all given in time. */
    private static Instant intended(int number) {
        return FIRST.plus(Duration.ofHours(84L * (number - 1)));
    }

    private void singleDose(int atBaseline, int atDaySeven) {
        subject.enter("BASELINE", "MADRS", DOSE.minus(Duration.ofHours(20)), madrs(atBaseline));
        start("INFUSION", DOSE);
        subject.enter("DAY7", "MADRS", DOSE.plus(Duration.ofDays(7)), madrs(atDaySeven));
    }

    private static Object[] madrs(int each) {
        Object[] items = new Object[20];
        for (int i = 0; i < 10; i++) {
            items[2 * i] = "MADRS%02d".formatted(i + 1);
            items[2 * i + 1] = each;
        }
        return items;
    }

    private void start(String event, Instant at) {
        subject.enter(event, "INFUSION", at, "INF_START", at);
    }

    /** All required forms of an event, at its target; of a form with readings, each of them. */
    private void complete(String id, Instant start) {
        StudyEvent event = STUDY.schedule().event(id).orElseThrow();
        Instant target = start.plus(event.target().orElseThrow());
        for (ScheduledForm form : event.forms()) {
            if (form.readings().isPresent()) {
                List<Duration> at = form.readings().get().at();
                for (int i = 0; i < at.size(); i++) {
                    subject.enter(new FormInstance(id, form.form(), i + 1), start.plus(at.get(i)), NORMAL);
                }
            } else if (form.required() && !form.form().equals("INFUSION")) {
                subject.enter(id, form.form(), target, form.form().equals("VITALS") ? NORMAL : NOTHING);
            }
        }
    }

    /** The states of what an event asks for at an instant. */
    private Set<CalendarState> states(String event, Instant asOf) {
        return entries(event, asOf).stream().map(CalendarEntry::state).collect(Collectors.toSet());
    }

    private List<CalendarEntry> entries(String event, Instant asOf) {
        return subject.calendar(asOf).entries().stream()
                .filter(entry -> entry.event().id().equals(event))
                .toList();
    }

    private CalendarState record(String dose, Instant asOf) {
        return entries(dose + "_INFUSION", asOf).stream()
                .filter(entry -> entry.form().equals("INFUSION"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** One dose from the days before it to the day after it. */
    private void inTime(String dose, Instant start, Duration tolerance) {
        Instant ready = start.minus(Duration.ofMinutes(60));
        assertThat(states(dose + "_PREDOSE", start.minus(tolerance).minus(Duration.ofMinutes(91))))
                .as(dose)
                .containsExactly(CalendarState.NOT_YET);
        assertThat(states(dose + "_PREDOSE", start.minus(tolerance).minus(Duration.ofMinutes(90))))
                .containsExactly(CalendarState.IN_WINDOW);
        assertThat(states(dose + "_PREDOSE", ready)).containsExactly(CalendarState.DUE);
        assertThat(record(dose, ready)).isEqualTo(CalendarState.IN_WINDOW);
        assertThat(states(dose + "_PLUS40", ready)).containsExactly(CalendarState.WAITING);

        complete(dose + "_PREDOSE", start);
        assertThat(states(dose + "_PREDOSE", ready)).containsExactly(CalendarState.DONE);
        assertThat(record(dose, start)).isEqualTo(CalendarState.DUE);

        start(dose + "_INFUSION", start);
        assertThat(states(dose + "_PREDOSE", start)).containsExactly(CalendarState.DONE);
        assertThat(record(dose, start)).isEqualTo(CalendarState.DONE);
        complete(dose + "_INFUSION", start);
        grid(dose, "PLUS40", start, 35, 40, 45);
        grid(dose, "PLUS230", start, 200, 230, 260);
        complete(dose + "_PLUS80", start);
        complete(dose + "_PLUS110", start);
        grid(dose, "H24", start, 20 * 60, 24 * 60, 28 * 60);
        assertThat(subject.calendar(start.plus(Duration.ofHours(29))).entries())
                .filteredOn(
                        entry -> entry.event().repetition().filter(dose::equals).isPresent())
                .extracting(CalendarEntry::state)
                .containsOnly(CalendarState.DONE);
    }

    private void grid(String dose, String event, Instant start, int from, int target, int to) {
        String id = dose + "_" + event;
        assertThat(states(id, minute(start, from - 1))).containsExactly(CalendarState.NOT_YET);
        assertThat(openAt(id, minute(start, from))).containsExactly(CalendarState.IN_WINDOW);
        assertThat(openAt(id, minute(start, target))).containsExactly(CalendarState.DUE);
        assertThat(openAt(id, minute(start, to))).containsExactly(CalendarState.DUE);
        assertThat(openAt(id, minute(start, to + 1))).containsExactly(CalendarState.LATE);
        complete(id, start);
        assertThat(states(id, minute(start, to + 1))).containsExactly(CalendarState.DONE);
    }

    /** Of what is no reading with a window of its own. */
    private Set<CalendarState> openAt(String event, Instant asOf) {
        return entries(event, asOf).stream()
                .filter(entry -> entry.planned().reading().isEmpty())
                .map(CalendarEntry::state)
                .collect(Collectors.toSet());
    }

    private static Instant minute(Instant start, int minutes) {
        return start.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void allTwelveDosesOfAResponderInTheirTime() {
        singleDose(3, 1);

        inTime("D1", FIRST, Duration.ofDays(2));
        for (int dose = 2; dose <= 8; dose++) {
            inTime("D" + dose, intended(dose), Duration.ofDays(1));
        }
        for (int dose = 1; dose <= 4; dose++) {
            inTime("W" + dose, WEEKLY.plus(Duration.ofDays(7L * (dose - 1))), Duration.ofDays(2));
        }
        assertThat(subject.deviations()).noneMatch(deviation -> deviation.endsWith("/window"));
    }

    @Test
    void whoDidNotRespondIsNotExpectedAtTheWeeklyDoses() {
        singleDose(3, 2);
        start("D1_INFUSION", FIRST);

        assertThat(states("W1_PREDOSE", WEEKLY)).containsExactly(CalendarState.NOT_EXPECTED);
        assertThat(states("D8_PREDOSE", intended(8))).containsExactly(CalendarState.DUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"D2", "D5", "D8"})
    void aLateDoseIsOneDeviationAndMovesNoOther(String late) {
        singleDose(3, 1);
        int number = Integer.parseInt(late.substring(1));
        for (int dose = 1; dose <= number - 1; dose++) {
            start("D" + dose + "_INFUSION", intended(dose));
        }
        Instant given = intended(number).plus(Duration.ofDays(2));
        assertThat(record(late, given)).isEqualTo(CalendarState.LATE);

        complete(late + "_PREDOSE", given);
        start(late + "_INFUSION", given);
        complete(late + "_INFUSION", given);
        complete(late + "_PLUS40", given);

        assertThat(subject.deviations()).containsOnlyOnce(late + "_INFUSION/INFUSION/window");
        assertThat(subject.deviations().stream().filter(each -> each.endsWith("/window")))
                .hasSize(1);
        assertThat(record(late, given)).isEqualTo(CalendarState.OUT_OF_WINDOW);
        assertThat(states(late + "_PREDOSE", given)).containsExactly(CalendarState.DONE);
        String next = number == 8 ? "W1" : "D" + (number + 1);
        Instant target = number == 8 ? WEEKLY : intended(number + 1);
        assertThat(entries(next + "_INFUSION", given).get(0).planned().target()).contains(target);
    }

    @Test
    void aPreparationTooLongBeforeItsDoseIsFoundOutWhenThatStarts() {
        singleDose(3, 1);
        subject.enter("D1_PREDOSE", "VITALS", FIRST.minus(Duration.ofHours(3)));
        assertThat(subject.deviations()).isEmpty();

        start("D1_INFUSION", FIRST);

        assertThat(subject.deviations()).contains("D1_PREDOSE/VITALS/window");
    }

    @Test
    void ofASkippedDoseNothingIsExpectedAnyMore() {
        singleDose(3, 1);
        start("D1_INFUSION", FIRST);
        Instant third = intended(3);

        assertThat(states("D2_PREDOSE", third)).containsExactly(CalendarState.MISSED);
        assertThat(record("D2", third)).isEqualTo(CalendarState.MISSED);
        for (String event : List.of("D2_PLUS40", "D2_PLUS80", "D2_PLUS110", "D2_PLUS230", "D2_H24")) {
            assertThat(states(event, third)).as(event).containsExactly(CalendarState.NOT_EXPECTED);
        }
        assertThat(states("D3_PREDOSE", third)).containsExactly(CalendarState.DUE);
    }

    @Test
    void whoNeverBeginsThePhaseMissesDoseAfterDose() {
        singleDose(3, 1);

        assertThat(states("D1_PREDOSE", FIRST)).containsExactly(CalendarState.DUE);
        assertThat(states("D4_PREDOSE", intended(4))).containsExactly(CalendarState.DUE);
        assertThat(states("D1_PREDOSE", intended(4))).containsExactly(CalendarState.MISSED);
        assertThat(states("W1_PREDOSE", WEEKLY)).containsExactly(CalendarState.DUE);
    }

    @Test
    void whoLeftIsExpectedNoMore() {
        singleDose(3, 1);
        start("D1_INFUSION", FIRST);
        subject.enter(
                "COMMON",
                "DISPOSITION",
                intended(2).minus(Duration.ofDays(1)),
                "DS_STATUS",
                "WITHDRAWN",
                "DS_DATE",
                "2026-04-06",
                "DS_REASON",
                "CONSENT_WITHDRAWN");

        for (String event : List.of("D2_PREDOSE", "D2_INFUSION", "D8_PREDOSE", "W1_PREDOSE")) {
            assertThat(states(event, intended(2))).as(event).containsExactly(CalendarState.NOT_EXPECTED);
        }
    }

    /** Two subjects whose dose-day forms say as different things as two arms can: all dates are the same. */
    @Test
    void noDateDependsOnWhatTheDoseDaysSay() {
        EnteredForms other = new EnteredForms(STUDY, RULES);
        for (Map.Entry<EnteredForms, Integer> each :
                Map.of(subject, 0, other, 4).entrySet()) {
            each.getKey().enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE);
            each.getKey().enter("D1_INFUSION", "INFUSION", FIRST, "INF_START", FIRST);
            each.getKey().enter("D1_PLUS40", "CADSS", minute(FIRST, 40), "CADSS01", each.getValue());
        }

        assertThat(subject.calendar(intended(2))).isEqualTo(other.calendar(intended(2)));
    }

    @Test
    void theFirstDoseIsPreparedFromTheBaselineOn() {
        Instant consent = DOSE.minus(Duration.ofDays(15));
        subject.enter("SCREENING", "CONSENT", consent, "CONSENT_AT", consent);
        assertThat(states("BASELINE", consent)).containsExactly(CalendarState.NOT_YET);
        assertThat(states("BASELINE", consent.plus(Duration.ofDays(14)))).containsExactly(CalendarState.IN_WINDOW);
        assertThat(states("PREDOSE", consent.plus(Duration.ofDays(14)))).containsExactly(CalendarState.WAITING);

        subject.enter("BASELINE", "MADRS", DOSE.minus(Duration.ofHours(20)), madrs(3));

        assertThat(states("PREDOSE", DOSE.minus(Duration.ofMinutes(60)))).containsExactly(CalendarState.IN_WINDOW);
        assertThat(states("PREDOSE", DOSE.plus(Duration.ofHours(4)))).containsExactly(CalendarState.LATE);
        start("INFUSION", DOSE);
        assertThat(states("PREDOSE", DOSE.minus(Duration.ofMinutes(60)))).containsExactly(CalendarState.DUE);
    }
}
