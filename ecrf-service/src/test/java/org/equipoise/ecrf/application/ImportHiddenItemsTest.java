package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;
import static org.equipoise.ecrf.application.TrialSite.first;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;
import org.equipoise.ecrf.Examples;
import org.equipoise.ecrf.application.ImportLaboratoryData.Outcome;
import org.equipoise.ecrf.application.ImportLaboratoryData.Result;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.EventKey;
import org.equipoise.ecrf.domain.laboratory.ImportMapping.ItemColumn;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.laboratory.CsvFiles;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laboratory reports on a form of which the importer does not see all items, or sees them all. */
class ImportHiddenItemsTest {
    private static final Actor LABORATORY =
            TrialSite.actor("lara", "*", Set.of(FormCategory.GENERAL, FormCategory.DOSE_DAY), Set.of());

    private static final Actor DATA_MANAGER =
            TrialSite.actor("dario", "*", Set.of(FormCategory.GENERAL, FormCategory.EFFICACY), Set.of());
    private static final Instant DAY_AFTER = INFUSION_START.plus(Duration.ofHours(24));
    private static final FormInstance VITALS = Examples.first("H24", "VITALS");

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite(HiddenItemsStudy.json());
    private final MemoryMappings mappings = new MemoryMappings();
    private final LaboratoryForm forms =
            new LaboratoryForm(site.studies, site.subjects, site.revisions, site.saveForm, site.queries, site.clock);
    private final ImportLaboratoryData imports = new ImportLaboratoryData(site.studies, mappings, forms);
    private final List<Outcome> outcomes = new ArrayList<>();

    @BeforeEach
    void aMappingWithHiddenItems() {
        site.infuse();
        new PublishMapping(site.studies, mappings, site.clock)
                .publish(
                        DATA_MANAGER,
                        STUDY,
                        new ImportMapping(
                                "ALL",
                                "VITALS",
                                "SUBJ",
                                new EventKey(Optional.of("H24"), Optional.empty(), Map.of()),
                                "TAKEN",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("As reported"),
                                Stream.of("SYSTOLIC", "DIASTOLIC", "WEIGHT", "LEVEL", "REMARK")
                                        .map(ImportHiddenItemsTest::test)
                                        .toList()));
    }

