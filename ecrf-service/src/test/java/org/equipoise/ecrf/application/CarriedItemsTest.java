package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.change;
import static org.equipoise.ecrf.application.TrialSite.data;
import static org.equipoise.ecrf.application.TrialSite.everybody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.ecrf.laboratory.CsvFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers of a form were taken over, so that whoever corrects it leaves them to the server again. */
class CarriedItemsTest {
    private static final Instant BASELINE = INFUSION_START.minus(Duration.ofHours(4));
    private static final Instant H24 = INFUSION_START.plus(Duration.ofHours(24));

    @TempDir
    Path folder;

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(CarriedItemsTest::withCarriedWeight));
    private final ReadForm read = new ReadForm(site.studies, site.subjects, site.revisions);

    private static void withCarriedWeight(ObjectNode study) {
        study.path("forms")
                .forEach(form -> form.path("itemGroups")
                        .forEach(group -> group.path("items").forEach(item -> {
                            if (item.path("id").asText().equals("WEIGHT")) {
                                ObjectNode rule = ((ObjectNode) item).putObject("carried");
                                rule.put("from", "BASELINE/VITALS/WEIGHT").put("when", "SYSTOLIC >= 120");
                            }
                        })));
    }

    @BeforeEach
    void aBaseline() {
        site.infuse();
        site.enter("BASELINE", "VITALS", BASELINE, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 70));
    }

    private void correct(String event, int expected, Instant at, Map<String, Object> values) {
        site.clock.set(site.clock.instant().plusSeconds(60));
        site.saveForm.save(everybody(), change(event, "VITALS", expected, data(at, values)));
    }

    private Set<String> carried(FormInstance form) {
        return read.read(everybody(), STUDY, SUBJECT, form).carried();
    }

    @Test
    void whatTheServerTookOverIsNamed() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));

        assertThat(carried(first("H24", "VITALS"))).containsExactly("WEIGHT");
        assertThat(carried(first("BASELINE", "VITALS"))).isEmpty();
    }

    @Test
    void whatSomebodyEnteredIsTheirsWhateverTheConditionSays() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 72));
        assertThat(carried(first("H24", "VITALS"))).isEmpty();

        correct("H24", 1, H24, Map.of("SYSTOLIC", 119, "DIASTOLIC", 80, "WEIGHT", 70));
        assertThat(carried(first("H24", "VITALS"))).isEmpty();
    }

    /** A laboratory reports the height. */
    private void measure() throws IOException {
        LaboratoryForm forms = new LaboratoryForm(
                site.studies, site.subjects, site.revisions, site.saveForm, site.queries, site.clock);
        MemoryMappings mappings = new MemoryMappings();
        ImportMapping.ItemColumn height = new ImportMapping.ItemColumn(
                "HEIGHT", "HEIGHT", Map.of(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
        new PublishMapping(site.studies, mappings, site.clock)
                .publish(
                        everybody(),
                        STUDY,
                        new ImportMapping(
                                "LAB",
                                "VITALS",
                                "SUBJ",
                                new ImportMapping.EventKey(Optional.of("H24"), Optional.empty(), Map.of()),
                                "TAKEN",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(height)));
        Path file = Files.writeString(folder.resolve("lab.csv"), "SUBJ,TAKEN,HEIGHT\r\n01-001," + H24 + ",1.75\r\n");
        new ImportLaboratoryData(site.studies, mappings, forms)
                .run(everybody(), STUDY, "LAB", false, new CsvFiles().open(file), outcome -> {});
    }

    private String weight() {
        FormView now = read.read(everybody(), STUDY, SUBJECT, first("H24", "VITALS"));
        assertThat(now.revision().content().values().get("HEIGHT").plain()).hasToString("1.75");
        return now.revision().content().values().get("WEIGHT").plain().toString();
    }

    @Test
    void aLaboratoryOverwritesNothingThatSomebodyEnteredThemselves() throws IOException {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 72));

        measure();

        assertThat(weight()).isEqualTo("72");
    }

    @Test
    void aLaboratoryLeavesWhatWasTakenOverToTheServer() throws IOException {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        correct("BASELINE", 1, BASELINE, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 75));

        measure();

        assertThat(weight()).isEqualTo("75");
        assertThat(carried(first("H24", "VITALS"))).containsExactly("WEIGHT");
    }

    @Test
    void itStaysTakenOverWhenItsSourceIsCorrectedAndFollowsAtTheNextSave() {
        site.enter("H24", "VITALS", H24, Map.of("SYSTOLIC", 120, "DIASTOLIC", 80));
        correct("BASELINE", 1, BASELINE, Map.of("SYSTOLIC", 110, "DIASTOLIC", 70, "WEIGHT", 75));
        assertThat(carried(first("H24", "VITALS"))).containsExactly("WEIGHT");

        correct("H24", 1, H24, Map.of("SYSTOLIC", 125, "DIASTOLIC", 80));
        FormView now = read.read(everybody(), STUDY, SUBJECT, first("H24", "VITALS"));
        assertThat(now.revision().content().values().get("WEIGHT").plain()).hasToString("75");
        assertThat(now.carried()).containsExactly("WEIGHT");
    }
}
