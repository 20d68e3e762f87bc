package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.AmendedStudy.H24;
import static org.equipoise.ecrf.application.AmendedStudy.MADRS;
import static org.equipoise.ecrf.application.AmendedStudy.SECOND;
import static org.equipoise.ecrf.application.AmendedStudy.command;
import static org.equipoise.ecrf.application.AmendedStudy.refused;
import static org.equipoise.ecrf.application.AmendedStudy.sevenAndNew;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.application.MigrateSubjects.Outcome;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.FormStanding;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.ecrf.domain.subject.SubjectStatus;
import org.equipoise.platform.problem.ProblemType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AmendmentsTest {
    private static final String WITHOUT_EVENTS =
            SECOND.replace("{\"form\": \"AE\", \"required\": false}, ", "").replace(", \"stillEntered\": [\"AE\"]", "");

    private final AmendedStudy study = new AmendedStudy();

    @Nested
    class Versions {
        @Test
        void aSubjectStaysUnderTheVersionThatItWasScreenedUnder() {
            study.publishSecond();

            assertThat(refused(() -> study.enter(study.early, "H24", "MADRS", sevenAndNew())))
                    .isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(study.enter(study.early, "H24", "MADRS", madrs(1))
                            .revision()
                            .definitionVersion())
                    .isEqualTo("1");
        }

        @Test
        void whoIsScreenedLaterFollowsTheLaterVersion() {
            study.publishSecond();
            Subject late = study.screening.screen(STUDY, "01", INFUSION_START, "late");

            assertThat(study.enter(late, "H24", "MADRS", sevenAndNew())
                            .revision()
                            .definitionVersion())
                    .isEqualTo("2");
        }

        @Test
        void theScheduleFollowsTheSubjectsVersion() {
            study.publishSecond();
            study.enter(study.early, "INFUSION", "INFUSION", Map.of("INF_START", INFUSION_START.toString()));
            ReadSchedule schedules =
                    new ReadSchedule(study.site.studies, study.site.subjects, study.site.revisions, study.site.clock);

            Instant before = from(schedules);
            study.move(study.early.id());

            assertThat(before).isEqualTo(INFUSION_START.plus(Duration.ofHours(20)));
            assertThat(from(schedules)).isEqualTo(INFUSION_START.plus(Duration.ofHours(22)));
        }

        @Test
        void snapshotsJudgeWindowsByTheSubjectsVersion() {
            study.enter(study.early, "INFUSION", "INFUSION", Map.of("INF_START", INFUSION_START.toString()));
            enterAfter(Duration.ofHours(27));
            study.publishSecond();
            boolean before = inWindow();
            study.move(study.early.id());

            assertThat(before).isTrue();
            assertThat(inWindow()).isFalse();
        }

        private void enterAfter(Duration since) {
            EntryData data = new EntryData(
                    Map.copyOf(madrs(1)),
                    Map.of(),
                    INFUSION_START.plus(since),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            study.site.saveForm.save(
                    everybody(), new SaveCommand(STUDY, study.early.id(), MADRS, 0, Optional.empty(), data));
        }

        private boolean inWindow() {
            SubjectManifest manifest = new SnapshotManifests(
                            study.site.studies.current(STUDY), study.site.studies, study.site.clock.instant())
                    .of(
                            study.site
                                    .subjectStore
                                    .find(STUDY, study.early.id())
                                    .orElseThrow(),
                            study.site.revisions.of(STUDY, study.early.id()),
                            List.of());
            return manifest.entries().stream()
                    .filter(entry -> entry.instance().equals(MADRS))
                    .findFirst()
                    .flatMap(SubjectManifest.Entry::inWindow)
                    .orElseThrow();
        }

        private Instant from(ReadSchedule schedules) {
            return schedules.read(everybody(), STUDY, study.early.id()).events().stream()
                    .filter(event -> event.timing().event().id().equals("H24"))
                    .findFirst()
                    .orElseThrow()
                    .timing()
                    .from()
                    .orElseThrow();
        }

        @Test
        void theListOfSubjectsSaysWhatTheSubjectsPageSays() {
            study.enter(study.early, "COMMON", "DISPOSITION", Map.of("REASON", "CONSENT", "ENDED", "2026-03-01"));
            study.publishing.publish(
                    STUDY,
                    "2",
                    SECOND.replace("\"code\": \"CONSENT\"", "\"code\": \"CONSENT_WITHDRAWN\"")
                            .replace("REASON == 'CONSENT'", "REASON == 'CONSENT_WITHDRAWN'"),
                    new Author("id-of-ada", "ada"));
            ReadSubjects read = new ReadSubjects(
                    study.site.studies,
                    study.site.subjects,
                    study.site.subjectStore,
                    study.site.revisions,
                    study.site.queries);

            assertThat(read.list(rater(), STUDY, Optional.empty(), new Page(Optional.empty(), 50))
                            .items())
                    .filteredOn(listed -> listed.subject().id().equals(study.early.id()))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.subject().status())
                            .isEqualTo(read.read(rater(), STUDY, study.early.id())
                                    .listed()
                                    .subject()
                                    .status())
                            .isEqualTo(SubjectStatus.WITHDRAWN));
        }

        @Test
        void aTightenedCategoryHoldsForSubjectsOfEarlierVersionsToo() {
            study.enter(study.early, "H24", "VITALS", Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
            ReadForm reading = new ReadForm(study.site.studies, study.site.subjects, study.site.revisions);
            assertThat(reading.read(rater(), STUDY, study.early.id(), first("H24", "VITALS")))
                    .isNotNull();

            study.publishing.publish(
                    STUDY,
                    "2",
                    SECOND.replace(
                            "\"name\": \"Vital signs\", \"category\": \"general\"",
                            "\"name\": \"Vital signs\", \"category\": \"dose-day\""),
                    new Author("id-of-ada", "ada"));

            assertThat(refused(() -> reading.read(rater(), STUDY, study.early.id(), first("H24", "VITALS"))))
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class AnalysisDataOfACut {
        private final ReadAnalysisData read = new ReadAnalysisData(
                study.site.studies, study.site.subjectStore, study.site.revisions, study.site.clock);
        private final String third = SECOND.replace("\"version\": \"2\"", "\"version\": \"3\"")
                .replace("\"id\": \"H24\"", "\"id\": \"DAY1\"")
                .replace("H24/", "DAY1/");

        private void later() {
            study.site.clock.set(study.site.clock.instant().plusSeconds(60));
        }

        /** 27 hours after the infusion: inside the window of the first version and outside that of the second. */
        private Instant enterAndRandomize() {
            Instant after = INFUSION_START.plus(Duration.ofHours(27));
            study.enter(study.early, "INFUSION", "INFUSION", Map.of("INF_START", INFUSION_START.toString()));
            study.site.saveForm.save(
                    everybody(),
                    new SaveCommand(
                            STUDY, study.early.id(), MADRS, 0, Optional.empty(), TrialSite.data(after, madrs(1))));
            study.site.subjectStore.recordRandomization(
                    STUDY,
                    study.early.id(),
                    new Randomization("R-1", "K-1", INFUSION_START, Map.of("site", "01")),
                    study.site.clock.instant());
            Instant cut = study.site.clock.instant();
            later();
            return cut;
        }

        private ReadAnalysisData.DataSet at(Instant cut) {
            return read.read(STUDY, Optional.of(cut), "MADRS", "TOTAL", new Page(Optional.empty(), 10));
        }

        private ReadAnalysisData.Value value(Instant cut) {
            return at(cut).items().items().get(0).values().get(0);
        }

        private void moveTo(String version) {
            assertThat(study.migrate.migrate(
                            everybody(),
                            new MigrateSubjects.Order(STUDY, version, List.of(study.early.id()), "amendment")))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(Outcome.MIGRATED);
            later();
        }

        @Test
        void staysTheSameWhenASubjectIsMovedToAnotherWindow() {
            Instant cut = enterAndRandomize();
            ReadAnalysisData.DataSet before = at(cut);
            assertThat(value(cut).inWindow()).contains(true);
            study.publishSecond();
            later();
            moveTo("2");

            assertThat(at(cut)).isEqualTo(before);
            assertThat(value(study.site.clock.instant()).inWindow()).contains(false);
            assertThat(at(study.site.clock.instant()).definitionVersion()).isEqualTo("2");
        }

        @Test
        void holdsValuesAtEventsThatTheVersionDoesNotHaveAsOutsideTheirWindow() {
            Instant cut = enterAndRandomize();
            ReadAnalysisData.DataSet before = at(cut);
            study.publishing.publish(STUDY, "3", third, new Author("id-of-ada", "ada"));
            later();
            moveTo("3");

            assertThat(at(cut)).isEqualTo(before);
            assertThat(value(study.site.clock.instant()))
                    .isEqualTo(new ReadAnalysisData.Value(
                            "H24",
                            1,
                            INFUSION_START.plus(Duration.ofHours(27)),
                            value(cut).value(),
                            Optional.of(false)));
        }
    }

    @Nested
    class Migrating {
        @Test
        void changesNothingThatWasEntered() {
            FormView entered = study.enter(study.early, "H24", "MADRS", madrs(1));
            study.publishSecond();

            assertThat(study.move(study.early.id()))
                    .extracting(MigrateSubjects.Result::outcome, MigrateSubjects.Result::from)
                    .containsExactly(tuple(Outcome.MIGRATED, Optional.of("1")));

            assertThat(study.site.revisions.revisions)
                    .extracting(StoredRevision::revision)
                    .containsExactly(entered.revision());
            FormView changed = study.site.saveForm.save(everybody(), command(study.early, MADRS, 1, sevenAndNew()));
            assertThat(changed.revision().definitionVersion()).isEqualTo("2");
        }

        @Test
        void makesASaveThatBeganBeforeBeginAgainUnderTheNewVersion() {
            study.publishSecond();
            study.site.revisions.beforeAppend = () -> study.move(study.early.id());

            FormView saved = study.enter(study.early, "H24", "MADRS", madrs(1));

            assertThat(saved.revision().definitionVersion()).isEqualTo("2");
        }

        /** The replica that stored the correction has a clock that is behind that of the other. */
        @Test
        void knowsWhatStoodByTheOrderOfSavesAndNotByTheirClocks() {
            FormInstance first = first("BASELINE", "MADRS");
            study.enter(study.early, "H24", "MADRS", madrs(5));
            study.enter(study.early, "BASELINE", "MADRS", madrs(0));
            study.site.clock.set(study.site.clock.instant().minusSeconds(60));
            study.site.saveForm.save(everybody(), command(study.early, first, 1, madrs(3)));
            study.site.clock.set(study.site.clock.instant().plusSeconds(120));
            study.publishSecond();
            study.move(study.early.id());

            FormView saved = study.site.saveForm.save(everybody(), command(study.early, MADRS, 1, madrs(4)));

            assertThat(saved.revision().definitionVersion()).isEqualTo("2");
            assertThat(study.site.revisions.revisions)
                    .flatExtracting(stored -> stored.revision().consequences())
                    .filteredOn(consequence -> consequence.finding().check().equals("R6"))
                    .extracting(Consequence::effect)
                    .containsExactly(Consequence.Effect.ASKS, Consequence.Effect.SETTLES);
        }

        @Test
        void canBeRepeated() {
            study.publishSecond();
            study.move(study.early.id());
            long turns = study.site.revisions.turnsNow(STUDY, study.early.id());

            assertThat(study.move(study.early.id()))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(Outcome.UNCHANGED);
            assertThat(study.site.revisions.turnsNow(STUDY, study.early.id()))
                    .as("whoever moved it may have stopped before that")
                    .isGreaterThan(turns);
            assertThat(study.migrate.history(everybody(), STUDY, study.early.id()))
                    .singleElement()
                    .satisfies(move -> {
                        assertThat(move.from()).contains("1");
                        assertThat(move.to()).isEqualTo("2");
                        assertThat(move.reason()).isEqualTo("amendment 2");
                        assertThat(move.by().name()).isEqualTo("eve");
                    });
        }

        @Test
        void tellsItsReasonOnlyToWhoMayKnowWhatTheDoseDid() {
            study.publishSecond();
            study.move(study.early.id());

            assertThat(study.migrate.history(rater(), STUDY, study.early.id()))
                    .singleElement()
                    .satisfies(move -> {
                        assertThat(move.to()).isEqualTo("2");
                        assertThat(move.reason()).isEmpty();
                    });
        }

        @Test
        void refusesSubjectsOneByOneAndSaysWhy() {
            study.publishSecond();
            Subject other = study.screening.screen(STUDY, "01", INFUSION_START, "other");
            new CloseData(
                            study.site.studies,
                            study.site.subjects,
                            study.site.revisions,
                            study.site.marks,
                            study.site.marking,
                            study.site.open)
                    .subject(
                            everybody(),
                            STUDY,
                            study.early.id(),
                            new CloseData.Step(MarkAction.FREEZE, Optional.of("cleaning"), "k"));

            assertThat(study.move(study.early.id(), other.id(), "01-999"))
                    .extracting(
                            MigrateSubjects.Result::outcome,
                            result -> result.why().orElse(""))
                    .containsExactly(
                            tuple(Outcome.REFUSED, "The subject is frozen."),
                            tuple(Outcome.UNCHANGED, ""),
                            tuple(Outcome.REFUSED, "There is no such subject."));
        }

        @Test
        void goesForwardOnlyAndToPublishedVersions() {
            study.publishSecond();
            study.move(study.early.id());

            assertThat(study.migrate.migrate(
                            everybody(), new MigrateSubjects.Order(STUDY, "1", List.of(study.early.id()), "back")))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(Outcome.REFUSED);
            assertThat(refused(() -> study.migrate.migrate(
                            everybody(), new MigrateSubjects.Order(STUDY, "3", List.of(study.early.id()), "on"))))
                    .isEqualTo(ProblemType.INVALID_VALUE);
        }

        @Test
        void aSignedFormStaysUnderTheVersionThatItWasSignedIn() {
            study.enter(study.early, "H24", "MADRS", madrs(1));
            new ReviewForm(
                            study.site.studies,
                            study.site.subjects,
                            study.site.revisions,
                            study.site.marks,
                            study.site.marking,
                            study.site.open)
                    .step(
                            everybody(),
                            new ReviewForm.Step(
                                    STUDY,
                                    study.early.id(),
                                    MADRS,
                                    MarkAction.SIGN,
                                    1,
                                    List.of(),
                                    Optional.empty(),
                                    Optional.of("mine"),
                                    "k"));
            study.publishSecond();
            study.move(study.early.id());

            assertThat(refused(
                            () -> study.site.saveForm.save(everybody(), command(study.early, MADRS, 1, sevenAndNew()))))
                    .as("the new item is none of the signed form's")
                    .isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(study.site
                            .saveForm
                            .save(everybody(), command(study.early, MADRS, 1, madrs(2)))
                            .revision()
                            .definitionVersion())
                    .isEqualTo("1");
            assertThat(study.site
                            .saveForm
                            .save(everybody(), command(study.early, MADRS, 2, sevenAndNew()))
                            .revision()
                            .definitionVersion())
                    .as("the change took the signature away")
                    .isEqualTo("2");
        }

        @Test
        void aReaderIsToldByWhichVersionTheNextSaveIsChecked() {
            study.enter(study.early, "H24", "MADRS", madrs(1));
            assertThat(nextVersion(MADRS)).as("not signed").contains("1");
            study.sign(study.early);
            study.publishSecond();
            study.move(study.early.id());
            assertThat(nextVersion(MADRS)).as("signed").contains("1");

            FormView saved = study.site.saveForm.save(everybody(), command(study.early, MADRS, 1, madrs(2)));

            assertThat(saved.revision().definitionVersion()).isEqualTo("1");
            assertThat(saved.nextVersion()).as("not signed any more").contains("2");
            assertThat(nextVersion(MADRS)).contains("2");
        }

        private Optional<String> nextVersion(FormInstance instance) {
            return new ReadForm(study.site.studies, study.site.subjects, study.site.revisions)
                    .read(everybody(), STUDY, study.early.id(), instance)
                    .nextVersion();
        }

        @Test
        void whatHappensToAnotherFormIsNotTold() {
            study.enter(study.early, "H24", "MADRS", madrs(1));
            study.enter(study.early, "PLUS40", "VITALS", Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
            study.sign(study.early);
            study.publishSecond();
            study.move(study.early.id());

            study.site.saveForm.save(
                    everybody(),
                    command(study.early, first("PLUS40", "VITALS"), 1, Map.of("SYSTOLIC", 121, "DIASTOLIC", 80)));

            assertThat(nextVersion(first("PLUS40", "VITALS"))).contains("2");
            assertThat(nextVersion(MADRS)).as("whose revision was signed").contains("1");
        }

        @Test
        void soDoesAFormThatWasSignedWithItsSubject() {
            study.enter(study.early, "H24", "MADRS", madrs(1));
            study.sign(study.early);
            study.publishSecond();
            study.move(study.early.id());

            assertThat(study.site
                            .saveForm
                            .save(everybody(), command(study.early, MADRS, 1, madrs(2)))
                            .revision()
                            .definitionVersion())
                    .isEqualTo("1");
        }

        @Test
        void aSignatureOnASubjectOutlastsAFormThatAVersionDrops() {
            study.enter(study.early, "COMMON", "AE", Map.of("TERM", "Headache"));
            CloseData close = study.sign(study.early);
            study.publishing.publish(STUDY, "2", WITHOUT_EVENTS, new Author("id-of-ada", "ada"));
            study.move(study.early.id());

            assertThat(close.ofSubject(everybody(), STUDY, study.early.id()).signatures())
                    .extracting(FormStanding.Signature::valid)
                    .containsExactly(true);
        }

        @Test
        void whatWasEnteredOnAFormThatIsGoneCanStillBeRead() {
            study.enter(study.early, "COMMON", "AE", Map.of("TERM", "Headache"));
            study.publishing.publish(STUDY, "2", WITHOUT_EVENTS, new Author("id-of-ada", "ada"));
            study.move(study.early.id());

            assertThat(new ReadForm(study.site.studies, study.site.subjects, study.site.revisions)
                            .read(everybody(), STUDY, study.early.id(), first("COMMON", "AE"))
                            .revision()
                            .number())
                    .isEqualTo(1);
            assertThat(refused(() -> study.site.saveForm.save(
                            everybody(), command(study.early, first("COMMON", "AE"), 1, Map.of("TERM", "Nausea")))))
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Test
    void aSubjectWithoutANotedVersionFollowsTheOneInForce() {
        study.publishSecond();

        assertThat(study.site
                        .saveForm
                        .save(everybody(), TrialSite.first("H24", "MADRS", data(H24, sevenAndNew())))
                        .revision()
                        .definitionVersion())
                .isEqualTo("2");
        assertThat(study.site
                        .saveForm
                        .save(everybody(), change("H24", "MADRS", 1, data(H24, madrs(1))))
                        .revision()
                        .number())
                .isEqualTo(2);
    }
}