    private static ItemColumn test(String item) {
        return new ItemColumn(
                item, "RESULT", Map.of("TEST", item), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    private static String line(String test, String result) {
        return line(DAY_AFTER, test, result);
    }

    private static String line(Instant taken, String test, String result) {
        return SUBJECT + "," + taken + "," + test + "," + result + "\r\n";
    }

    private void run(Actor importer, boolean dryRun, String... lines) {
        outcomes.clear();
        try {
            Path file =
                    Files.writeString(folder.resolve("lab.csv"), "SUBJ,TAKEN,TEST,RESULT\r\n" + String.join("", lines));
            imports.run(importer, STUDY, "ALL", dryRun, new CsvFiles().open(file), outcomes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Revision latest() {
        List<StoredRevision> history = site.revisions.history(STUDY, SUBJECT, VITALS);
        return history.get(history.size() - 1).revision();
    }

    private void enter(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        values.putAll(more);
        site.saveForm.save(
                everybody(),
                first(
                        "H24",
                        "VITALS",
                        new EntryData(
                                values,
                                Map.of(),
                                DAY_AFTER,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("ODD", "looked again"))));
    }

    private static Map<String, Object> hidden() {
        return Map.of("LEVEL", 40, "REMARK", "zq-remark");
    }

    private static String[] blood() {
        return new String[] {line("SYSTOLIC", "120"), line("DIASTOLIC", "80")};
    }

    /** All that an import tells its importer: outcomes, or the refusal. */
    private String told(Actor importer, boolean dryRun, String... lines) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> run(importer, dryRun, lines));
        return refusal == null ? outcomes.toString() : refusal.getMessage() + refusal.members();
    }

    private Map<String, Object> stored() {
        Map<String, Object> plain = new HashMap<>();
        latest().content().values().forEach((item, value) -> plain.put(item, value.plain()));
        return plain;
    }

    private List<DataQuery> seen(Actor reader) {
        ListQueries.Selection all = new ListQueries.Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return new ListQueries(site.studies, site.queries, site.clock)
                .list(reader, STUDY, all, new Page(Optional.empty(), 50))
                .items();
    }

    @Test
    void completesAFormAndLeavesWhatTheImporterDoesNotSee() {
        enter(hidden());

        run(DATA_MANAGER, false, line("WEIGHT", "70"));

        assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.COMPLETED);
        assertThat(stored())
                .containsEntry("LEVEL", 40L)
                .containsEntry("REMARK", "zq-remark")
                .containsEntry("SUM", 160L)
                .containsKey("WEIGHT");
    }

    @Test
    void entersAFormWhoseHiddenItemIsAskedOfThoseWhoSeeIt() {
        run(DATA_MANAGER, false, blood());

        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.ENTERED);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.details()).isEmpty());
        assertThat(seen(DATA_MANAGER)).isEmpty();
        assertThat(seen(LABORATORY))
                .extracting(query -> query.check().orElseThrow())
                .containsExactly("required:LEVEL");
    }

    @Test
    void aLineAboutAHiddenItemIsToldOfLikeOneAboutAnItemThatTheFormDoesNotHave() {
        String[] words = new String[3];
        words[0] = told(DATA_MANAGER, false, blood()[0], blood()[1], line("LEVEL", "40"));
        enter(hidden());
        words[1] = told(DATA_MANAGER, false, blood()[0], blood()[1], line("LEVEL", "40"));
        words[2] = told(DATA_MANAGER, false, blood()[0], blood()[1], line("LEVEL", "41"));

        assertThat(words[0]).contains("nothing was imported").contains("LEVEL").doesNotContain("zq-");
        assertThat(words[1]).as("whether it is answered, and how").isEqualTo(words[0]);
        assertThat(words[2].replace("41", "40")).isEqualTo(words[0]);
        assertThat(stored()).containsEntry("LEVEL", 40L);
        assertThat(latest().number()).isEqualTo(1);
    }

    @Test
    void aDryRunTellsTheSame() {
        String[] file = {blood()[0], blood()[1], line("LEVEL", "40"), line("WEIGHT", "70")};
        String before = told(DATA_MANAGER, true, file);
        enter(hidden());

        assertThat(told(DATA_MANAGER, true, file)).isEqualTo(before);
        assertThat(outcomes).extracting(Outcome::result).containsOnly(Result.REFUSED);
    }

    @Test
    void aSampleOfAnotherTimeIsRefusedTooIfItNamesAHiddenItem() {
        enter(hidden());
        int asked = site.queries.all().size();

        String words = told(DATA_MANAGER, false, line(DAY_AFTER.plus(Duration.ofHours(2)), "REMARK", "zq-mine"));

        assertThat(words).contains("nothing was imported");
        assertThat(site.queries.all()).hasSize(asked);
    }

    @Test
    void aQuestionAboutTheWholeFormIsForThoseWhoSeeAllOfIt() {
        enter(hidden());

        run(DATA_MANAGER, false, line(DAY_AFTER.plus(Duration.ofHours(2)), "WEIGHT", "70"));

        assertThat(seen(DATA_MANAGER)).isEmpty();
        assertThat(seen(LABORATORY)).hasSize(1);
    }

    @Test
    void whoSeesTheItemsImportsThem() {
        run(LABORATORY, false, blood()[0], blood()[1], line("LEVEL", "40"));
        run(LABORATORY, false, line("LEVEL", "41"), line("REMARK", "pale"));

        assertThat(stored())
                .containsEntry("LEVEL", 40L)
                .containsEntry("REMARK", "pale")
                .containsEntry("SUM", 160L);
        assertThat(seen(DATA_MANAGER))
                .as("what differs is a question on a hidden item")
                .isEmpty();
        assertThat(seen(LABORATORY))
                .singleElement()
                .satisfies(query -> assertThat(query.question().text()).contains("41", "40"));
    }

    @Test
    void aRuleThatReadsAHiddenItemNeitherRefusesNorSpeaks() {
        enter(Map.of("LEVEL", 760, "REMARK", "zq-remark"));
        String[] correction = {line("WEIGHT", "70")};
        String dryRun = told(DATA_MANAGER, true, correction);

        run(DATA_MANAGER, false, correction);

        assertThat(dryRun).doesNotContain("HIGH", "FITS", "LEVEL", "760");
        assertThat(outcomes).extracting(Outcome::details).containsOnly(List.of());
        assertThat(latest().findings())
                .filteredOn(finding -> finding.check().equals("HIGH"))
                .extracting(Finding::severity)
                .containsExactly(Severity.QUERY);
    }

    @Test
    void aWarningDrawnFromAHiddenItemTakesNoReasonFromTheMapping() {
        enter(Map.of("LEVEL", 40));
        run(LABORATORY, false, line("REMARK", "pale"));
        site.saveForm.save(
                everybody(),
                TrialSite.change(
                        "H24",
                        "VITALS",
                        2,
                        new EntryData(
                                Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "LEVEL", 13),
                                Map.of(),
                                DAY_AFTER,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("ODD", "zq-odd"))));

        run(DATA_MANAGER, false, line("WEIGHT", "70"));

        assertThat(outcomes.toString()).doesNotContain("ODD", "zq-odd");
        assertThat(latest().warningReasons()).doesNotContainEntry("ODD", "As reported");
    }
}
