package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.Staff;

/** The committee's looks: each at its planned information, none after one that says to stop. */
final class InterimLooks {

    private static final int CREATED = 201;

    private final Trial trial;
    private final List<Integer> planned = new ArrayList<>();
    private final List<LookResult> results = new ArrayList<>();

    InterimLooks(Trial trial) {
        this.trial = trial;
        trial.study()
                .analysisPlan()
                .path("looks")
                .forEach(look -> planned.add(look.path("information").asInt()));
    }

    List<LookResult> results() {
        return List.copyOf(results);
    }

    /** How many more subjects with the primary endpoint the next look needs; none is due after a stop. */
    int missing(int information) {
        return isOver() ? Integer.MAX_VALUE : planned.get(results.size()) - information;
    }

    private boolean isOver() {
        return results.size() == planned.size() || results.stream().anyMatch(LookResult::stops);
    }

    /** Runs the next look if its information is there. */
    void runIfDue(int information, SimulationProgress progress) {
        if (missing(information) <= 0) {
            run(progress);
        }
    }

    /** At the trial's end: runs the next look with what there is, if anything came since the last. */
    void runLast(int information, SimulationProgress progress) {
        double before = results.isEmpty() ? 0 : results.get(results.size() - 1).information();
        if (!isOver() && information > before) {
            run(progress);
        }
    }

    private void run(SimulationProgress progress) {
        int look = results.size() + 1;
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("look", look);
        String path = trial.path("stats", "/analyses");
        var answer = trial.client()
                .send(Call.post(Staff.inStudy("dmc-member"), path, body, trial.run() + ":look:" + look))
                .expect(CREATED)
                .body();
        String report =
                trial.client().address() + path + "/" + answer.path("analysis").asText() + "/report";
        LookResult result = LookResult.of(answer, look, report);
        results.add(result);
        progress.look(result);
    }
}
