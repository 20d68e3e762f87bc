package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;
import static org.equipoise.ecrf.application.TrialSite.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.MigrateSubjects.Outcome;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.study.VersionChange;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AmendmentsTest {
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance MADRS = first("H24", "MADRS");

    /** Item 1 goes to 7, item 4 is new, WEIGHT goes, R2 is stricter, the window of H24 is shorter. */
    private static final String SECOND = ExampleStudy.json()
            .replace("\"version\": \"1\"", "\"version\": \"2\"")
            .replace(
                    "\"label\": \"Item 1\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 6}",
                    "\"label\": \"Item 1\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 7}")
            .replace(
                    "{\"id\": \"TOTAL\",",
                    "{\"id\": \"M4\", \"label\": \"Item 4\", \"type\": \"integer\"},{\"id\": \"TOTAL\",")
            .replace("SYSTOLIC > DIASTOLIC", "SYSTOLIC > DIASTOLIC + 20")
            .replace("{\"from\": \"PT20H\", \"to\": \"PT28H\"}", "{\"from\": \"PT22H\", \"to\": \"PT26H\"}");

    private final TrialSite site = new TrialSite();
    private final MigrateSubjects migrate =
            new MigrateSubjects(site.studies, site.studyStore, site.subjectStore, site.open, site.clock);
    private final PublishStudy publishing =
            new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock);
    private final ScreenSubject screening = new ScreenSubject(site.studies, site.subjectStore, site.clock);

    private Subject early;

    @BeforeEach
    void aSubjectUnderTheFirstVersion() {
        early = screening.screen(STUDY, "01", INFUSION_START.minusSeconds(900_000), "early");
    }

    private void publishSecond() {
        publishing.publish(STUDY, "2", SECOND, new Author("id-of-ada", "ada"));
    }

    private FormView enter(Subject subject, String event, String form, Map<String, Object> values) {
        return site.saveForm.save(everybody(), of(subject, first(event, form), 0, values));
    }

    private static SaveCommand of(Subject subject, FormInstance form, int expected, Map<String, Object> values) {
        EntryData data = new EntryData(
                values, Map.of(), H24, Optional.empty(), Optional.of("typing error"), Map.of("ALL_SIX", "seen"));
        return new SaveCommand(STUDY, subject.id(), form, expected, Optional.empty(), data);
    }

    private List<MigrateSubjects.Result> move(String... subjects) {
        return migrate.migrate(everybody(), new MigrateSubjects.Order(STUDY, "2", List.of(subjects), "amendment 2"));
    }

    private static Map<String, Object> sevenAndNew() {
        Map<String, Object> values = new HashMap<>(madrs(1));
        values.put("M1", 7);
        values.put("M4", 2);
        return values;
    }

    private ProblemType refused(Runnable action) {
        return catchThrowableOfType(Refusal.class, action::run).type();
    }

    @Nested
    class Versions {
        @Test
        void aSubjectStaysUnderTheVersionThatItWasScreenedUnder() {
            publishSecond();

            assertThat(refused(() -> enter(early, "H24", "MADRS", sevenAndNew())))
                    .isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(enter(early, "H24", "MADRS", madrs(1)).revision().definitionVersion())
                    .isEqualTo("1");
        }

        @Test
        void whoIsScreenedLaterFollowsTheLaterVersion() {
            publishSecond();
            Subject late = screening.screen(STUDY, "01", INFUSION_START, "late");

            assertThat(enter(late, "H24", "MADRS", sevenAndNew()).revision().definitionVersion())
                    .isEqualTo("2");
        }

        @Test
        void theScheduleFollowsTheSubjectsVersion() {
            publishSecond();
            enter(early, "INFUSION", "INFUSION", Map.of("INF_START", INFUSION_START.toString()));
            ReadSchedule schedules = new ReadSchedule(site.studies, site.subjects, site.revisions, site.clock);

            Instant before = from(schedules);
            move(early.id());

            assertThat(before).isEqualTo(INFUSION_START.plus(Duration.ofHours(20)));
            assertThat(from(schedules)).isEqualTo(INFUSION_START.plus(Duration.ofHours(22)));
        }

        @Test
        void snapshotsJudgeWindowsByTheSubjectsVersion() {
            enter(early, "INFUSION", "INFUSION", Map.of("INF_START", INFUSION_START.toString()));
            enterAfter(Duration.ofHours(27));
            publishSecond();
            boolean before = inWindow();
            move(early.id());

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
            site.saveForm.save(everybody(), new SaveCommand(STUDY, early.id(), MADRS, 0, Optional.empty(), data));
        }

        private boolean inWindow() {
            SubjectManifest manifest = new SnapshotManifests(
                            site.studies.current(STUDY), site.studies, site.clock.instant())
                    .of(site.subjectStore.find(STUDY, early.id()).orElseThrow(), site.revisions.of(STUDY, early.id()));
            return manifest.entries().stream()
                    .filter(entry -> entry.instance().equals(MADRS))
                    .findFirst()
                    .flatMap(SubjectManifest.Entry::inWindow)
                    .orElseThrow();
        }

        private Instant from(ReadSchedule schedules) {
            return schedules.read(everybody(), STUDY, early.id()).events().stream()
                    .filter(event -> event.timing().event().id().equals("H24"))
                    .findFirst()
                    .orElseThrow()
                    .timing()
                    .from()
                    .orElseThrow();
        }

        @Test
        void aTightenedCategoryHoldsForSubjectsOfEarlierVersionsToo() {
            enter(early, "H24", "VITALS", Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
            ReadForm reading = new ReadForm(site.studies, site.subjects, site.revisions);
            assertThat(reading.read(rater(), STUDY, early.id(), first("H24", "VITALS")))
                    .isNotNull();

            publishing.publish(
                    STUDY,
                    "2",
                    SECOND.replace(
                            "\"name\": \"Vital signs\", \"category\": \"general\"",
                            "\"name\": \"Vital signs\", \"category\": \"dose-day\""),
                    new Author("id-of-ada", "ada"));

            assertThat(refused(() -> reading.read(rater(), STUDY, early.id(), first("H24", "VITALS"))))
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class Migrating {
        @Test
        void changesNothingThatWasEntered() {
            FormView entered = enter(early, "H24", "MADRS", madrs(1));
            publishSecond();

            assertThat(move(early.id()))
                    .extracting(MigrateSubjects.Result::outcome, MigrateSubjects.Result::from)
                    .containsExactly(tuple(Outcome.MIGRATED, Optional.of("1")));

            assertThat(site.revisions.revisions)
                    .extracting(StoredRevision::revision)
                    .containsExactly(entered.revision());
            FormView changed = site.saveForm.save(everybody(), of(early, MADRS, 1, sevenAndNew()));
            assertThat(changed.revision().definitionVersion()).isEqualTo("2");
        }

        @Test
        void canBeRepeated() {
            publishSecond();
            move(early.id());

            assertThat(move(early.id()))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(Outcome.UNCHANGED);
            assertThat(migrate.history(everybody(), STUDY, early.id()))
                    .singleElement()
                    .satisfies(move -> {
                        assertThat(move.from()).contains("1");
                        assertThat(move.to()).isEqualTo("2");
                        assertThat(move.reason()).isEqualTo("amendment 2");
                        assertThat(move.by().name()).isEqualTo("eve");
                    });
        }

        @Test
        void refusesSubjectsOneByOneAndSaysWhy() {
            publishSecond();
            Subject other = screening.screen(STUDY, "01", INFUSION_START, "other");
            new CloseData(site.studies, site.subjects, site.revisions, site.marks, new MarkData(site.marks, site.clock))
                    .subject(
                            everybody(),
                            STUDY,
                            early.id(),
                            new CloseData.Step(MarkAction.FREEZE, Optional.of("cleaning"), "k"));

            assertThat(move(early.id(), other.id(), "01-999"))
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
            publishSecond();
            move(early.id());

            assertThat(migrate.migrate(everybody(), new MigrateSubjects.Order(STUDY, "1", List.of(early.id()), "back")))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(Outcome.REFUSED);
            assertThat(refused(() -> migrate.migrate(
                            everybody(), new MigrateSubjects.Order(STUDY, "3", List.of(early.id()), "on"))))
                    .isEqualTo(ProblemType.INVALID_VALUE);
        }

        @Test
        void aSignedFormStaysUnderTheVersionThatItWasSignedIn() {
            enter(early, "H24", "MADRS", madrs(1));
            new ReviewForm(
                            site.studies,
                            site.subjects,
                            site.revisions,
                            site.marks,
                            new MarkData(site.marks, site.clock),
                            site.open)
                    .step(
                            everybody(),
                            new ReviewForm.Step(
                                    STUDY,
                                    early.id(),
                                    MADRS,
                                    MarkAction.SIGN,
                                    1,
                                    List.of(),
                                    Optional.empty(),
                                    Optional.of("mine"),
                                    "k"));
            publishSecond();
            move(early.id());

            assertThat(refused(() -> site.saveForm.save(everybody(), of(early, MADRS, 1, sevenAndNew()))))
                    .as("the new item is none of the signed form's")
                    .isEqualTo(ProblemType.CHECK_FAILED);
            assertThat(site.saveForm
                            .save(everybody(), of(early, MADRS, 1, madrs(2)))
                            .revision()
                            .definitionVersion())
                    .isEqualTo("1");
            assertThat(site.saveForm
                            .save(everybody(), of(early, MADRS, 2, sevenAndNew()))
                            .revision()
                            .definitionVersion())
                    .as("the change took the signature away")
                    .isEqualTo("2");
        }

        @Test
        void whatWasEnteredOnAFormThatIsGoneCanStillBeRead() {
            enter(early, "COMMON", "AE", Map.of("TERM", "Headache"));
            publishing.publish(
                    STUDY,
                    "2",
                    SECOND.replace("{\"form\": \"AE\", \"required\": false}, ", "")
                            .replace(", \"stillEntered\": [\"AE\"]", ""),
                    new Author("id-of-ada", "ada"));
            move(early.id());

            assertThat(new ReadForm(site.studies, site.subjects, site.revisions)
                            .read(everybody(), STUDY, early.id(), first("COMMON", "AE"))
                            .revision()
                            .number())
                    .isEqualTo(1);
            assertThat(refused(() -> site.saveForm.save(
                            everybody(), of(early, first("COMMON", "AE"), 1, Map.of("TERM", "Nausea")))))
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Nested
    class Impact {
        private final AssessAmendment assess =
                new AssessAmendment(site.studies, site.studyStore, site.subjectStore, site.revisions);

        @Test
        void everyDifferenceIsListedWithWhatItConcerns() {
            enter(early, "H24", "MADRS", madrs(1));
            enter(early, "H24", "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
            publishSecond();
            screening.screen(STUDY, "01", INFUSION_START, "late");

            AssessAmendment.Amendment amendment = assess.assess(
                    TrialSite.actor("dario", "01", everybody().reads().keySet(), Set.of()),
                    STUDY,
                    "2",
                    Optional.empty());

            assertThat(amendment.from()).isEqualTo("1");
            assertThat(amendment.impacts())
                    .extracting(
                            impact -> impact.change().effect(),
                            impact -> impact.change().path(),
                            impact -> impact.change().attributes(),
                            AssessAmendment.Impact::forms,
                            AssessAmendment.Impact::subjects)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    VersionChange.Effect.CHANGED,
                                    "/schedule/events/H24/window",
                                    List.of("window"),
                                    2L,
                                    1L),
                            tuple(VersionChange.Effect.CHANGED, "/forms/MADRS", List.of("itemGroups"), 1L, 1L),
                            tuple(VersionChange.Effect.CHANGED, "/forms/MADRS/items/M1", List.of("range"), 1L, 1L),
                            tuple(VersionChange.Effect.ADDED, "/forms/MADRS/items/M4", List.of(), 0L, 0L),
                            tuple(
                                    VersionChange.Effect.CHANGED,
                                    "/forms/VITALS/editChecks/R2",
                                    List.of("assert"),
                                    1L,
                                    1L));
        }

        @Test
        void formsThatTheReaderMayNotSeeAreNotCounted() {
            enter(early, "H24", "MADRS", madrs(1));
            publishSecond();

            assertThat(assess.assess(TrialSite.actor("x", "*", Set.of(), Set.of()), STUDY, "2", Optional.of("1"))
                            .impacts())
                    .allSatisfy(impact -> assertThat(impact.forms()).isZero());
        }
    }

    @Nested
    class DryRun {
        private final TryDefinition trying =
                new TryDefinition(site.studies, publishing, site.subjectStore, site.revisions);

        private TryDefinition.Trial run(Actor reader, String json, Page page) {
            int before = site.revisions.revisions.size();
            TryDefinition.Trial trial = trying.run(reader, STUDY, json, page);
            assertThat(site.revisions.revisions).hasSize(before);
            assertThat(site.queries.all()).isEmpty();
            assertThat(site.studyStore.all(STUDY)).hasSize(1);
            return trial;
        }

        @Test
        void saysWhichChecksWouldFailAndWhichNoLonger() {
            enter(early, "H24", "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
            enter(early, "H24", "MADRS", madrs(6));
            String stricter = SECOND.replace("M1 + M2 + M3 < 18", "M1 + M2 + M3 < 99");

            TryDefinition.Trial trial = run(everybody(), stricter, new Page(Optional.empty(), 10));

            assertThat(trial.version()).isEqualTo("2");
            assertThat(trial.checks())
                    .extracting(
                            TryDefinition.CheckCount::form,
                            TryDefinition.CheckCount::check,
                            TryDefinition.CheckCount::fires,
                            TryDefinition.CheckCount::settles)
                    .containsExactlyInAnyOrder(tuple("VITALS", "R2", 1L, 0L), tuple("MADRS", "ALL_SIX", 0L, 1L));
            assertThat(trial.places().items())
                    .extracting(TryDefinition.Place::subject, TryDefinition.Place::instance, TryDefinition.Place::fires)
                    .containsExactly(tuple(early.id(), MADRS, false), tuple(early.id(), first("H24", "VITALS"), true));
        }

        @Test
        void anItemThatNoLongerTakesItsValueIsNamed() {
            enter(early, "H24", "MADRS", madrs(6));
            String narrower = ExampleStudy.json()
                    .replace("\"version\": \"1\"", "\"version\": \"2\"")
                    .replace(
                            "\"label\": \"Item 2\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 6}",
                            "\"label\": \"Item 2\", \"type\": \"integer\", \"range\": {\"min\": 0, \"max\": 5}");

            assertThat(run(everybody(), narrower, new Page(Optional.empty(), 10))
                            .places()
                            .items())
                    .singleElement()
                    .satisfies(place -> {
                        assertThat(place.finding().check()).isEqualTo("range");
                        assertThat(place.finding().items()).containsExactly("M2");
                    });
        }

        @Test
        void placesComeInPagesAndCountsDoNot() {
            for (String event : List.of("BASELINE", "H24")) {
                enter(early, event, "VITALS", Map.of("SYSTOLIC", 90, "DIASTOLIC", 80));
            }
            TryDefinition.Trial one = run(everybody(), SECOND, new Page(Optional.empty(), 1));
            TryDefinition.Trial two =
                    run(everybody(), SECOND, new Page(one.places().next(), 1));

            assertThat(one.checks())
                    .isEqualTo(two.checks())
                    .singleElement()
                    .satisfies(count -> assertThat(count.fires()).isEqualTo(2));
            assertThat(one.places().items().get(0).instance().event()).isEqualTo("BASELINE");
            assertThat(two.places().items().get(0).instance().event()).isEqualTo("H24");
            assertThat(two.places().next()).isEmpty();
        }

        @Test
        void aRuleThatSomebodyMakesUpTellsNothingThatIsHidden() {
            site.saveForm.save(
                    everybody(),
                    new SaveCommand(
                            STUDY,
                            early.id(),
                            first("PLUS40", "CADSS"),
                            0,
                            Optional.empty(),
                            data(INFUSION_START.plusSeconds(2400), Map.of("SCORE", 60))));
            enter(early, "H24", "MADRS", madrs(1));
            String prying = SECOND.replace("cadss < 50 || M1 < 6", "cadss < 50");

            assertThat(run(rater(), prying, new Page(Optional.empty(), 10)).checks())
                    .isEmpty();
            assertThat(run(everybody(), prying, new Page(Optional.empty(), 10)).checks())
                    .extracting(TryDefinition.CheckCount::check)
                    .contains("CALM");
        }

        @Test
        void norDoesOneOverAnEventThatTheDefinitionHasLost() {
            site.saveForm.save(
                    everybody(),
                    new SaveCommand(
                            STUDY,
                            early.id(),
                            first("PLUS40", "VITALS"),
                            0,
                            Optional.empty(),
                            data(INFUSION_START.plusSeconds(2400), Map.of("SYSTOLIC", 191, "DIASTOLIC", 80))));
            enter(early, "H24", "MADRS", madrs(1));
            String prying = SECOND.replace("{\"form\": \"VITALS\", \"category\": \"dose-day\"}, ", "")
                    .replace("PLUS40/CADSS/SCORE", "*/VITALS/SYSTOLIC")
                    .replace("cadss < 50 || M1 < 6", "cadss < 190");

            TryDefinition.Trial trial = run(rater(), prying, new Page(Optional.empty(), 10));

            assertThat(trial.forms()).isEqualTo(1);
            assertThat(trial.checks()).isEmpty();
            assertThat(trial.places().items()).isEmpty();
        }

        @Test
        void aDefinitionWithErrorsIsRefusedAsAtPublication() {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> trying.run(
                            everybody(),
                            STUDY,
                            SECOND.replace("M1 + M2 + M3 < 18", "M1 + M9 < 18"),
                            new Page(Optional.empty(), 10)));

            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
            assertThat(refusal.members().get("errors").toString()).contains("/forms/MADRS/editChecks/ALL_SIX/assert");
        }
    }

    @Test
    void aSubjectWithoutANotedVersionFollowsTheOneInForce() {
        publishSecond();

        assertThat(site.saveForm
                        .save(everybody(), TrialSite.first("H24", "MADRS", data(H24, sevenAndNew())))
                        .revision()
                        .definitionVersion())
                .isEqualTo("2");
        assertThat(site.saveForm
                        .save(everybody(), change("H24", "MADRS", 1, data(H24, madrs(1))))
                        .revision()
                        .number())
                .isEqualTo(2);
    }
}
