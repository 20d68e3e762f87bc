package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.equipoise.launcher.system.LaunchFailure;

/** Watches a run of an analysis until it has ended. */
public final class RunWatch {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_PAUSES = 9000;
    private static final Set<String> UNFINISHED = Set.of("queued", "running");

    private final EquipoiseClient client;

    public RunWatch(EquipoiseClient client) {
        this.client = client;
    }

    /**
     * Asks for a run and waits.
     *
     * @param asking the request for the run
     * @param progress hears the section at work, each once
     * @return the run as it ended
     * @throws LaunchFailure if it has not ended after 15 minutes
     */
    public JsonNode untilEnded(Call asking, Consumer<String> progress) {
        JsonNode run = client.send(asking).expect(ACCEPTED).body();
        Call reading =
                Call.get(asking.user(), asking.path() + "/" + run.path("run").asText());
        String section = "";
        for (int pause = 0; UNFINISHED.contains(run.path("state").asText()); pause++) {
            String now = run.path("progress").path("section").asText();
            if (!now.equals(section)) {
                section = now;
                progress.accept(section);
            }
            rest(pause);
            run = client.send(reading).expect(OK).body();
        }
        return run;
    }

    private static void rest(int pause) {
        if (pause >= MOST_PAUSES) {
            throw new LaunchFailure("The analysis has not ended after 15 minutes. Look into the log of stats-service.");
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while an analysis was at work");
        }
    }
}
