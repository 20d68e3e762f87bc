package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A study that is ready to be published: one body for each service.
 *
 * @param id for example {@code KET-TRD-01}
 * @param version the version of all three bodies
 * @param definition what the eCRF service gets: everything but the arms and the analysis
 * @param randomizationPlan what the randomizer gets, and it alone: it names the arms
 * @param analysisPlan what the stats service gets
 * @param simulation how participants of a simulated trial behave, if the study says it; no service gets it
 */
public record Study(
        String id,
        String version,
        ObjectNode definition,
        ObjectNode randomizationPlan,
        ObjectNode analysisPlan,
        Optional<JsonNode> simulation) {

    /**
     * Loads a study with its default randomization plan.
     *
     * @param folder the study's folder
     * @return the study
     * @throws InvalidStudyException naming every fault
     */
    public static Study load(Path folder) {
        return load(folder, StudyFolder.DEFAULT_PLAN);
    }

    /**
     * Loads a study.
     *
     * @param folder the study's folder
     * @param plan the file of the randomization plan in that folder
     * @return the study
     * @throws InvalidStudyException naming every fault
     */
    public static Study load(Path folder, String plan) {
        StudyFolder files = StudyFolder.read(folder, plan);
        ObjectNode schedule = CycleExpansion.of(files.schedule().root());
        List<StudyFault> faults = new ArrayList<>();
        faults.addAll(new FormRules(files).faults());
        faults.addAll(new ScheduleRules(files, schedule).faults());
        faults.addAll(new PlanRules(files, schedule).faults());
        faults.addAll(new AnalysisRules(files, schedule).faults());
        files.simulation()
                .ifPresent(simulation -> faults.addAll(new SimulationRules(simulation, files, schedule).faults()));
        if (faults.isEmpty()) {
            faults.addAll(BlindRules.faults(files));
        }
        if (!faults.isEmpty()) {
            throw new InvalidStudyException(faults);
        }
        JsonNode study = files.study().root();
        return new Study(
                study.path("study").asText(),
                study.path("version").asText(),
                definition(files, schedule),
                withIdentity(study, files.randomization().root()),
                withIdentity(study, files.analysis().root()),
                files.simulation().map(YamlDocument::root));
    }

    /**
     * The ids of the study's sites.
     *
     * @return at least one id
     */
    public List<String> sites() {
        List<String> sites = new ArrayList<>();
        definition.path("sites").forEach(site -> sites.add(site.path("id").asText()));
        return sites;
    }

    private static ObjectNode definition(StudyFolder files, ObjectNode schedule) {
        ObjectNode definition = files.study().root().deepCopy();
        definition.remove("title");
        definition.set("schedule", schedule);
        ArrayNode forms = definition.putArray("forms");
        files.forms().forEach(form -> forms.add(form.root()));
        return definition;
    }

    private static ObjectNode withIdentity(JsonNode study, JsonNode plan) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("study", study.path("study"));
        body.set("version", study.path("version"));
        plan.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        return body;
    }
}
