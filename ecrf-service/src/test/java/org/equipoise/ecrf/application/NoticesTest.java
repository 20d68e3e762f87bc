package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.investigator;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {
    private static final Instant PLUS40 = INFUSION_START.plus(Duration.ofMinutes(40));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(NoticesTest::withRules));
    private final ResolveNotice resolve = new ResolveNotice(site.studies, site.notices, site.open, site.clock);
    private final ListNotices list = new ListNotices(site.studies, site.notices);

    static void withRules(ObjectNode study) {
        ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
        study.path("forms").forEach(form -> {
            ArrayNode checks = form.withArray("/editChecks");
            switch (form.path("form").asText()) {
                case "VITALS" -> {
                    ((ObjectNode) form).put("repeating", true);
                    ObjectNode twice = check(checks, "PRESSURE_TWICE", "alert", "SYSTOLIC");
                    twice.putObject("inputs").put("other", "*/VITALS/SYSTOLIC").put("otherAt", "*/VITALS/OCCURRED_AT");
                    twice.put(
                            "assert",
                            "SYSTOLIC < 180 || other < 180 || OCCURRED_AT - otherAt < duration('5m')"
                                    + " || OCCURRED_AT - otherAt > duration('15m')");
                }
                case "MADRS" -> check(checks, "HIGH", "alert", "M1").put("assert", "M1 < 5");
                case "INFUSION" ->
                    ((ObjectNode) checks.get(1)).putArray("raises").add("deviation");
                default -> {}
            }
        });
    }

    private static ObjectNode check(ArrayNode checks, String id, String raises, String item) {
        ObjectNode check = checks.addObject();
        check.put("id", id)
                .put("severity", "query")
                .put("message", id + " failed")
                .putArray("raises")
                .add(raises);
        check.putArray("items").add(item);
        return check;
    }

    private List<Notice> seen(Actor reader, Raise kind) {
        ListNotices.Selection all =
                new ListNotices.Selection(kind, Optional.empty(), Optional.empty(), Optional.empty());
        return list.list(reader, STUDY, all, new Page(Optional.empty(), 50)).items();
    }

    private void vitals(int repeat, Instant at, int systolic) {
        SaveCommand save = first("PLUS40", "VITALS", data(at, Map.of("SYSTOLIC", systolic, "DIASTOLIC", 60)));
        site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY,
                        TrialSite.SUBJECT,
                        new FormInstance("PLUS40", "VITALS", repeat),
                        0,
                        Optional.empty(),
                        save.data()));
    }

    private Notice oneAlert() {
        site.infuse();
        site.enter("H24", "MADRS", H24, Map.of("M1", 6, "M2", 0, "M3", 0));
        return seen(investigator(), Raise.ALERT).get(0);
    }

    @Test
    void anAlertIsRaisedWhenTheRuleBeginsToFailAndAgainAboutAnotherValue() {
        site.infuse();
        site.enter("H24", "MADRS", H24, Map.of("M1", 6, "M2", 0, "M3", 0));
        site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(H24, Map.of("M1", 6, "M2", 1, "M3", 0))));
        assertThat(seen(rater(), Raise.ALERT))
                .extracting(
                        notice -> notice.source().check(),
                        notice -> notice.source().revision())
                .containsExactly(tuple("HIGH", 1));

        site.saveForm.save(everybody(), change("H24", "MADRS", 2, data(H24, madrs(5))));
        site.saveForm.save(everybody(), change("H24", "MADRS", 3, data(H24, madrs(1))));
        site.saveForm.save(everybody(), change("H24", "MADRS", 4, data(H24, madrs(5))));
        assertThat(seen(rater(), Raise.ALERT))
                .extracting(notice -> notice.source().revision())
                .containsExactly(1, 3, 5);
    }

    @ParameterizedTest
    @CsvSource({"4, 185, 0", "5, 185, 1", "15, 185, 1", "16, 185, 0", "10, 179, 0", "-5, 185, 1"})
    void aPressureMustBeFoundTwiceAFewMinutesApart(int minutesLater, int systolic, int alerts) {
        site.infuse();
        vitals(1, PLUS40.minusSeconds(120), 190);
        assertThat(seen(investigator(), Raise.ALERT)).isEmpty();

        SaveCommand later = first(
                "PLUS40",
                "VITALS",
                new EntryData(
                        Map.of("SYSTOLIC", systolic, "DIASTOLIC", 60),
                        Map.of(),
                        PLUS40.minusSeconds(120).plus(Duration.ofMinutes(minutesLater)),
                        Optional.of("busy"),
                        Optional.empty(),
                        Map.of()));
        site.saveForm.save(
                everybody(),
                new SaveCommand(
                        STUDY,
                        TrialSite.SUBJECT,
                        new FormInstance("PLUS40", "VITALS", 2),
                        0,
                        Optional.empty(),
                        later.data()));

        assertThat(seen(investigator(), Raise.ALERT)).hasSize(alerts);
    }

    @Test
    void whatADoseDayReadingRaisedIsNotForRaters() {
        site.infuse();
        vitals(1, PLUS40.minusSeconds(240), 190);
        vitals(2, PLUS40.plusSeconds(120), 190);
        String alert = seen(investigator(), Raise.ALERT).get(0).id();

        assertThat(seen(rater(), Raise.ALERT)).isEmpty();
        assertThat(catchThrowableOfType(Refusal.class, () -> resolve.acknowledge(rater(), STUDY, alert, "Seen.", "k"))
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(new ListNotices(site.studies, site.notices).openBySubject(rater(), STUDY, Raise.ALERT))
                .isEmpty();
    }

    @Nested
    class AnAlert {
        @Test
        void isAcknowledgedOnceWithTimeAndName() {
            Notice alert = oneAlert();
            Notice done = resolve.acknowledge(investigator(), STUDY, alert.id(), "Called the subject.", "k1");

            assertThat(done.resolution().orElseThrow().by().name()).isEqualTo("ivan");
            assertThat(done.resolution().orElseThrow().at()).isEqualTo(site.clock.instant());
            assertThat(resolve.acknowledge(investigator(), STUDY, alert.id(), "Called the subject.", "k1"))
                    .isEqualTo(done);
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> resolve.acknowledge(investigator(), STUDY, alert.id(), "Again.", "k2"))
                            .type())
                    .isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> resolve.acknowledge(investigator(), STUDY, alert.id(), "Other.", "k1"))
                            .type())
                    .isEqualTo(ProblemType.KEY_REUSED);
        }

        @Test
        void isLeftAsItIsOnceTheDataAreClosed() {
            Notice alert = oneAlert();
            MarkData marks = site.marking;
            Mark.Statement end = new Mark.Statement(0, "", List.of(), Optional.of("End of the study"));
            marks.mark(investigator(), new MarkData.Marking(STUDY, Target.study(), MarkAction.FREEZE, end, "f"));
            marks.mark(investigator(), new MarkData.Marking(STUDY, Target.study(), MarkAction.LOCK, end, "l"));

            Refusal refused = catchThrowableOfType(
                    Refusal.class, () -> resolve.acknowledge(investigator(), STUDY, alert.id(), "Called.", "k1"));
            assertThat(refused.type()).isEqualTo(ProblemType.STATE_CONFLICT);
            assertThat(refused.members()).containsEntry("closed", "study").containsEntry("state", "locked");
            assertThat(seen(investigator(), Raise.ALERT)).containsExactly(alert);
        }

        @Test
        void thatWasAcknowledgedBeforeTheLockAnswersTheSameRequestAgain() {
            Notice alert = oneAlert();
            Notice done = resolve.acknowledge(investigator(), STUDY, alert.id(), "Called.", "k1");
            Mark.Statement end = new Mark.Statement(0, "", List.of(), Optional.of("End of the study"));
            site.marking.mark(investigator(), new MarkData.Marking(STUDY, Target.study(), MarkAction.FREEZE, end, "f"));

            assertThat(resolve.acknowledge(investigator(), STUDY, alert.id(), "Called.", "k1"))
                    .isEqualTo(done);
        }

        @Test
        void isNoDeviation() {
            Notice alert = oneAlert();

            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> resolve.complete(everybody(), STUDY, alert.id(), "Cause", true, "k"))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }

        @Test
        void thatAStopSwallowedIsRaisedByTheSweep() {
            Notice alert = oneAlert();
            site.notices.byOrigin.clear();

            RaiseOutstandingQueries sweep = new RaiseOutstandingQueries(site.revisions, site.systemQueries);
            assertThat(sweep.sweep()).isEqualTo(1);
            assertThat(seen(investigator(), Raise.ALERT)).containsExactly(alert);
            assertThat(sweep.sweep()).isZero();
        }
    }

    @Nested
    class ADeviation {
        private Notice late() {
            site.infuse();
            site.clock.set(INFUSION_START.plus(Duration.ofDays(3)));
            EntryData explained = new EntryData(
                    Map.copyOf(madrs(1)),
                    Map.of(),
                    INFUSION_START.plus(Duration.ofHours(29)),
                    Optional.of("The train was late"),
                    Optional.empty(),
                    Map.of());
            site.saveForm.save(rater(), first("H24", "MADRS", explained));
            return seen(rater(), Raise.DEVIATION).get(0);
        }

        @Test
        void isRaisedByTheWindowThoughAReasonWasGiven() {
            Notice deviation = late();

            assertThat(deviation.source().check()).isEqualTo("window");
            assertThat(deviation.source().instance().event()).isEqualTo("H24");
            assertThat(site.queries.all()).isEmpty();
        }

        @Test
        void isCompletedBySomebodyOfTheSite() {
            Notice deviation = late();
            Notice done = resolve.complete(rater(), STUDY, deviation.id(), "Transport", false, "k1");

            assertThat(done.resolution().orElseThrow().important()).contains(false);
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> resolve.complete(
                                            TrialSite.monitor(), STUDY, deviation.id(), "Transport", false, "k2"))
                            .type())
                    .isEqualTo(ProblemType.PERMISSION_MISSING);
        }

        @Test
        void aboutTheInfusionIsNotForRaters() {
            Map<String, Object> slow = Map.of(
                    "INF_START", INFUSION_START.toString(),
                    "INF_STOP", INFUSION_START.plus(Duration.ofMinutes(50)).toString());
            EntryData explained = new EntryData(
                    slow,
                    Map.of(),
                    INFUSION_START,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("R4_DURATION", "The pump was slow"));
            site.saveForm.save(everybody(), first("INFUSION", "INFUSION", explained));

            assertThat(seen(investigator(), Raise.DEVIATION))
                    .extracting(notice -> notice.source().check())
                    .containsExactly("R4_DURATION");
            assertThat(seen(rater(), Raise.DEVIATION)).isEmpty();
        }
    }
}
