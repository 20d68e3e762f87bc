package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingReviewTest {
    private static final Instant BEFORE = INFUSION_START.minus(Duration.ofHours(2));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();

    private static List<DataQuery> about(TrialSite site, String event, String form, String check) {
        return site.queries.all().stream()
                .filter(query -> query.instance().equals(Examples.first(event, form)))
                .filter(query -> query.check().equals(Optional.of(check)))
                .toList();
    }

    private static void save(TrialSite site, SaveCommand command) {
        site.saveForm.save(everybody(), command);
    }

    @Nested
    class AChangedInput {
        AChangedInput() {
            site.enter("BASELINE", "MADRS", BEFORE, madrs(1));
            site.enter("H24", "MADRS", H24, madrs(2));
        }

        @Test
        void raisesAQueryOnTheFormWhoseCheckItBreaks() {
            save(site, change("BASELINE", "MADRS", 1, data(BEFORE, madrs(6))));

            assertThat(about(site, "H24", "MADRS", "R6")).singleElement().satisfies(query -> {
                assertThat(query.status()).isEqualTo(QueryStatus.OPEN);
                assertThat(query.question().by()).isEqualTo(SystemQueries.SYSTEM);
                assertThat(query.item()).contains("TOTAL");
            });
        }

        @Test
        void closesItWhenTheCheckHoldsAgain() {
            save(site, change("BASELINE", "MADRS", 1, data(BEFORE, madrs(6))));
            assertThat(about(site, "H24", "MADRS", "R6"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.OPEN);

            save(site, change("BASELINE", "MADRS", 2, data(BEFORE, madrs(5))));

            assertThat(about(site, "H24", "MADRS", "R6")).singleElement().satisfies(query -> {
                assertThat(query.status()).isEqualTo(QueryStatus.CLOSED);
                assertThat(query.thread()).extracting(QueryEntry::action).last().isEqualTo(QueryEntry.Action.CLOSED);
            });
        }

        @Test
        void leavesAQueryThatAPersonClosedAloneUntilTheCheckHasHeld() {
            save(site, change("BASELINE", "MADRS", 1, data(BEFORE, madrs(6))));
            new AdvanceQuery(site.studies, site.queries, site.revisions, site.clock)
                    .close(
                            everybody(),
                            TrialSite.STUDY,
                            site.queries.all().get(0).id(),
                            "Confirmed.",
                            "k1");
            save(site, change("BASELINE", "MADRS", 2, data(BEFORE, Map.of("M1", 6, "M2", 6, "M3", 5))));
            assertThat(about(site, "H24", "MADRS", "R6"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);

            save(site, change("BASELINE", "MADRS", 3, data(BEFORE, madrs(3))));
            save(site, change("BASELINE", "MADRS", 4, data(BEFORE, madrs(6))));
            assertThat(about(site, "H24", "MADRS", "R6"))
                    .extracting(DataQuery::status)
                    .containsExactlyInAnyOrder(QueryStatus.CLOSED, QueryStatus.OPEN);
        }

        @Test
        void makesAQueryOfAnErrorAndIsSavedAllTheSame() {
            save(site, change("H24", "MADRS", 1, data(H24, Map.of("M1", 6, "M2", 0, "M3", 0))));
            FormView saved = site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));

            assertThat(saved.findings()).isEmpty();
            assertThat(about(site, "H24", "MADRS", "CALM")).hasSize(1);
        }

        @Test
        void isInTheRevisionThatCausedIt() {
            save(site, change("BASELINE", "MADRS", 1, data(BEFORE, madrs(6))));
            site.queries.byOrigin.clear();
            save(site, change("BASELINE", "MADRS", 2, data(BEFORE, madrs(3))));

            new RaiseOutstandingQueries(site.revisions, site.systemQueries).sweep();

            assertThat(about(site, "H24", "MADRS", "R6"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);
        }
    }

    @Nested
    class AMissingInput {
        private final TrialSite strict = new TrialSite(ExampleStudy.jsonWith(study -> {
            ObjectNode check = (ObjectNode) study.at("/forms/1/editChecks/0");
            check.put("assert", "M1 < 4 || calm < 20").put("whenMissing", "fail");
            check.putObject("inputs").put("calm", "PLUS40/CADSS/SCORE");
        }));

        @Test
        void failsACheckThatSaysSo() {
            strict.enter("H24", "MADRS", H24, Map.of("M1", 4, "M2", 0, "M3", 0));

            assertThat(about(strict, "H24", "MADRS", "R6")).hasSize(1);
        }

        @Test
        void doesNotMatterWhenTheRestDecides() {
            strict.enter("H24", "MADRS", H24, Map.of("M1", 3, "M2", 0, "M3", 0));

            assertThat(strict.queries.all()).isEmpty();
        }

        @Test
        void isSettledWhenItArrives() {
            strict.enter("H24", "MADRS", H24, Map.of("M1", 4, "M2", 0, "M3", 0));
            strict.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 3));

            assertThat(about(strict, "H24", "MADRS", "R6"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void saysNothingAboutAnItemOfTheFormItselfThatHasItsOwnReason() {
            strict.saveForm.save(
                    everybody(),
                    first(
                            "H24",
                            "MADRS",
                            new EntryData(
                                    Map.of("M2", 0, "M3", 0),
                                    Map.of("M1", "refused"),
                                    H24,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of())));

            assertThat(strict.queries.all()).isEmpty();
        }
    }

    @Nested
    class AnInputOfAnyEvent {
        private TrialSite with(String match) {
            return new TrialSite(ExampleStudy.jsonWith(study -> {
                ObjectNode check = (ObjectNode) study.at("/forms/1/editChecks/0");
                check.put("assert", "math.abs(TOTAL - other) <= 10").put("match", match);
                check.putObject("inputs").put("other", "*/MADRS/TOTAL");
            }));
        }

        @Test
        void mustAgreeWithEveryOtherForm() {
            TrialSite each = with("every");
            each.enter("SCREENING", "MADRS", BEFORE.minus(Duration.ofDays(3)), madrs(2));
            each.enter("BASELINE", "MADRS", BEFORE, madrs(0));
            each.enter("H24", "MADRS", H24, madrs(4));

            // The form at hand and the one that it disagrees with are both asked about.
            assertThat(each.queries.all())
                    .extracting(query -> query.instance().event())
                    .containsExactlyInAnyOrder("BASELINE", "H24");
        }

        @Test
        void orWithOneOfThem() {
            TrialSite one = with("some");
            one.enter("SCREENING", "MADRS", BEFORE.minus(Duration.ofDays(3)), madrs(2));
            one.enter("BASELINE", "MADRS", BEFORE, madrs(0));
            one.enter("H24", "MADRS", H24, madrs(4));

            assertThat(one.queries.all()).isEmpty();
        }

        @Test
        void neverWithTheFormItself() {
            TrialSite each = with("every");
            each.enter("H24", "MADRS", H24, madrs(4));

            assertThat(each.queries.all()).isEmpty();
        }
    }

    @Nested
    class Windows {
        private ReadSchedule.WindowState windowOf(String event, String form) {
            return new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock)
                    .read(everybody(), TrialSite.STUDY, SUBJECT).events().stream()
                            .filter(entry -> entry.timing().event().id().equals(event))
                            .flatMap(entry -> entry.forms().stream())
                            .filter(entry -> entry.form().id().equals(form))
                            .findFirst()
                            .flatMap(ReadSchedule.FormEntry::window)
                            .orElse(null);
        }

        /** Baseline may be from 24 hours to 90 minutes before the start, both included, by the minute. */
        @ParameterizedTest
        @CsvSource({
            "PT24H,    INSIDE",
            "PT24H1M,  OUTSIDE",
            "PT23H59M, INSIDE",
            "PT90M,    INSIDE",
            "PT89M,    OUTSIDE",
            "PT89M1S,  INSIDE",
            "PT2H,     INSIDE"
        })
        void ofAFormBeforeTheDoseIsJudgedWhenTheDoseStarts(String before, ReadSchedule.WindowState state) {
            site.enter("BASELINE", "VITALS", INFUSION_START.minus(Duration.parse(before)), vitals());
            assertThat(windowOf("BASELINE", "VITALS")).isNull();

            site.infuse();

            assertThat(windowOf("BASELINE", "VITALS")).isEqualTo(state);
            assertThat(about(site, "BASELINE", "VITALS", "window"))
                    .hasSize(state == ReadSchedule.WindowState.OUTSIDE ? 1 : 0);
        }

        @Test
        void ofScreeningAreJudgedWhenBaselineIsEntered() {
            Instant consent = BEFORE.minus(Duration.ofDays(29));
            site.enter("SCREENING", "CONSENT", consent, Map.of("CONSENT_AT", consent.toString()));
            site.enter("BASELINE", "VITALS", BEFORE, vitals());
            assertThat(about(site, "SCREENING", "CONSENT", "window")).hasSize(1);

            save(site, change("BASELINE", "VITALS", 1, data(BEFORE.minus(Duration.ofDays(1)), vitals())));

            assertThat(about(site, "SCREENING", "CONSENT", "window"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void areSettledByAReason() {
            site.enter("BASELINE", "VITALS", INFUSION_START.minus(Duration.ofDays(2)), vitals());
            site.infuse();
            EntryData data = data(INFUSION_START.minus(Duration.ofDays(2)), vitals());
            save(
                    site,
                    change(
                            "BASELINE",
                            "VITALS",
                            1,
                            new EntryData(
                                    data.values(),
                                    Map.of(),
                                    data.occurredAt(),
                                    Optional.of("The infusion was put off"),
                                    Optional.empty(),
                                    Map.of())));

            assertThat(windowOf("BASELINE", "VITALS")).isEqualTo(ReadSchedule.WindowState.EXPLAINED);
            assertThat(about(site, "BASELINE", "VITALS", "window"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void areSettledByACorrectedAnchor() {
            site.enter("BASELINE", "VITALS", INFUSION_START.minus(Duration.ofHours(25)), vitals());
            site.infuse();
            String earlier = INFUSION_START.minus(Duration.ofHours(2)).toString();
            save(site, change("INFUSION", "INFUSION", 1, data(INFUSION_START, Map.of("INF_START", earlier))));

            assertThat(about(site, "BASELINE", "VITALS", "window"))
                    .extracting(DataQuery::status)
                    .containsExactly(QueryStatus.CLOSED);
        }

        private Map<String, Object> vitals() {
            return Map.of("SYSTOLIC", 120, "DIASTOLIC", 80);
        }
    }

    @Nested
    class AfterConsentWasWithdrawn {
        private static final Instant THIRD_OF_MARCH = Instant.parse("2026-03-03T10:00:00Z");

        AfterConsentWasWithdrawn() {
            site.infuse();
            site.clock.set(INFUSION_START.plus(Duration.ofDays(9)));
        }

        private void withdraw() {
            site.enter("COMMON", "DISPOSITION", THIRD_OF_MARCH, Map.of("REASON", "CONSENT", "ENDED", "2026-03-02"));
        }

        @Test
        void nothingThatHappenedLaterIsTaken() {
            withdraw();
            Refusal refusal =
                    catchThrowableOfType(Refusal.class, () -> site.enter("H24", "MADRS", THIRD_OF_MARCH, madrs(1)));

            assertThat(refusal.type()).isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(refusal.members().toString()).contains("withdrawal");
        }

        /** The day of the withdrawal, at the site (Berlin), belongs to the study to its end. */
        @ParameterizedTest
        @CsvSource({"2026-03-02T22:59:00Z, true", "2026-03-02T23:00:00Z, false"})
        void theDayItselfIsStillTaken(Instant at, boolean taken) {
            withdraw();
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> site.saveForm.save(
                            everybody(),
                            first(
                                    "H24",
                                    "MADRS",
                                    new EntryData(
                                            madrs(1),
                                            Map.of(),
                                            at,
                                            Optional.of("early"),
                                            Optional.empty(),
                                            Map.of()))));

            assertThat(refusal == null).isEqualTo(taken);
        }

        @Test
        void whatWasObservedEarlierCanBeCorrected() {
            site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 3));
            withdraw();
            save(site, change("PLUS40", "CADSS", 1, data(INFUSION_START.plusSeconds(2400), Map.of("SCORE", 4))));

            assertThat(site.queries.all()).isEmpty();
        }

        @Test
        void theStudyGoesOnWithTheFormsThatItNames() {
            withdraw();
            FormView saved = site.enter("COMMON", "AE", THIRD_OF_MARCH, Map.of("TERM", "Headache"));

            assertThat(saved.revision().number()).isEqualTo(1);
        }

        @Test
        void whatWasEnteredBeforeIsQueried() {
            site.enter("H24", "MADRS", THIRD_OF_MARCH, madrs(1));
            withdraw();

            assertThat(about(site, "H24", "MADRS", "withdrawal")).hasSize(1);
        }

        @Test
        void theSubjectIsWithdrawnAndNotEligible() {
            withdraw();
            ReadSubjects read =
                    new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries);

            assertThat(read.read(everybody(), TrialSite.STUDY, SUBJECT)
                            .listed()
                            .subject()
                            .status()
                            .code())
                    .isEqualTo("withdrawn");
            assertThat(read.list(everybody(), TrialSite.STUDY, Optional.empty(), new Page(Optional.empty(), 10))
                            .items())
                    .extracting(listed -> listed.subject().status().code())
                    .containsExactly("withdrawn");
            assertThat(new IssueEligibilityCertificate(
                                    site.studies, site.subjects, site.revisions, site.open, site.clock)
                            .issue(everybody(), TrialSite.STUDY, SUBJECT))
                    .satisfies(certificate -> {
                        assertThat(certificate.reasons()).contains("Consent was withdrawn");
                        assertThat(certificate.sources())
                                .extracting(source -> source.instance().form())
                                .contains("DISPOSITION");
                    });
        }

        @Test
        void aCorrectedFormTakesItBack() {
            withdraw();
            save(site, change("COMMON", "DISPOSITION", 1, data(THIRD_OF_MARCH, Map.of("REASON", "COMPLETED"))));

            assertThat(site.enter("H24", "MADRS", THIRD_OF_MARCH, madrs(1))
                            .revision()
                            .number())
                    .isEqualTo(1);
        }
    }

    @Nested
    class InARepetition {
        private final TrialSite repeated = new TrialSite(ExampleStudy.jsonWith(study -> {
            var events = (com.fasterxml.jackson.databind.node.ArrayNode) study.at("/schedule/events");
            for (int dose = 1; dose <= 2; dose++) {
                ObjectNode event = events.addObject();
                event.put("id", "D" + dose + "_PLUS40")
                        .put("name", "Dose " + dose)
                        .put("repetition", "D" + dose);
                event.putArray("forms").addObject().put("form", "CADSS");
                ObjectNode later = events.addObject();
                later.put("id", "D" + dose + "_H24").put("name", "Day after").put("repetition", "D" + dose);
                later.putArray("forms").addObject().put("form", "MADRS");
            }
        }));

        @Test
        void aPathMeansTheSameRepetition() {
            repeated.enter("D1_PLUS40", "CADSS", INFUSION_START, Map.of("SCORE", 60));
            repeated.enter("D2_PLUS40", "CADSS", INFUSION_START, Map.of("SCORE", 1));

            assertThat(repeated.enter("D2_H24", "MADRS", H24, Map.of("M1", 6, "M2", 0, "M3", 0))
                            .revision()
                            .number())
                    .isEqualTo(1);
            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> repeated.enter("D1_H24", "MADRS", H24, Map.of("M1", 6, "M2", 0, "M3", 0)));
            assertThat(refusal.type()).isEqualTo(ProblemType.CHECK_FAILED);
        }

        @Test
        void andTheEventOutsideIfTheRepetitionHasNone() {
            repeated.enter("BASELINE", "MADRS", BEFORE, madrs(0));
            repeated.enter("D1_H24", "MADRS", H24, madrs(5));

            assertThat(about(repeated, "D1_H24", "MADRS", "R6")).hasSize(1);
        }
    }

    @Test
    void theSweepHoldsOnePageAtATime() {
        site.enter("BASELINE", "MADRS", BEFORE, madrs(0));
        for (int i = 1; i <= 450; i++) {
            site.subjectStore.put(Examples.subject(String.format("02-%03d", i)));
            for (String event : List.of("BASELINE", "H24")) {
                site.saveForm.save(
                        everybody(),
                        new SaveCommand(
                                TrialSite.STUDY,
                                String.format("02-%03d", i),
                                new FormInstance(event, "MADRS", 1),
                                0,
                                Optional.empty(),
                                data(event.equals("H24") ? H24 : BEFORE, madrs(event.equals("H24") ? 5 : 0))));
            }
        }
        site.queries.byOrigin.clear();
        RaiseOutstandingQueries sweep = new RaiseOutstandingQueries(site.revisions, site.systemQueries);

        assertThat(sweep.sweep()).isEqualTo(450);
        assertThat(site.revisions.largestPage).isEqualTo(RaiseOutstandingQueries.PAGE);
        assertThat(sweep.sweep()).isZero();
    }

    @Test
    void aRaterIsNotToldOfAQueryFromTheDoseDay() {
        site.enter("H24", "MADRS", H24, Map.of("M1", 6, "M2", 0, "M3", 0));
        site.enter("PLUS40", "CADSS", INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60));

        assertThat(new ListQueries(site.studies, site.queries, site.clock)
                        .list(
                                rater(),
                                TrialSite.STUDY,
                                new ListQueries.Selection(
                                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false),
                                new Page(Optional.empty(), 10))
                        .items())
                .isEmpty();
        assertThat(site.queries.all()).hasSize(1);
    }
}
