package org.equipoise.ecrf.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.at;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.schedule.EventTiming.Work;
import org.equipoise.ecrf.domain.study.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimingTest {
    private final Schedule schedule = ExampleStudy.definition().schedule();
    private final Casebook infused = Casebook.of(List.of(revision(
            first("INFUSION", "INFUSION"), 1, content(INFUSION_START, Map.of("INF_START", at(INFUSION_START))))));

    private EventTiming timing(String event, Casebook casebook) {
        return EventTiming.of(schedule.event(event).orElseThrow(), Anchors.of(schedule, casebook));
    }

    @Test
    void anEventWaitsForItsAnchor() {
        EventTiming timing = timing("PLUS40", Casebook.of(List.of()));

        assertThat(timing.state(INFUSION_START, Work.OUTSTANDING)).isEqualTo(EventState.WAITING);
        assertThat(timing.target()).isEmpty();
        assertThat(timing.inWindow(INFUSION_START)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"34, NOT_YET", "35, IN_WINDOW", "45, IN_WINDOW", "46, LATE"})
    void itsWindowOpensAndClosesByTheMinute(int minutes, EventState state) {
        Instant asOf = INFUSION_START.plus(Duration.ofMinutes(minutes));

        assertThat(timing("PLUS40", infused).state(asOf, Work.OUTSTANDING)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"34, NOT_YET", "40, IN_WINDOW", "46, DONE"})
    void anEventOfWhichNothingIsRequiredIsOverWithItsWindow(int minutes, EventState state) {
        Instant asOf = INFUSION_START.plus(Duration.ofMinutes(minutes));

        assertThat(timing("PLUS40", infused).state(asOf, Work.NONE)).isEqualTo(state);
    }

    @Test
    void whatIsFinishedIsDoneWheneverItHappened() {
        assertThat(timing("PLUS40", infused).state(INFUSION_START, Work.FINISHED))
                .isEqualTo(EventState.DONE);
    }

    @Test
    void anEventWithoutAnchorCanBeDoneAtAnyTime() {
        assertThat(timing("COMMON", Casebook.of(List.of())).state(INFUSION_START, Work.NONE))
                .isEqualTo(EventState.IN_WINDOW);
    }

    @Test
    void aWindowCanLieBeforeItsAnchor() {
        EventTiming baseline = timing("BASELINE", infused);

        assertThat(baseline.from()).contains(INFUSION_START.minus(Duration.ofHours(24)));
        assertThat(baseline.to()).contains(INFUSION_START.minus(Duration.ofMinutes(90)));
        assertThat(baseline.inWindow(INFUSION_START.minus(Duration.ofMinutes(89))))
                .contains(false);
    }

    @Test
    void aCorrectedStartMovesEveryWindow() {
        Casebook corrected = infused.with(
                first("INFUSION", "INFUSION"),
                content(INFUSION_START, Map.of("INF_START", at(INFUSION_START.plusSeconds(600)))));

        assertThat(timing("PLUS40", corrected).from()).contains(INFUSION_START.plus(Duration.ofMinutes(45)));
    }

    @Test
    void anEventAsAnchorMeansItsEarliestForm() {
        Casebook casebook = Casebook.of(List.of(
                revision(first("BASELINE", "MADRS"), 1, content(INFUSION_START.minusSeconds(7200), Map.of())),
                revision(first("BASELINE", "VITALS"), 1, content(INFUSION_START.minusSeconds(9000), Map.of()))));

        assertThat(Anchors.of(schedule, casebook).at("baseline")).contains(INFUSION_START.minusSeconds(9000));
    }
}
