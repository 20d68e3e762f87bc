package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.RunWatch;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.system.LaunchFailure;

/** The committee's looks: each at its planned information, none after one that says to stop. */
final class InterimLooks {

    private static final String COMPLETED = "completed";
    private static final String NOT_ENOUGH_DATA = "not-enough-data";

    private final Trial trial;
    private final TrialSoFar soFar;
    private final List<Integer> planned = new ArrayList<>();
    private final List<LookResult> results = new ArrayList<>();

    InterimLooks(Trial trial, TrialSoFar soFar) {
        this.trial = trial;
        this.soFar = soFar;
        trial.study()
                .analysisPlan()
                .path("looks")
                .forEach(look -> planned.add(look.path("information").asInt()));
    }

    List<LookResult> results() {
        return List.copyOf(results);
    }

    /** How many more subjects with the primary endpoint the next look needs; none is due after a stop. */
    int missing() {
        return isOver() ? Integer.MAX_VALUE : planned.get(next() - 1) - information();
    }

    private int information() {
        return soFar.withPrimary() + trial.tally().withPrimary.get();
    }

    private int next() {
        return soFar.looks() + results.size() + 1;
    }

    private boolean isOver() {
        return soFar.stopped() || next() > planned.size() || results.stream().anyMatch(LookResult::stops);
    }

    /** Runs the next look if its information is there. */
    void runIfDue(SimulationProgress progress) {
        if (missing() <= 0) {
            record(ask(body(), progress), progress);
        }
    }

    /**
     * At the trial's end: runs the next look with what there is, if anything came since the last. A trial may be too small
     * for any look, and that is no failure of the simulation.
     */
    void runLast(SimulationProgress progress) {
        double before = results.isEmpty() ? 0 : results.get(results.size() - 1).information();
        if (isOver() || information() <= before) {
            return;
        }
        ObjectNode body = body();
        if (next() == planned.size()) {
            body.put("endOfTrial", "The simulated trial ends here");
        }
        JsonNode run = ask(body, progress);
        if (run.path("state").asText().equals(NOT_ENOUGH_DATA)) {
            progress.noLook(run.path("outcome").path("detail").asText());
        } else {
            record(run, progress);
        }
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("look", next());
    }

    private JsonNode ask(ObjectNode body, SimulationProgress progress) {
        int look = next();
        String path = trial.path("stats", "/analyses");
        Call call = Call.post(Staff.inStudy("dmc-member"), path, body, trial.run() + ":look:" + look);
        return new RunWatch(trial.client()).untilEnded(call, section -> progress.lookAtWork(look, section));
    }

    private void record(JsonNode run, SimulationProgress progress) {
        if (!run.path("state").asText().equals(COMPLETED)) {
            JsonNode outcome = run.path("outcome");
            throw new LaunchFailure("Look " + next() + " ended without a result ("
                    + run.path("state").asText() + "): "
                    + outcome.path("detail").asText() + " "
                    + outcome.path("fix").asText());
        }
        JsonNode result = run.path("result");
        String path =
                trial.path("stats", "/analyses/") + result.path("analysis").asText() + "/report";
        LookResult look = LookResult.of(result, next(), trial.client().address() + path);
        results.add(look);
        progress.look(look);
    }
}
