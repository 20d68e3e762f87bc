package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Consumer;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.Tokens;

/**
 * Publishes a study: each service gets its part from an administrator, then an unblinded statistician activates the
 * randomization plan. All of it can be repeated without effect.
 */
public final class StudyPublication {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final String UPLOADED = "uploaded-list";

    private final EquipoiseClient client;
    private final Consumer<String> progress;

    /**
     * Prepares a publication.
     *
     * @param client the running system
     * @param progress receives one line for each step
     */
    public StudyPublication(EquipoiseClient client, Consumer<String> progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Publishes on a system that runs on this machine, as its demonstration people, who are given their rights first, and
     * brings kits to the sites if the plan manages kits.
     *
     * @param running the system
     * @param study the study
     * @param progress receives one line for each step
     * @throws LaunchFailure if the system does not run
     * @throws CallRefusedException if a service refuses its part
     */
    public static void publishLocally(RunningSystem running, Study study, Consumer<String> progress) {
        EquipoiseClient client = client(running);
        running.admit(study.id(), study.sites());
        new StudyPublication(client, progress)
                .publish(study, Staff.inStudy("administrator"), Staff.inStudy("unblinded-statistician"));
        new FirstSupply(client, progress).bring(study);
    }

    /**
     * Speaks to a system that runs on this machine as its demonstration people.
     *
     * @throws LaunchFailure if it does not run
     */
    static EquipoiseClient client(RunningSystem running) {
        Ports ports = running.ports()
                .orElseThrow(() -> new LaunchFailure("Equipoise does not run; start it: ./equipoise up"));
        Tokens tokens = Tokens.of(ports);
        return EquipoiseClient.at(ports.address(), tokens::of);
    }

    /**
     * Publishes.
     *
     * @param study the study
     * @param administrator who publishes
     * @param unblinded who activates the randomization plan
     * @throws CallRefusedException if a service refuses its part
     */
    public void publish(Study study, String administrator, String unblinded) {
        String name = "/studies/" + study.id();
        String version = study.version();
        put(administrator, "/api/ecrf" + name + "/versions/" + version, study.definition(), "forms and schedule");
        put(
                administrator,
                "/api/randomizer" + name + "/plans/" + version,
                study.randomizationPlan(),
                "randomization plan");
        put(administrator, "/api/stats" + name + "/plans/" + version, study.analysisPlan(), "analysis plan");
        if (study.randomizationPlan().path("method").path("type").asText().equals(UPLOADED)) {
            progress.accept("  the randomization list is to be uploaded");
            return;
        }
        activate(study, unblinded, "/api/randomizer" + name + "/plans/" + version + "/activation");
    }

    private void put(String user, String path, JsonNode body, String part) {
        // publishing the same content twice is the same as once, so the call may be repeated under any key
        Answer answer = client.send(Call.put(user, path, body).with("Idempotency-Key", "publish:" + path))
                .expect(OK, CREATED);
        progress.accept("  " + part + (answer.status() == CREATED ? " published" : " already published"));
    }

    private void activate(Study study, String user, String path) {
        String key = "activate:" + study.id() + ":" + study.version();
        Answer answer = client.send(Call.post(user, path, JsonNodeFactory.instance.objectNode(), key));
        if (answer.status() == CONFLICT && isActive(study, user)) {
            progress.accept("  randomization list already active");
            return;
        }
        answer.expect(OK, CREATED);
        progress.accept(
                "  randomization list of " + answer.body().path("entries").asInt() + " entries active");
    }

    private boolean isActive(Study study, String user) {
        JsonNode plan = client.send(Call.get(user, "/api/randomizer/studies/" + study.id() + "/plan"))
                .body();
        return plan.path("version").asText().equals(study.version())
                && plan.path("status").asText().equals("active");
    }
}
