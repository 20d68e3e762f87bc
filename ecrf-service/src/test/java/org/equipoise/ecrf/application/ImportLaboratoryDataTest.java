package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ImportLaboratoryData.Outcome;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.application.ImportLaboratoryData.Summary;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.Conversion;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.EventKey;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.laboratory.CsvFiles;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportLaboratoryDataTest {
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));
    private static final String HEADING = "SUBJ,VISIT,TAKEN,TEST,RESULT,UNIT\r\n";
    private static final FormInstance VITALS = new FormInstance("H24", "VITALS", 1);

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite();
    private final Map<String, ImportMapping> published = new HashMap<>();
    private final ImportMappings mappings = new ImportMappings() {
        @Override
        public boolean insert(String study, ImportMapping mapping) {
            return published.putIfAbsent(mapping.id(), mapping) == null;
        }

        @Override
        public Optional<ImportMapping> find(String study, String id) {
            return Optional.ofNullable(published.get(id));
        }
    };
    private final LaboratoryForm forms =
            new LaboratoryForm(site.studies, site.subjects, site.revisions, site.saveForm, site.queries, site.clock);
    private final ImportLaboratoryData imports = new ImportLaboratoryData(site.studies, mappings, forms);
    private final Actor dataManager =
            TrialSite.actor("dario", "*", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of());
    private final List<Outcome> outcomes = new ArrayList<>();

    @BeforeEach
    void aMappingOfLinesForEachTest() {
        site.infuse();
        new PublishMapping(site.studies, mappings)
                .publish(
                        STUDY,
                        new ImportMapping(
                                "LAB",
                                "VITALS",
                                "SUBJ",
                                new EventKey(Optional.empty(), Optional.of("VISIT"), Map.of("V3", "H24")),
                                "TAKEN",
                                Optional.empty(),
                                Optional.empty(),
                                List.of(
                                        test("SYSTOLIC", Map.of()),
                                        test("DIASTOLIC", Map.of()),
                                        test(
                                                "WEIGHT",
                                                Map.of(
                                                        "lb",
                                                        new Conversion(
                                                                new BigDecimal("0.45359237"), BigDecimal.ZERO))))));
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
        return subject + ",V3," + DAY_AFTER + "," + test + "," + result + "," + unit + "\r\n";
    }

    private Summary run(boolean dryRun, String... lines) {
        outcomes.clear();
        try {
            Path file = folder.resolve("lab.csv");
            Files.writeString(file, HEADING + String.join("", lines), StandardCharsets.UTF_8);
            return imports.run(dataManager, STUDY, "LAB", dryRun, new CsvFiles().open(file), outcomes::add);
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
        List<StoredRevision> history = site.revisions.history(STUDY, SUBJECT, VITALS);
        return history.get(history.size() - 1)
                .revision()
                .content()
                .values()
                .get(item)
                .plain();
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
                reader -> reader.accept(
                        2,
                        Map.of(
                                "SUBJ",
                                SUBJECT,
                                "VISIT",
                                "V3",
                                "TAKEN",
                                DAY_AFTER.toString(),
                                "TEST",
                                "SYSTOLIC",
                                "RESULT",
                                "120")),
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
