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
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ReadAnalysisData.DataSet;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.eligibility.EligibilityCertificate;
import org.equipoise.ecrf.domain.eligibility.MisStratification;
import org.equipoise.ecrf.domain.eligibility.Source;
import org.equipoise.ecrf.domain.eligibility.StratificationHistory;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.SubjectStatus;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RandomizationTest {
    private static final Instant BASELINE = INFUSION_START.minus(Duration.ofHours(3));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    private final TrialSite site = new TrialSite();
    private final RecordRandomization record = new RecordRandomization(
            site.studies, site.subjects, site.subjectStore, site.revisions, site.systemQueries, site.clock);

    private static Randomization randomization(String number) {
        return new Randomization(number, "K-0001", INFUSION_START, Map.of("site", "01", "madrsBand", "GE10"));
    }

    @Nested
    class ALevelThatChanges {
        private final ReadSubjects read =
                new ReadSubjects(site.studies, site.subjects, site.subjectStore, site.revisions, site.queries);

        private StratificationHistory history() {
            return read.read(everybody(), STUDY, SUBJECT).stratification().orElseThrow();
        }

        private void correct(int expected, int each) {
            site.saveForm.save(everybody(), change("BASELINE", "MADRS", expected, data(BASELINE, madrs(each))));
        }

        private List<DataQuery> queries() {
            return site.queries.all().stream()
                    .filter(query -> query.check().equals(Optional.of("stratification:madrsBand")))
                    .toList();
        }

        private void randomizeWithTotal(int each) {
            site.clock.set(INFUSION_START.minusSeconds(60));
            site.enter("BASELINE", "MADRS", BASELINE, madrs(each));
            site.clock.set(INFUSION_START.plusSeconds(60));
            record.record(everybody(), STUDY, SUBJECT, randomization("R-0001"));
        }

        @Test
        void isKeptBesideTheStratumThatIsNeverRewritten() {
            randomizeWithTotal(4);
            assertThat(history().changes()).isEmpty();
            correct(1, 5);
            assertThat(history().changes()).isEmpty();
            correct(2, 3);

            assertThat(history().current()).isEqualTo(Map.of("madrsBand", "LT10"));
            assertThat(history().changes())
                    .containsExactly(new MisStratification(
                            "madrsBand",
                            "GE10",
                            Optional.of("LT10"),
                            site.clock.instant(),
                            Examples.first("BASELINE", "MADRS"),
                            3));
            assertThat(read.read(everybody(), STUDY, SUBJECT)
                            .listed()
                            .subject()
                            .randomization()
                            .orElseThrow()
                            .strata())
                    .containsEntry("madrsBand", "GE10");
            assertThat(queries()).extracting(DataQuery::status).containsExactly(QueryStatus.OPEN);
        }

        @Test
        void isToldToWhoSeesTheFormThatDecidesIt() {
            randomizeWithTotal(4);
            correct(1, 3);

            for (FormCategory unseen : List.of(FormCategory.PHARMACY, FormCategory.GENERAL)) {
                Actor other = TrialSite.actor("uwe", "*", Set.of(unseen), Set.of());
                StratificationHistory told =
                        read.read(other, STUDY, SUBJECT).stratification().orElseThrow();
                assertThat(told.current()).isEmpty();
                assertThat(told.changes()).isEmpty();
            }
            StratificationHistory seen = read.read(TrialSite.rater(), STUDY, SUBJECT)
                    .stratification()
                    .orElseThrow();
            assertThat(seen.current()).containsEntry("madrsBand", "LT10");
            assertThat(seen.changes()).hasSize(1);
        }

        @Test
        void keepsItsHistoryWhenItIsCorrectedBack() {
            randomizeWithTotal(4);
            correct(1, 3);
            correct(2, 5);

            assertThat(history().changes())
                    .extracting(MisStratification::differs)
                    .containsExactly(true, false);
            assertThat(history().current()).containsEntry("madrsBand", "GE10");
            assertThat(queries()).extracting(DataQuery::status).containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void isFoundWhenTheNewsOfTheRandomizationComesLater() {
            randomizeWithTotal(3);
            record.record(everybody(), STUDY, SUBJECT, randomization("R-0001"));

            assertThat(history().changes()).singleElement().satisfies(change -> {
                assertThat(change.current()).contains("LT10");
                assertThat(change.revision()).isEqualTo(1);
            });
            assertThat(queries()).hasSize(1);
        }

        @Test
        void isReadUnderTheRulesOfItsTime() {
            randomizeWithTotal(4);
            String amended = ExampleStudy.jsonReplacing("\"version\": \"1\"", "\"version\": \"2\"")
                    .replace("value < 10", "value < 13")
                    .replace("value >= 10", "value >= 13");
            new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                    .publish(STUDY, "2", amended, new Author("id-of-ada", "ada"));

            assertThat(history().changes()).isEmpty();
        }
    }

    @Nested
    class Certificate {
        private final IssueEligibilityCertificate issue =
                new IssueEligibilityCertificate(site.studies, site.subjects, site.revisions, site.open, site.clock);

        @Test
        void namesTheRevisionsThatDecided() {
            site.enter("BASELINE", "MADRS", BASELINE, madrs(2));
            site.saveForm.save(everybody(), change("BASELINE", "MADRS", 1, data(BASELINE, madrs(5))));
            site.enter("BASELINE", "ELIGIBILITY", BASELINE, Map.of("ADULT", true, "PREGNANT", false));
            site.enter("H24", "MADRS", H24, madrs(1));

            EligibilityCertificate certificate = issue.issue(everybody(), STUDY, SUBJECT);

            assertThat(certificate.eligible()).isTrue();
            assertThat(certificate.strata()).isEqualTo(Map.of("site", "01", "madrsBand", "GE10"));
            assertThat(certificate.sources())
                    .containsExactly(
                            new Source(
                                    Examples.first("BASELINE", "ELIGIBILITY"),
                                    1,
                                    site.revisions.revisions.get(2).hash()),
                            new Source(
                                    Examples.first("BASELINE", "MADRS"),
                                    2,
                                    site.revisions.revisions.get(1).hash()));
            assertThat(certificate.definitionVersion()).isEqualTo("1");
            assertThat(certificate.issuedAt()).isEqualTo(site.clock.instant());
        }

        @Test
        void saysWhyNot() {
            site.enter("BASELINE", "ELIGIBILITY", BASELINE, Map.of("ADULT", true, "PREGNANT", true));
            site.enter("BASELINE", "MADRS", BASELINE, madrs(2));

            EligibilityCertificate certificate = issue.issue(everybody(), STUDY, SUBJECT);

            assertThat(certificate.eligible()).isFalse();
            assertThat(certificate.reasons()).containsExactly("Pregnant");
        }
    }

    @Nested
    class ClosedData {
        private final IssueEligibilityCertificate issue =
                new IssueEligibilityCertificate(site.studies, site.subjects, site.revisions, site.open, site.clock);

        @BeforeEach
        void theSubjectIsEligible() {
            site.enter("BASELINE", "MADRS", BASELINE, madrs(5));
            site.enter("BASELINE", "ELIGIBILITY", BASELINE, Map.of("ADULT", true, "PREGNANT", false));
        }

        private EligibilityCertificate closed(Target target, MarkAction... actions) {
            for (MarkAction action : actions) {
                Mark.Statement why = new Mark.Statement(0, "", List.of(), Optional.of("end of data capture"));
                site.marking.mark(
                        TrialSite.monitor(), new MarkData.Marking(STUDY, target, action, why, target.key() + action));
            }
            return issue.issue(everybody(), STUDY, SUBJECT);
        }

        @Test
        void areAReasonAgainstARandomization() {
            EligibilityCertificate certificate = closed(Target.study(), MarkAction.FREEZE, MarkAction.LOCK);

            assertThat(certificate.eligible()).isFalse();
            assertThat(certificate.reasons()).containsExactly("The study's data are locked");
        }

        @Test
        void areOneIfTheyAreFrozenBecauseNothingCouldBeEnteredAfterwards() {
            assertThat(closed(Target.site("01"), MarkAction.FREEZE).reasons())
                    .containsExactly("The site's data are frozen");
        }

        @Test
        void areOneIfTheyAreTheSubjectsOwn() {
            assertThat(closed(Target.subject("01", SUBJECT), MarkAction.LOCK).reasons())
                    .containsExactly("The subject's data are locked");
        }

        @Test
        void areNoneOnceTheyAreOpenAgainNorElsewhere() {
            assertThat(closed(Target.study(), MarkAction.FREEZE, MarkAction.UNFREEZE)
                            .eligible())
                    .isTrue();
            assertThat(closed(Target.site("02"), MarkAction.LOCK).eligible()).isTrue();
        }

        @Test
        void takeNewsOfARandomizationThatWasMadeBefore() {
            closed(Target.study(), MarkAction.FREEZE, MarkAction.LOCK);

            record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));

            assertThat(site.subjectStore.find(STUDY, SUBJECT))
                    .hasValueSatisfying(subject -> assertThat(subject.status()).isEqualTo(SubjectStatus.RANDOMIZED));
        }
    }

    @Nested
    class News {
        @Test
        void ofASaveThatBeganBeforeItAsksAboutTheStratum() {
            site.clock.set(INFUSION_START.minusSeconds(60));
            site.enter("BASELINE", "MADRS", BASELINE, madrs(4));
            site.clock.set(INFUSION_START.plusSeconds(60));
            site.revisions.beforeAppend = () -> record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));

            site.saveForm.save(everybody(), change("BASELINE", "MADRS", 1, data(BASELINE, madrs(3))));

            assertThat(site.queries.all())
                    .extracting(DataQuery::check, DataQuery::status)
                    .containsExactly(tuple(Optional.of("stratification:madrsBand"), QueryStatus.OPEN));
        }

        @Test
        void thatComesWhileASaveReadsTheSubjectMakesItBeginAgain() {
            site.clock.set(INFUSION_START.minusSeconds(60));
            site.enter("BASELINE", "MADRS", BASELINE, madrs(4));
            site.clock.set(INFUSION_START.plusSeconds(60));
            SubjectStore overtaken = new DelegatingSubjects(site.subjectStore) {
                @Override
                public Optional<Subject> find(String study, String id) {
                    Optional<Subject> before = super.find(study, id);
                    if (before.orElseThrow().randomization().isEmpty()) {
                        record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));
                    }
                    return before;
                }
            };

            new SaveForm(
                            site.studies,
                            new Subjects(overtaken, site.open),
                            site.revisions,
                            site.drafts,
                            site.systemQueries,
                            new Random(3),
                            site.clock)
                    .save(everybody(), change("BASELINE", "MADRS", 1, data(BASELINE, madrs(3))));

            assertThat(site.queries.all())
                    .extracting(DataQuery::check, DataQuery::status)
                    .containsExactly(tuple(Optional.of("stratification:madrsBand"), QueryStatus.OPEN));
        }

        @Test
        void isAppliedOnceHoweverOftenItComes() {
            record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));
            site.clock.set(site.clock.instant().plusSeconds(60));
            record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));

            assertThat(site.subjectStore.find(STUDY, SUBJECT)).hasValueSatisfying(subject -> {
                assertThat(subject.status()).isEqualTo(SubjectStatus.RANDOMIZED);
                assertThat(subject.randomizationKnownAt())
                        .contains(site.clock.instant().minusSeconds(60));
            });
        }

        @Test
        void ofAnotherNumberIsRefused() {
            record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));

            Refusal refusal = catchThrowableOfType(
                    Refusal.class, () -> record.record(everybody(), STUDY, SUBJECT, randomization("R-2")));

            assertThat(refusal.type()).isEqualTo(ProblemType.ALREADY_RANDOMIZED);
            assertThat(refusal.members()).containsEntry("randomizationNumber", "R-1");
        }

        @Test
        void ofAnUnknownSubjectIsRefused() {
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> record.record(everybody(), STUDY, "01-999", randomization("R-1")))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class AnalysisData {
        private final ReadAnalysisData read =
                new ReadAnalysisData(site.studies, site.subjectStore, site.revisions, site.clock);

        private DataSet read(Instant asOf) {
            return read.read(STUDY, Optional.of(asOf), "MADRS", "TOTAL", new Page(Optional.empty(), 200));
        }

        private void play() {
            site.infuse();
            site.enter("BASELINE", "MADRS", BASELINE, madrs(5));
            site.enter("H24", "MADRS", H24, madrs(2));
            record.record(everybody(), STUDY, SUBJECT, randomization("R-1"));
        }

        @Test
        void holdsTheValuesOfRandomizedSubjectsInTheOrderOfTheSchedule() {
            site.subjectStore.put(Examples.subject("01-002"));
            play();

            assertThat(read(site.clock.instant()).items().items())
                    .singleElement()
                    .satisfies(data -> {
                        assertThat(data.subject()).isEqualTo(SUBJECT);
                        assertThat(data.strata()).containsEntry("madrsBand", "GE10");
                        assertThat(data.values())
                                .containsExactly(
                                        new ReadAnalysisData.Value("BASELINE", 1, BASELINE, 15L, Optional.of(true)),
                                        new ReadAnalysisData.Value("H24", 1, H24, 6L, Optional.of(true)));
                    });
        }

        @Test
        void doesNotChangeWithWhatIsSavedAfterTheCut() {
            play();
            Instant cut = site.clock.instant();
            DataSet before = read(cut);
            site.clock.set(cut.plusSeconds(1));
            site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(H24, madrs(1))));

            assertThat(read(cut)).isEqualTo(before);
            assertThat(read(site.clock.instant()).contentHash()).isNotEqualTo(before.contentHash());
        }

        @Test
        void doesNotHoldSubjectsWhoseRandomizationBecameKnownAfterTheCut() {
            play();

            assertThat(read(site.clock.instant().minusSeconds(1)).items().items())
                    .isEmpty();
        }

        @Test
        void cannotBeDrawnAtAFutureCut() {
            assertThat(catchThrowableOfType(
                                    Refusal.class,
                                    () -> read(site.clock.instant().plusSeconds(1)))
                            .type())
                    .isEqualTo(ProblemType.INVALID_VALUE);
        }

        @Test
        void hasOneHashForAllItsPages() {
            play();
            site.subjectStore.put(Examples.subject("01-002"));
            record.record(everybody(), STUDY, "01-002", randomization("R-2"));

            DataSet first = read.read(STUDY, Optional.empty(), "MADRS", "TOTAL", new Page(Optional.empty(), 1));
            DataSet second = read.read(
                    STUDY,
                    Optional.empty(),
                    "MADRS",
                    "TOTAL",
                    new Page(first.items().next(), 1));

            assertThat(first.items().next()).contains(SUBJECT);
            assertThat(second.items().next()).isEmpty();
            assertThat(second.contentHash()).isEqualTo(first.contentHash());
        }

        @Test
        void countsWithoutArms() {
            play();
            ReadEnrolment.Enrolment enrolment = new ReadEnrolment(
                            site.studies, site.subjectStore, site.revisions, site.queries, site.clock)
                    .read(STUDY, Optional.empty());

            assertThat(enrolment.screened()).isEqualTo(1);
            assertThat(enrolment.randomized()).isEqualTo(1);
            assertThat(enrolment.formsEntered()).isEqualTo(3);
            assertThat(enrolment.bySite())
                    .containsExactly(
                            new ReadEnrolment.SiteEnrolment("01", 1, 1), new ReadEnrolment.SiteEnrolment("02", 0, 0));
        }
    }
}
