package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * How far the trial had come before a simulation adds to it.
 *
 * @param randomized subjects randomized
 * @param room how many more the randomization plan allows
 * @param withPrimary subjects with the primary endpoint
 * @param looks the last look that the committee has had; 0 if none
 * @param stopped whether a look said to stop
 */
public record TrialSoFar(int randomized, int room, int withPrimary, int looks, boolean stopped) {

    private static final int OK = 200;

    /**
     * Asks the running system.
     *
     * @param client the system
     * @param study a published study
     * @return how far it has come
     */
    public static TrialSoFar of(EquipoiseClient client, Study study) {
        String path = "/api/stats/studies/" + study.id();
        JsonNode report = client.send(Call.get(Staff.inStudy("data-manager"), path + "/open-report"))
                .expect(OK)
                .body();
        JsonNode runs = client.send(Call.get(Staff.inStudy("dmc-member"), path + "/analyses?limit=200"))
                .expect(OK)
                .body()
                .path("items");
        List<JsonNode> results = StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.path("state").asText().equals("completed"))
                .map(run -> run.path("result"))
                .toList();
        int randomized = report.path("accrual").path("randomized").asInt();
        int cap = study.randomizationPlan().path("caps").path("study").asInt(Integer.MAX_VALUE);
        return new TrialSoFar(
                randomized,
                cap - randomized,
                report.path("primaryEndpoint").path("withData").asInt(),
                results.stream()
                        .mapToInt(result -> result.path("look").asInt())
                        .max()
                        .orElse(0),
                results.stream()
                        .anyMatch(result -> result.path("decision").asText().startsWith("stop")));
    }

    /** Refuses a simulation that the plan's cap would end in its midst. */
    TrialSoFar requireRoomFor(int subjects) {
        if (subjects > room) {
            throw new LaunchFailure(subjects + " more subjects are too many: " + randomized
                    + " are randomized, and the randomization plan allows "
                    + (room == 0 ? "no more. Start with other data: --data DIR" : room + " more: --subjects " + room));
        }
        return this;
    }
}
