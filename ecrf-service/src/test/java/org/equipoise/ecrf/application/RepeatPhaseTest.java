package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.rater;
import static org.equipoise.ecrf.application.TrialSite.settling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.CyclicStudy;
import org.equipoise.ecrf.application.ReadSchedule.EventEntry;
import org.equipoise.ecrf.application.ReadSchedule.WindowState;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.schedule.EventState;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see and are asked on the days of repeat doses: on the schedule, the work list and the page of the dose day. */
class RepeatPhaseTest {
    private static final Instant FIRST = INFUSION_START.plus(Duration.ofDays(33));
    private static final Instant SECOND = FIRST.plus(Duration.ofHours(84));
    private static final Instant THIRD = FIRST.plus(Duration.ofDays(7));

    private final TrialSite site = new TrialSite(CyclicStudy.json());
    private final ReadSchedule schedule = new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock);
    private final ReadWorkList work = site.workList;
    private final ListNotices notices = new ListNotices(site.studies, site.notices);

    @BeforeEach
    void singleDose() {
        site.infuse();
    }

    private EventEntry event(Actor reader, String id, Instant asOf) {
        site.clock.set(asOf);
        return schedule.read(reader, STUDY, SUBJECT).events().stream()
                .filter(entry -> entry.timing().event().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void dose(int number, Instant start) {
        save(number, start, Optional.empty());
    }

    private void save(int number, Instant start, Optional<String> windowReason) {
        site.clock.set(start.plus(Duration.ofMinutes(1)));
        EntryData begun = new EntryData(
                Map.of("INF_START", start.toString()),
                Map.of(),
                start,
                windowReason,
                Optional.empty(),
                TrialSite.LOOKED_AGAIN);
        site.saveForm.save(everybody(), first("D" + number + "_INFUSION", "INFUSION", begun));
    }

    private List<Notice> deviations() {
        ListNotices.Selection all =
                new ListNotices.Selection(Raise.DEVIATION, Optional.empty(), Optional.empty(), Optional.empty());
        return notices.list(everybody(), STUDY, all, new Page(Optional.empty(), 50))
                .items();
    }

    private static List<String> events(List<WorkItem> items) {
        return items.stream().map(item -> item.entry().event().id()).toList();
    }

    @Test
    void theScheduleDatesADoseBeforeItStarts() {
        EventEntry before = event(investigator(), "D1_PREDOSE", FIRST.minus(Duration.ofDays(3)));
        assertThat(before.state()).isEqualTo(EventState.NOT_YET);
        assertThat(before.timing().times().target()).contains(FIRST.minus(Duration.ofHours(1)));

        assertThat(event(investigator(), "D1_PREDOSE", FIRST).state()).isEqualTo(EventState.IN_WINDOW);
        assertThat(event(investigator(), "D1_INFUSION", FIRST).state()).isEqualTo(EventState.IN_WINDOW);
        assertThat(event(investigator(), "D1_PLUS40", FIRST).state()).isEqualTo(EventState.WAITING);
        assertThat(event(investigator(), "D1_PREDOSE", FIRST.plus(Duration.ofDays(3)))
                        .state())
                .isEqualTo(EventState.LATE);
    }

    @Test
    void theWorkListNamesThePreparationOfTheDoseThatIsDue() {
        ReadWorkList.SiteWork week = work.site(settling(investigator()), STUDY, "01", FIRST.minus(Duration.ofDays(6)));
        assertThat(events(week.next())).contains("D1_PREDOSE", "D1_INFUSION").doesNotContain("D2_PREDOSE");

        ReadWorkList.SiteWork day = work.site(settling(investigator()), STUDY, "01", FIRST);
        assertThat(events(day.now())).contains("D1_PREDOSE", "D1_INFUSION").doesNotContain("D1_PLUS40");
        assertThat(events(day.late())).doesNotContain("D1_PREDOSE");
        assertThat(events(day.next())).contains("D2_PREDOSE");

        ReadWorkList.SiteWork over = work.site(settling(investigator()), STUDY, "01", FIRST.plus(Duration.ofHours(60)));
        assertThat(events(over.late())).contains("D1_PREDOSE", "D1_INFUSION");
    }

    @Test
    void theDoseDayIsThatOfTheNextDoseFromItsPreparationOn() {
        ReadWorkList.DoseDay before = work.doseDay(investigator(), STUDY, SUBJECT, FIRST.minus(Duration.ofHours(2)));
        assertThat(before.anchor()).contains("start1");
        assertThat(before.start()).isEmpty();
        assertThat(events(before.now())).containsExactly("D1_PREDOSE", "D1_INFUSION");
        assertThat(events(before.next())).containsExactly("D1_PLUS40");

        dose(1, FIRST);
        ReadWorkList.DoseDay during = work.doseDay(investigator(), STUDY, SUBJECT, FIRST.plus(Duration.ofMinutes(38)));
        assertThat(during.start()).contains(FIRST);
        assertThat(events(during.late())).containsExactly("D1_PREDOSE");
        assertThat(events(during.now())).containsExactly("D1_PLUS40");
        assertThat(events(during.done())).containsExactly("D1_INFUSION");

        assertThat(work.doseDay(investigator(), STUDY, SUBJECT, SECOND).anchor())
                .contains("start2");
    }

    @Test
    void theDoseDayGoesPastADoseThatWasSkipped() {
        dose(1, FIRST);

        assertThat(work.doseDay(investigator(), STUDY, SUBJECT, SECOND.plus(Duration.ofHours(30)))
                        .anchor())
                .contains("start2");
        assertThat(work.doseDay(investigator(), STUDY, SUBJECT, THIRD).anchor()).contains("start3");
        assertThat(events(
                        work.site(settling(investigator()), STUDY, "01", THIRD).late()))
                .doesNotContain("D2_PREDOSE");

        dose(3, THIRD);
        Instant after = THIRD.plus(Duration.ofDays(4));
        assertThat(work.doseDay(investigator(), STUDY, SUBJECT, after).anchor()).contains("start3");
    }

    @Test
    void theRaterIsToldOfTheVisitAfterADoseAndNothingOfTheDoseDay() {
        dose(1, FIRST);
        ReadWorkList.SiteWork day = work.site(settling(rater()), STUDY, "01", FIRST.plus(Duration.ofHours(24)));

        assertThat(events(day.now())).containsExactly("D1_H24");
        assertThat(events(work.site(settling(rater()), STUDY, "01", FIRST).now()))
                .noneMatch(event -> event.matches("D._(PREDOSE|INFUSION|PLUS40)"));
    }

    @Test
    void aDoseInItsTimeNeedsNoReason() {
        dose(1, FIRST.plus(Duration.ofHours(47)));
        dose(2, FIRST.plus(Duration.ofHours(47 + 84 + 23)));

        assertThat(deviations()).isEmpty();
    }

    @Test
    void aLateDoseNeedsAReasonAndIsOneDeviation() {
        dose(1, FIRST);
        Instant late = SECOND.plus(Duration.ofDays(2));

        Refusal refused = catchThrowableOfType(Refusal.class, () -> dose(2, late));
        assertThat(refused.type()).isEqualTo(ProblemType.REASON_REQUIRED);
        assertThat(refused.getMessage())
                .contains("Dose 2: infusion should begin from " + SECOND.minus(Duration.ofDays(1)) + " to "
                        + SECOND.plus(Duration.ofDays(1)));

        save(2, late, Optional.of("No escort was free"));
        site.clock.set(late.plus(Duration.ofMinutes(50)));
        site.enter("D2_PLUS40", "CADSS", late.plus(Duration.ofMinutes(40)), Map.of("SCORE", 1));
        assertThat(deviations())
                .extracting(
                        notice -> notice.source().instance().event(),
                        notice -> notice.source().instance().form(),
                        notice -> notice.source().check())
                .containsExactly(tuple("D2_INFUSION", "INFUSION", "window"));
        EventEntry shown = event(investigator(), "D2_INFUSION", late.plus(Duration.ofHours(1)));
        assertThat(shown.forms().get(0).window()).contains(WindowState.EXPLAINED);
        EventEntry inTime = event(investigator(), "D1_INFUSION", late);
        assertThat(inTime.forms().get(0).window()).contains(WindowState.INSIDE);
    }

    @Test
    void anEarlyDoseLiesOutsideToo() {
        dose(1, FIRST);
        save(2, SECOND.minus(Duration.ofHours(25)), Optional.of("Before the holidays"));

        assertThat(deviations()).hasSize(1);
    }

    /** Where the first dose is corrected, the others are held against it again. */
    @Test
    void aCorrectedFirstDoseIsHeldAgainstTheLaterOnes() {
        dose(1, FIRST);
        dose(2, SECOND);
        assertThat(deviations()).isEmpty();

        Instant corrected = FIRST.minus(Duration.ofHours(30));
        site.saveForm.save(
                everybody(),
                change("D1_INFUSION", "INFUSION", 1, data(corrected, Map.of("INF_START", corrected.toString()))));

        assertThat(deviations())
                .extracting(
                        notice -> notice.source().check(),
                        notice -> notice.source().instance().event())
                .containsExactly(tuple("window", "D2_INFUSION"));
    }
}
