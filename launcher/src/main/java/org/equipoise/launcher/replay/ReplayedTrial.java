package org.equipoise.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.RunWatch;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.study.StudyPublication;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.Ports;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.launcher.system.Tokens;

/** Plays a finished trial: uploads its list, enters its participants in turn, and runs the last look. */
public final class ReplayedTrial {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int EVERY = 5;

    private final EquipoiseClient client;
    private final Study study;
    private final FinishedTrial trial;
    private final Consumer<String> progress;

    ReplayedTrial(EquipoiseClient client, Study study, FinishedTrial trial, Consumer<String> progress) {
        this.client = client;
        this.study = study;
        this.trial = trial;
        this.progress = progress;
    }

    /**
     * Publishes a study on the system that runs on this machine, enters its finished trial, and analyses it.
     *
     * @param running the system
     * @param folder the study's folder, with a replay.yaml
     * @param data the folder of the tables
     * @param progress receives one line for each step
     * @return the result of the last look
     * @throws LaunchFailure if the data are absent or not what the study says, or the system does not run
     */
    public static JsonNode play(RunningSystem running, Path folder, Path data, Consumer<String> progress) {
        FinishedTrial trial = FinishedTrial.read(ReplayPlan.read(folder), data);
        Study study = Study.load(folder);
        StudyPublication.publishLocally(running, study, progress);
        Ports ports = running.ports().orElseThrow();
        Tokens tokens = Tokens.of(ports);
        EquipoiseClient client = EquipoiseClient.at(ports.address(), tokens::of);
        return new ReplayedTrial(client, study, trial, progress).play();
    }

    /** Gives the result of the look. */
    JsonNode play() {
        uploadList();
        enter();
        JsonNode result = look();
        report(result);
        return result;
    }

    private void uploadList() {
        String path = path("randomizer", "/plans/" + study.version() + "/list");
        Answer answer = client.send(Call.postCsv(
                Staff.inStudy("unblinded-statistician"), path, trial.list(), "replay:list:" + study.version()));
        if (answer.status() == CONFLICT && answer.problem().equals("already-active")) {
            progress.accept("  the allocation list is active already");
            return;
        }
        answer.expect(OK, CREATED);
        progress.accept("  allocation list of " + answer.body().path("entries").asInt() + " entries uploaded");
    }

    private void enter() {
        Entering entering = new Entering(client, study, trial.plan());
        Map<String, String> subjects = new LinkedHashMap<>();
        for (FinishedTrial.Person person : trial.people()) {
            subjects.put(person.id(), entering.enter(person));
            if (subjects.size() % EVERY == 0
                    || subjects.size() == trial.people().size()) {
                progress.accept("  " + subjects.size() + " of " + trial.people().size() + " participants entered");
            }
        }
        long randomized = trial.people().stream()
                .filter(person -> person.arm().isPresent())
                .count();
        progress.accept("  " + randomized + " randomized, " + entering.forms() + " forms");
    }

    private JsonNode look() {
        int last = study.analysisPlan().path("looks").size();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("look", last);
        Call asking = Call.post(Staff.inStudy("dmc-member"), path("stats", "/analyses"), body, "replay:look:" + last);
        JsonNode run = new RunWatch(client).untilEnded(asking, section -> {});
        String state = run.path("state").asText();
        if (!state.equals("completed")) {
            JsonNode outcome = run.path("outcome");
            throw new LaunchFailure(
                    "The look ended as " + state + ": " + outcome.path("detail").asText(outcome.toString()));
        }
        return run.path("result");
    }

    private void report(JsonNode result) {
        JsonNode comparison = result.path("comparison");
        progress.accept("");
        progress.accept(result.path("estimand").path("label").asText());
        progress.accept(String.format(
                Locale.ROOT,
                "  %s: %.5f (SE %.5f), t = %.5f on %.0f degrees of freedom, %d subjects",
                comparison.path("contrast").asText().replace("-", " minus "),
                comparison.path("estimate").asDouble(),
                comparison.path("standardError").asDouble(),
                comparison.path("t").asDouble(),
                comparison.path("df").asDouble(),
                result.path("information").path("observed").asInt()));
        progress.accept("  report: " + client.address() + path("stats", "/analyses/")
                + result.path("analysis").asText() + "/report (sign in as " + Staff.inStudy("dmc-member") + ")");
    }

    private String path(String service, String rest) {
        return "/api/" + service + "/studies/" + study.id() + rest;
    }
}
