package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.madrs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ImportLaboratoryData.Outcome;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.application.ImportLaboratoryData.Summary;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.Conversion;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.EventKey;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.laboratory.CsvFiles;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportLaboratoryDataTest {
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));
    private static final String HEADING = "SUBJ,VISIT,TAKEN,TEST,RESULT,UNIT\r\n";
    private static final FormInstance VITALS = new FormInstance("H24", "VITALS", 1);

    private static final Conversion KILOPASCAL = new Conversion(new BigDecimal("7.50062"), BigDecimal.ZERO);
    private static final String POSITION =
            "{\"id\": \"POSITION\", \"label\": \"Position\", \"type\": \"choice\", \"codeList\": ["
                    + "{\"code\": \"1\", \"label\": \"Sitting\"}, {\"code\": \"2\", \"label\": \"Lying\"}]}";
    private static final FormInstance SCORES = new FormInstance("H24", "MADRS", 1);

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite(reportingScores(ExampleStudy.json()));
    private final MemoryMappings mappings = new MemoryMappings();
    private final LaboratoryForm forms =
            new LaboratoryForm(site.studies, site.subjects, site.revisions, site.saveForm, site.queries, site.clock);
    private final ImportLaboratoryData imports = new ImportLaboratoryData(site.studies, mappings, forms);
    private final Actor dataManager =
            TrialSite.actor("dario", "*", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of());
    private final List<Outcome> outcomes = new ArrayList<>();

    @BeforeEach
    void aMappingOfLinesForEachTest() {
        site.infuse();
        new PublishMapping(site.studies, mappings, site.clock)
                .publish(
                        dataManager,
                        STUDY,
                        new ImportMapping(
                                "LAB",
                                "VITALS",
                                "SUBJ",
                                new EventKey(Optional.empty(), Optional.of("VISIT"), Map.of("V3", "H24")),
                                "TAKEN",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(
                                        test("SYSTOLIC", Map.of()),
                                        new ItemColumn(
                                                "SYSTOLIC",
                                                "RESULT",
                                                Map.of("TEST", "PRESSURE"),
                                                Optional.of("UNIT"),
                                                Map.of("kPa", KILOPASCAL),
                                                Map.of(),
                                                Optional.empty()),
                                        test("DIASTOLIC", Map.of()),
                                        new ItemColumn(
                                                "POSITION",
                                                "RESULT",
                                                Map.of("TEST", "POSITION"),
                                                Optional.empty(),
                                                Map.of(),
                                                Map.of("SIT", "1"),
                                                Optional.empty()),
                                        test(
                                                "WEIGHT",
                                                Map.of(
                                                        "lb",
                                                        new Conversion(
                                                                new BigDecimal("0.45359237"), BigDecimal.ZERO))))));
    }

    /** Laboratories of this study report scores, too. */
    private static String reportingScores(String study) {
        assertThat(study).contains("\"name\": \"Depression score\"");
        return study.replace("\"name\": \"Depression score\"", "\"name\": \"Depression score\", \"laboratory\": true")
                .replace("{\"id\": \"HEIGHT\"", POSITION + ", {\"id\": \"HEIGHT\"");
    }

    private static ItemColumn test(String item, Map<String, Conversion> units) {
        return new ItemColumn(
                item,
                "RESULT",
                Map.of("TEST", item),
                units.isEmpty() ? Optional.empty() : Optional.of("UNIT"),
                units,
                Map.of(),
                Optional.empty());
    }

    private static String line(String subject, String test, String result, String unit) {
        return line(subject, DAY_AFTER, test, result, unit);
    }

    private static String line(String subject, Instant taken, String test, String result, String unit) {
        return subject + ",V3," + taken + "," + test + "," + result + "," + unit + "\r\n";
    }

    /** Three values, of which ALL_SIX warns. */
    private static String[] warnedOf() {
        return new String[] {line(SUBJECT, "M1", "6", ""), line(SUBJECT, "M2", "6", ""), line(SUBJECT, "M3", "6", "")};
    }

    private void publishScores(Optional<String> warningReason) {
        mappings.published.remove("SCORES");
        mappings.insert(new PublishedMapping(
                STUDY,
                new ImportMapping(
                        "SCORES",
                        "MADRS",
                        "SUBJ",
                        new EventKey(Optional.empty(), Optional.of("VISIT"), Map.of("V3", "H24")),
                        "TAKEN",
                        Optional.empty(),
                        Optional.empty(),
                        warningReason,
                        List.of(test("M1", Map.of()), test("M2", Map.of()), test("M3", Map.of()))),
                Optional.of(Examples.RITA),
                Optional.of(site.clock.instant()),
                Optional.empty()));
    }

    private Revision latest(FormInstance form) {
        List<StoredRevision> history = site.revisions.history(STUDY, SUBJECT, form);
        return history.get(history.size() - 1).revision();
    }

    private List<DataQuery> asked(String check) {
        return site.queries.all().stream()
                .filter(query -> query.check().equals(Optional.of(check)))
                .toList();
    }

    private Summary run(boolean dryRun, String... lines) {
        return run("LAB", dryRun, lines);
    }

    private Summary run(String mapping, boolean dryRun, String... lines) {
        outcomes.clear();
        try {
            Path file = folder.resolve("lab.csv");
            Files.writeString(file, HEADING + String.join("", lines), StandardCharsets.UTF_8);
            return imports.run(dataManager, STUDY, mapping, dryRun, new CsvFiles().open(file), outcomes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static Refusal refused(Action action) {
        return catchThrowableOfType(Refusal.class, action::run);
    }

    private Object present(String item) {
        return latest(VITALS).content().values().get(item).plain();
    }

    @Test
    void aRevisionSaysFromWhichLinesOfWhichFileAndByWhichMappingItCame() throws IOException {
        run(false, line(SUBJECT, "SYSTOLIC", "120", ""), line(SUBJECT, "DIASTOLIC", "80", ""));
        String file = new CsvFiles().open(folder.resolve("lab.csv")).sha256();
        String mapping = mappings.find(STUDY, "LAB").orElseThrow().contentHash();

        assertThat(latest(VITALS).reasonForChange())
                .contains("Reported by a laboratory: lines 2 to 3 of the file with SHA-256 " + file
                        + ", by the mapping LAB with SHA-256 " + mapping);
        assertThat(file).matches("[0-9a-f]{64}");

        run(false, line(SUBJECT, "WEIGHT", "154.3", "lb"));

        assertThat(latest(VITALS).reasonForChange().orElseThrow())
                .startsWith(
                        "Reported by a laboratory where nothing had been answered: line 2 of the file with SHA-256 ")
                .doesNotContain(file);
    }

    @Test
    void whoTypesAFormForTheFirstTimeGivesNoReason() {
        site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));

        assertThat(latest(VITALS).reasonForChange()).isEmpty();
    }

    @Test
    void aMappingNamesWhoPublishedItAndWhenAndForWhichVersion() {
        PublishedMapping published = mappings.find(STUDY, "LAB").orElseThrow();

        assertThat(published.version()).contains("1");

        assertThat(published.by()).contains(dataManager.author());
        assertThat(published.at()).contains(site.clock.instant());
    }

    /** The first weighs in kilograms, the second in pounds. */
    @Nested
    class OfAStudyWhoseSecondVersionHasOtherUnits {
        private final String early = screen("early");

        private String screen(String key) {
            return new ScreenSubject(site.studies, site.subjectStore, site.open, site.clock)
                    .screen(STUDY, "01", INFUSION_START.minusSeconds(900_000), key)
                    .id();
        }

        private void publishSecond() {
            String second = reportingScores(ExampleStudy.json())
                    .replace("\"version\": \"1\"", "\"version\": \"2\"")
                    .replace("\"unit\": \"kg\", \"precision\": 1", "\"unit\": \"lb\", \"precision\": 1")
                    .replace("\"1\", \"label\": \"Sitting\"", "\"1\", \"label\": \"Standing\"");
            new PublishStudy(site.studyStore, new JsonDefinitionFormat(), site.studies, site.clock)
                    .publish(STUDY, "2", second, new Author("id-of-ada", "ada"));
        }

        private void publishedFor(Optional<Author> by, Optional<Instant> at, Optional<String> version) {
            ImportMapping mapping = mappings.find(STUDY, "LAB").orElseThrow().mapping();
            mappings.published.remove("LAB");
            mappings.insert(new PublishedMapping(STUDY, mapping, by, at, version));
        }

        private Summary weigh(String subject, boolean dryRun) {
            return run(
                    dryRun,
                    line(subject, "SYSTOLIC", "120", ""),
                    line(subject, "DIASTOLIC", "80", ""),
                    line(subject, "WEIGHT", "154.3", "lb"));
        }

        private Object weight(String subject) {
            return site.revisions
                    .history(STUDY, subject, VITALS)
                    .get(0)
                    .revision()
                    .content()
                    .values()
                    .get("WEIGHT")
                    .plain();
        }

        private void assertWeightRefused(Refusal refusal) {
            assertThat(refusal.members().get("lines").toString())
                    .contains(
                            "line=2",
                            "WEIGHT is decimal in lb to 1 decimal places in version 2 of the study",
                            "decimal in kg to 1 decimal places in version 1, which the mapping LAB was published for")
                    .doesNotContain("SYSTOLIC is");
        }

        @Test
        void aSubjectOfTheFirstIsReadByItsUnits() {
            publishSecond();

            run(
                    false,
                    line(early, "SYSTOLIC", "120", ""),
                    line(early, "DIASTOLIC", "80", ""),
                    line(early, "WEIGHT", "70.5", "kg"));

            assertThat(weight(early)).hasToString("70.5");
        }

        @Test
        void aSubjectOfTheSecondIsNotReadByAMappingForTheFirst() {
            publishSecond();
            String late = screen("late");

            assertWeightRefused(refused(() -> weigh(late, false)));
            assertThat(site.revisions.history(STUDY, late, VITALS)).isEmpty();
            assertThat(weigh(late, true).results()).containsOnlyKeys(Result.REFUSED);
        }

        @Test
        void aWordIsNotTranslatedToACodeThatMeansSomethingElse() {
            publishSecond();
            String late = screen("late");

            Refusal refusal = refused(() -> run(
                    false,
                    line(late, "SYSTOLIC", "120", ""),
                    line(late, "DIASTOLIC", "80", ""),
                    line(late, "POSITION", "SIT", "")));

            assertThat(refusal.members().get("lines").toString())
                    .contains("POSITION is choice with 1 Standing in version 2", "choice with 1 Sitting in version 1");
        }

        @Test
        void nothingElseOfItIsRefused() {
            publishSecond();
            String late = screen("late");

            run(false, line(late, "SYSTOLIC", "120", ""), line(late, "DIASTOLIC", "80", ""));

            assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.ENTERED);
        }

        @Test
        void aFormThatWasEnteredUnderTheFirstIsNotJoinedByAMappingForTheSecond() {
            weigh(early, false);
            publishSecond();
            PublishedMapping first = mappings.find(STUDY, "LAB").orElseThrow();
            publishedFor(first.by(), first.at(), Optional.of("2"));
            assertThat(new MigrateSubjects(
                                    site.studies,
                                    site.studyStore,
                                    site.subjectStore,
                                    site.revisions,
                                    site.open,
                                    site.clock)
                            .migrate(everybody(), new MigrateSubjects.Order(STUDY, "2", List.of(early), "amendment")))
                    .extracting(MigrateSubjects.Result::outcome)
                    .containsExactly(MigrateSubjects.Outcome.MIGRATED);

            assertThat(refused(() -> weigh(early, false)).members().get("lines").toString())
                    .contains("WEIGHT is decimal in kg to 1 decimal places in version 1 of the study");
        }

        @Test
        void aMappingOfWhichOnlyTheTimeIsKnownWasPublishedForTheVersionInForceThen() {
            PublishedMapping first = mappings.find(STUDY, "LAB").orElseThrow();
            publishedFor(first.by(), first.at(), Optional.empty());
            site.clock.set(site.clock.instant().plusSeconds(60));
            publishSecond();
            String late = screen("late");

            weigh(early, false);
            assertThat(weight(early)).hasToString("70");
            assertWeightRefused(refused(() -> weigh(late, false)));
        }

        @Test
        void aMappingOfWhichNothingIsKnownIsRefusedWhereverItsUnitsCannotBeTold() {
            publishedFor(Optional.empty(), Optional.empty(), Optional.empty());
            weigh(early, false);
            publishSecond();

            assertWeightRefused(refused(() -> weigh(screen("late"), false)));
            assertThat(refused(() -> weigh(early, false)).type()).isEqualTo(ProblemType.CHECK_FAILED);
        }
    }

    @Nested
    class IntoAFormThatNoLaboratoryReports {
        private final ImportMapping dissociation = new ImportMapping(
                "CADSS-LAB",
                "CADSS",
                "SUBJ",
                new EventKey(Optional.of("PLUS40"), Optional.empty(), Map.of()),
                "TAKEN",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(test("SCORE", Map.of())));
        private final Actor reader = TrialSite.actor("dario", "*", Set.of(FormCategory.values()), Set.of());
        private final Actor entering =
                TrialSite.actor("ivan", "*", Set.of(FormCategory.values()), Set.of(FormCategory.DOSE_DAY));

        private boolean publish(Actor author) {
            return new PublishMapping(site.studies, mappings, site.clock).publish(author, STUDY, dissociation);
        }

        private Summary send(Actor importer) throws IOException {
            Path file = folder.resolve("scores.csv");
            String line = SUBJECT + ",PLUS40," + INFUSION_START.plusSeconds(2400) + ",SCORE,12,\r\n";
            Files.writeString(file, HEADING + line, StandardCharsets.UTF_8);
            return imports.run(importer, STUDY, "CADSS-LAB", false, new CsvFiles().open(file), outcomes::add);
        }

        @Test
        void nobodyPublishesAMappingWhoOnlyReadsIt() {
            Refusal refusal = refused(() -> publish(reader));

            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_DEFINITION);
            assertThat(refusal.members().get("errors").toString()).contains("laboratory: true");
        }

        @Test
        void nobodyImportsWhoOnlyReadsItWhoeverPublishedTheMapping() {
            publish(entering);

            assertThat(refused(() -> send(reader)).type()).isEqualTo(ProblemType.PERMISSION_MISSING);
            assertThat(site.revisions.history(STUDY, SUBJECT, Examples.first("PLUS40", "CADSS")))
                    .isEmpty();
        }

        @Test
        void whoMayEnterItImports() throws IOException {
            publish(entering);

            assertThat(send(entering).results()).containsOnlyKeys(Result.ENTERED);
        }
    }

    @Test
    void linesOfOneFormBecomeOneRevisionInTheUnitsOfTheStudy() {
        Summary summary = run(
                false,
                line(SUBJECT, "SYSTOLIC", "120", ""),
                line(SUBJECT, "DIASTOLIC", "80", ""),
                line(SUBJECT, "WEIGHT", "154.3", "lb"));

        assertThat(summary.results()).containsExactly(Map.entry(Result.ENTERED, 3L));
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).hasSize(1);
        assertThat(present("SYSTOLIC")).isEqualTo(120L);
        assertThat((BigDecimal) present("WEIGHT")).isEqualByComparingTo("70.0");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        String[] lines = {line(SUBJECT, "SYSTOLIC", "120", ""), line(SUBJECT, "DIASTOLIC", "80", "")};
        run(false, lines);

        assertThat(run(false, lines).results()).containsExactly(Map.entry(Result.UNCHANGED, 2L));
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).hasSize(1);
    }

    @Test
    void whatDiffersIsAskedAndNeverOverwritten() {
        site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 118, "DIASTOLIC", 80));
        int before = site.queries.all().size();

        run(false, line(SUBJECT, "SYSTOLIC", "120", ""));
        run(false, line(SUBJECT, "SYSTOLIC", "120", ""));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(Result.CONFLICT);
            assertThat(outcome.details()).singleElement().asString().contains("120", "118");
        });
        assertThat(present("SYSTOLIC")).isEqualTo(118L);
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).hasSize(1);
        assertThat(site.queries.all()).hasSize(before + 1);
    }

    @Test
    void anUnansweredItemOfAnEnteredFormIsCompleted() {
        site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 118, "DIASTOLIC", 80));

        run(false, line(SUBJECT, "WEIGHT", "154.3", "lb"));

        assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.COMPLETED);
        assertThat(present("SYSTOLIC")).isEqualTo(118L);
        assertThat(site.revisions
                        .history(STUDY, SUBJECT, VITALS)
                        .get(1)
                        .revision()
                        .reasonForChange())
                .isPresent();
    }

    @Test
    void aTrialRunSaysWhatWouldBecomeOfEachLineAndSavesNothing() {
        Summary summary = run(
                true,
                line(SUBJECT, "SYSTOLIC", "120", ""),
                line(SUBJECT, "DIASTOLIC", "80", ""),
                line("01-999", "SYSTOLIC", "120", ""));

        assertThat(outcomes)
                .extracting(Outcome::line, Outcome::result)
                .containsExactly(tuple(2L, Result.ENTERED), tuple(3L, Result.ENTERED), tuple(4L, Result.REFUSED));
        assertThat(summary.lines()).isEqualTo(3);
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).isEmpty();
    }

    @Test
    void aConvertedValueOfAWholeNumberIsRounded() {
        run(false, line(SUBJECT, "PRESSURE", "16.2", "kPa"), line(SUBJECT, "DIASTOLIC", "80", ""));

        assertThat(present("SYSTOLIC")).isEqualTo(122L);
    }

    @Nested
    class AnAbnormalValue {
        @Test
        void isEnteredAndAskedAboutOnce() {
            publishScores(Optional.empty());

            run("SCORES", false, warnedOf());
            run("SCORES", false, warnedOf());

            assertThat(latest(SCORES).number()).isEqualTo(1);
            assertThat(latest(SCORES).findings())
                    .extracting(Finding::check, Finding::severity)
                    .containsExactly(tuple("ALL_SIX", Severity.QUERY));
            assertThat(asked("ALL_SIX")).singleElement().satisfies(query -> {
                assertThat(query.status()).isEqualTo(QueryStatus.OPEN);
                assertThat(query.instance()).isEqualTo(SCORES);
            });
        }

        @Test
        void isNamedByATrialRun() {
            publishScores(Optional.empty());

            run("SCORES", true, warnedOf());

            assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.ENTERED);
            assertThat(outcomes.get(0).details())
                    .containsExactly("ALL_SIX: All items are at their maximum; please make sure.");
            assertThat(asked("ALL_SIX")).isEmpty();
        }

        @Test
        void isEnteredWithTheReasonThatTheMappingGives() {
            publishScores(Optional.of("Confirmed by the laboratory"));

            run("SCORES", false, warnedOf());

            assertThat(latest(SCORES).warningReasons()).containsEntry("ALL_SIX", "Confirmed by the laboratory");
            assertThat(asked("ALL_SIX")).isEmpty();
        }

        @Test
        void isNoLongerAskedAboutOnceAPersonGivesAReason() {
            publishScores(Optional.empty());
            run("SCORES", false, warnedOf());

            site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(DAY_AFTER, madrs(6))));

            assertThat(asked("ALL_SIX")).singleElement().satisfies(query -> {
                assertThat(query.status()).isEqualTo(QueryStatus.CLOSED);
                assertThat(query.thread().get(1).text()).contains("reason");
            });
        }

        @Test
        void isNoLongerAskedAboutOnceItIsCorrected() {
            publishScores(Optional.empty());
            run("SCORES", false, warnedOf());

            site.saveForm.save(everybody(), change("H24", "MADRS", 1, data(DAY_AFTER, madrs(5))));

            assertThat(asked("ALL_SIX")).extracting(DataQuery::status).containsExactly(QueryStatus.CLOSED);
        }

        @Test
        void takenOutsideItsWindowIsEnteredAndAskedAbout() {
            Instant late = INFUSION_START.plus(Duration.ofHours(40));

            run(false, line(SUBJECT, late, "SYSTOLIC", "120", ""), line(SUBJECT, late, "DIASTOLIC", "80", ""));

            assertThat(latest(VITALS).content().occurredAt()).isEqualTo(late);
            assertThat(asked("window")).extracting(DataQuery::status).containsExactly(QueryStatus.OPEN);
        }
    }

    @Nested
    class ASampleOfAnotherTime {
        private final Instant later = DAY_AFTER.plus(Duration.ofHours(2));

        @Test
        void completesNothingAndIsAskedAboutOnce() {
            site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 118, "DIASTOLIC", 80));
            int before = site.queries.all().size();

            run(false, line(SUBJECT, later, "WEIGHT", "154.3", "lb"));
            run(false, line(SUBJECT, later, "WEIGHT", "154.3", "lb"));

            assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.CONFLICT);
            assertThat(latest(VITALS).number()).isEqualTo(1);
            assertThat(site.queries.all())
                    .hasSize(before + 1)
                    .anySatisfy(query -> assertThat(query.question().text())
                            .contains(later.toString(), DAY_AFTER.toString(), "WEIGHT 70"));
        }

        @Test
        void isTheSameIfOnlyTheSecondsDiffer() {
            site.enter("H24", "VITALS", DAY_AFTER, Map.of("SYSTOLIC", 118, "DIASTOLIC", 80));

            run(false, line(SUBJECT, DAY_AFTER.plusSeconds(20), "WEIGHT", "154.3", "lb"));

            assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.COMPLETED);
        }

        @Test
        void cannotMakeOneFormWithOthers() {
            Refusal refusal = refused(() ->
                    run(false, line(SUBJECT, "SYSTOLIC", "120", ""), line(SUBJECT, later, "DIASTOLIC", "80", "")));

            assertThat(refusal.members().get("lines").toString()).contains("one time", later.toString());
            assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).isEmpty();
        }
    }

    /** A score may be at most 2 above that of the day before, once that is there. */
    @Nested
    class ARuleAboutTheSameFormElsewhere {
        private final TrialSite strict = new TrialSite(reportingScores(ExampleStudy.jsonReplacing(
                "\"inputs\": {\"baseline\": \"BASELINE/MADRS/TOTAL\"},\n"
                        + "          \"assert\": \"math.abs(TOTAL - baseline) <= 10\", \"severity\": \"query\"",
                "\"inputs\": {\"baseline\": \"BASELINE/MADRS/TOTAL\"},\n"
                        + "          \"assert\": \"math.abs(TOTAL - baseline) <= 2\", \"severity\": \"error\"")));
        private final Instant before = INFUSION_START.minus(Duration.ofHours(2));

        private String scores(String visit, Instant taken, int each) {
            StringBuilder lines = new StringBuilder();
            for (String item : List.of("M1", "M2", "M3")) {
                lines.append(SUBJECT + "," + visit + "," + taken + "," + item + "," + each + ",\r\n");
            }
            return lines.toString();
        }

        private Summary run(boolean dryRun, String... lines) throws IOException {
            publishScores(Optional.empty());
            strict.infuse();
            Path file = folder.resolve("scores.csv");
            Files.writeString(file, HEADING + String.join("", lines), StandardCharsets.UTF_8);
            LaboratoryForm form = new LaboratoryForm(
                    strict.studies, strict.subjects, strict.revisions, strict.saveForm, strict.queries, strict.clock);
            return new ImportLaboratoryData(strict.studies, mappings, form)
                    .run(dataManager, STUDY, "SCORES", dryRun, new CsvFiles().open(file), outcomes::add);
        }

        @Test
        void refusesAFileWhoseLinesContradictEachOther() {
            Refusal refusal = refused(() -> run(false, scores("BASELINE", before, 1), scores("V3", DAY_AFTER, 4)));

            assertThat(refusal.members().get("lines").toString()).contains("R6").contains("line=5");
            assertThat(strict.revisions.of(STUDY, SUBJECT))
                    .noneMatch(stored -> stored.revision().instance().form().equals("MADRS"));
        }

        @Test
        void isTriedOutOnTopOfTheLinesBefore() throws IOException {
            Summary summary = run(true, scores("BASELINE", before, 1), scores("V3", DAY_AFTER, 4));

            assertThat(summary.results()).isEqualTo(Map.of(Result.ENTERED, 3L, Result.REFUSED, 3L));
        }

        @Test
        void takesLinesThatFitEachOther() throws IOException {
            Summary summary = run(false, scores("BASELINE", before, 4), scores("V3", DAY_AFTER, 4));

            assertThat(summary.results()).isEqualTo(Map.of(Result.ENTERED, 6L));
        }
    }

    @Test
    void aFaultWhileSavingIsNotBlamedOnTheFile() {
        assertThatThrownBy(() -> new CsvFiles()
                        .open(written(line(SUBJECT, "SYSTOLIC", "120", "")))
                        .each((number, cells) -> {
                            throw new IllegalArgumentException("a bug");
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
    }

    private Path written(String lines) throws IOException {
        return Files.writeString(folder.resolve("lab.csv"), HEADING + lines, StandardCharsets.UTF_8);
    }

    @Test
    void ofFiftyThousandLinesOneBadOneKeepsAllOut() {
        List<String> lines = new ArrayList<>();
        lines.add(line(SUBJECT, "SYSTOLIC", "120", ""));
        for (int i = 0; i < 49_998; i++) {
            lines.add(line(SUBJECT, "DIASTOLIC", "80", ""));
        }
        lines.add(line(SUBJECT, "WEIGHT", "heavy", "lb"));

        Refusal refusal = refused(() -> run(false, lines.toArray(String[]::new)));

        assertThat(refusal.type()).isEqualTo(ProblemType.CHECK_FAILED);
        assertThat(refusal.getMessage()).startsWith("One line is").contains("line 50001;");
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).isEmpty();
    }

    /** Two visits of 200 subjects, with 125 lines each because the laboratory repeats itself. */
    private List<String> fiftyThousandLines() {
        List<String> tests = List.of("SYSTOLIC,120,", "DIASTOLIC,80,", "WEIGHT,70,kg", "WEIGHT,70,kg", "SYSTOLIC,120,");
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            String subject = String.format(Locale.ROOT, "01-%04d", i);
            site.subjectStore.put(Examples.subject(subject));
            for (String visit : List.of("BASELINE", "V3")) {
                String place = subject + "," + visit + "," + DAY_AFTER + ",";
                for (int repeated = 0; repeated < 25; repeated++) {
                    tests.forEach(test -> lines.add(place + test + "\r\n"));
                }
            }
        }
        return lines;
    }

    @Test
    void ofFiftyThousandLinesOfManyFormsEachBadPlaceIsNamedAndNothingIsSaved() {
        List<String> lines = fiftyThousandLines();
        lines.set(12_345, lines.get(12_345).replace(",120,", ",high,"));
        lines.set(49_998, lines.get(49_998).replace("70,kg", "70,stone"));
        List<StoredRevision> before = List.copyOf(site.revisions.revisions);

        Refusal refusal = refused(() -> run(false, lines.toArray(String[]::new)));

        assertThat(refusal.getMessage()).startsWith("2 lines are").contains("line 12347", "nothing was imported");
        assertThat(refusal.members().get("lines").toString()).contains("line=12347", "high", "line=50000", "stone");
        assertThat(site.revisions.revisions).isEqualTo(before);
    }

    @Test
    void theBadLineIsNamedByItsNumber() {
        site.subjectStore.put(Examples.subject("01-002"));

        Refusal refusal = refused(() -> run(
                false,
                line(SUBJECT, "SYSTOLIC", "120", ""),
                line(SUBJECT, "DIASTOLIC", "80", ""),
                line("01-002", "WEIGHT", "70", "stone")));

        assertThat(refusal.getMessage()).contains("line 4").contains("nothing was imported");
        assertThat(refusal.members().get("lines").toString()).contains("stone", "no conversion");
        assertThat(site.revisions.history(STUDY, SUBJECT, VITALS)).isEmpty();
    }

    @Test
    void linesAreSavedByTheRulesOfAllSaves() {
        Refusal tooHigh =
                refused(() -> run(false, line(SUBJECT, "SYSTOLIC", "1200", ""), line(SUBJECT, "DIASTOLIC", "80", "")));
        Refusal hidden = refused(() -> imports.run(
                TrialSite.actor("pat", "*", Set.of(FormCategory.PHARMACY), Set.of()),
                STUDY,
                "LAB",
                false,
                new CsvFiles().open(folder.resolve("lab.csv")),
                outcomes::add));

        assertThat(tooHigh.type()).isEqualTo(ProblemType.CHECK_FAILED);
        assertThat(hidden.type()).isEqualTo(ProblemType.CHECK_FAILED);
    }

    @Test
    void linesOfOneFormFollowEachOther() {
        site.subjectStore.put(Examples.subject("01-002"));

        run(
                true,
                line(SUBJECT, "SYSTOLIC", "120", "") + line(SUBJECT, "DIASTOLIC", "80", ""),
                line("01-002", "WEIGHT", "70", "kg"),
                line(SUBJECT, "WEIGHT", "70", "kg"));

        assertThat(outcomes.get(3).result()).isEqualTo(Result.REFUSED);
    }
}
