package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.application.TrialSite.STUDY;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.ReferenceStudy;
import org.equipoise.ecrf.application.ImportLaboratoryData.Outcome;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.application.ImportLaboratoryData.Summary;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.laboratory.CsvFiles;
import org.equipoise.ecrf.rest.MappingFile;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The mapping that ships with the reference study, and its example file, tried and imported once for all tests. */
@TestInstance(Lifecycle.PER_CLASS)
class ShippedMappingTest {
    private static final Path FOLDER = ReferenceStudy.FOLDER.resolve("import-mappings");
    private static final Path EXAMPLE = FOLDER.resolve("CENTRAL-LAB-example.csv");

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite(ReferenceStudy.json());
    private final MemoryMappings mappings = new MemoryMappings();
    private final ImportLaboratoryData imports = new ImportLaboratoryData(
            site.studies,
            mappings,
            new LaboratoryForm(site.studies, site.subjects, site.revisions, site.saveForm, site.queries, site.clock));
    private final Actor dataManager = TrialSite.actor(
            "dario",
            "*",
            Set.of(FormCategory.GENERAL, FormCategory.EFFICACY, FormCategory.DOSE_DAY, FormCategory.SAFETY),
            Set.of());
    private final List<Outcome> outcomes = new ArrayList<>();
    private ImportMapping mapping;
    private Summary tried;
    private boolean triedChangesNothing;
    private Summary imported;

    @BeforeAll
    void isPublishedByADataManagerAndReadsTheExample() throws IOException {
        site.subjectStore.put(Examples.subject("01-002"));
        mapping = MappingFile.read("CENTRAL-LAB", FOLDER.resolve("CENTRAL-LAB.json"));
        assertThat(new PublishMapping(site.studies, mappings, site.clock).publish(dataManager, STUDY, mapping))
                .isTrue();
        tried = run(true, EXAMPLE);
        triedChangesNothing =
                site.revisions.history(STUDY, "01-001", labs("SCREENING", 1)).isEmpty();
        imported = run(false, EXAMPLE);
    }

    @Test
    void coversEachItemOfTheForm() {
        assertThat(mapping.items())
                .extracting(ItemColumn::item)
                .containsExactlyElementsOf(
                        site.studies.current(STUDY).definition().form("LABS").orElseThrow().items().stream()
                                .map(item -> item.id())
                                .toList());
    }

    @Test
    void triesAndImportsTheExampleWithoutABadLine() throws IOException {
        assertThat(tried.results()).containsExactly(Map.entry(Result.ENTERED, 17L));
        assertThat(triedChangesNothing).isTrue();
        assertThat(imported.results()).containsExactly(Map.entry(Result.ENTERED, 17L));
        assertThat(run(false, EXAMPLE).results()).containsExactly(Map.entry(Result.UNCHANGED, 17L));
    }

    @Test
    void convertsIntoTheUnitsOfTheStudy() {
        assertThat(values("01-001", "SCREENING", 1))
                .containsEntry("LB_ALT", 31L) // 0.52 x 60
                .containsEntry("LB_ALT_ULN", 40L) // 0.67 x 60
                .containsEntry("LB_AST", 24L)
                .containsEntry("LB_BILIRUBIN", new BigDecimal("10.3")) // 0.6 x 17.104
                .containsEntry("LB_CREATININE", 80L) // 0.9 x 88.42
                .containsEntry("LB_HB", new BigDecimal("14.1"))
                .containsEntry("LB_TSH", new BigDecimal("1.85"))
                .containsEntry("LB_GLUCOSE", new BigDecimal("5.1")); // 92 x 0.05551
        assertThat(values("01-001", "UNSCHEDULED", 2)).containsEntry("LB_ALT", 38L);
    }

    @Test
    void asksAboutAValueThatExcludesAndKeepsIt() {
        assertThat(values("01-002", "SCREENING", 1)).containsEntry("LB_ALT", 96L);
        assertThat(site.queries.all())
                .filteredOn(query -> query.check().filter("E8_LIMITS"::equals).isPresent())
                .singleElement()
                .extracting(DataQuery::subject)
                .isEqualTo("01-002");
    }

    @Test
    void takesNoUnitThatItDoesNotKnow() throws IOException {
        Path file = folder.resolve("other.csv");
        Files.writeString(file, Files.readString(EXAMPLE).replace("ALT,0.52,ukat/L", "ALT,0.52,nkat/L"));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> run(false, file));

        assertThat(refusal.members().get("lines").toString()).contains("nkat/L");
        assertThat(site.revisions.history(STUDY, "01-002", labs("SCREENING", 1)))
                .hasSize(1);
    }

    private Summary run(boolean dryRun, Path file) throws IOException {
        return imports.run(dataManager, STUDY, "CENTRAL-LAB", dryRun, new CsvFiles().open(file), outcomes::add);
    }

    private static FormInstance labs(String event, int repeat) {
        return new FormInstance(event, "LABS", repeat);
    }

    private Map<String, Object> values(String subject, String event, int repeat) {
        List<StoredRevision> history = site.revisions.history(STUDY, subject, labs(event, repeat));
        Map<String, ItemValue> values =
                history.get(history.size() - 1).revision().content().values();
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, value -> value.getValue().plain()));
    }
}
