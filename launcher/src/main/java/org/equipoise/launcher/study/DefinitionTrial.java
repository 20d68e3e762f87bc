package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.system.LaunchFailure;
import org.equipoise.launcher.system.RunningSystem;
import org.equipoise.platform.audit.CanonicalJson;

/**
 * What a study's rules would find in what was entered, if they were published now. The eCRF service says it; nothing is
 * stored and nothing is published.
 */
final class DefinitionTrial {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int MOST_PLACES = 20;

    private final EquipoiseClient client;
    private final Consumer<String> progress;

    DefinitionTrial(EquipoiseClient client, Consumer<String> progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Tries on a system that runs on this machine, as its data manager, who reads most of what was entered.
     *
     * @throws LaunchFailure if the system does not run, knows no version of the study, or has the version with other content
     * @throws CallRefusedException if publication would be refused
     */
    static void tryLocally(RunningSystem running, Study study, Consumer<String> progress) {
        new DefinitionTrial(StudyPublication.client(running), progress).run(study, Staff.inStudy("data-manager"));
    }

    /** Tries as somebody. */
    void run(Study study, String user) {
        String path = "/api/ecrf/studies/" + study.id();
        refuseOtherContent(study, user, path + "/versions");
        String key = "try:" + CanonicalJson.sha256(study.definition());
        JsonNode trial = client.send(
                        Call.post(user, path + "/definition-trials?limit=" + MOST_PLACES, study.definition(), key))
                .expect(OK)
                .body();
        progress.accept("  tried on " + counted(trial.path("forms"), "form") + " of "
                + counted(trial.path("subjects"), "subject") + " that " + user
                + " may read; nothing was stored or published");
        if (trial.path("checks").isEmpty()) {
            progress.accept("  no check would fail or settle anywhere else than now");
        }
        trial.path("checks")
                .forEach(check -> progress.accept("  " + named(check) + ": begins to fail on "
                        + counted(check.path("fires"), "form") + ", no longer fails on "
                        + counted(check.path("settles"), "form")));
        trial.at("/places/items").forEach(place -> progress.accept("    " + place(place)));
        if (trial.at("/places/next").isTextual()) {
            progress.accept("    and more: the page \"Amendments\" shows all places");
        }
    }

    /** A published version never changes; that is refused whatever the new rules find. */
    private void refuseOtherContent(Study study, String user, String path) {
        Answer answer = client.send(Call.get(user, path + "?limit=200"));
        if (answer.status() == NOT_FOUND) {
            throw new LaunchFailure(
                    study.id() + " was never published on this system, so that nothing was entered on which"
                            + " its rules could be tried; publish it, or check the files alone: --check");
        }
        String hash = CanonicalJson.sha256(study.definition());
        for (JsonNode version : answer.expect(OK).body().path("items")) {
            boolean same = version.path("contentHash").asText().equals(hash);
            if (version.path("version").asText().equals(study.version()) && !same) {
                throw new LaunchFailure("Version " + study.version() + " of " + study.id()
                        + " was published with other content; raise version in study.yaml");
            }
        }
    }

    private static String named(JsonNode check) {
        String kind = check.path("raises").asText(check.path("severity").asText());
        return check.path("form").asText() + " " + check.path("check").asText() + " (" + kind + ")";
    }

    private static String place(JsonNode place) {
        String effect = place.path("effect").asText().equals("fires") ? "begins to fail" : "no longer fails";
        int repeat = place.path("repeat").asInt();
        return place.path("subject").asText() + " " + place.path("event").asText() + " "
                + named(place) + (repeat > 1 ? " repeat " + repeat : "") + " " + effect + ": "
                + place.path("message").asText().replaceAll("\\s+", " ");
    }

    private static String counted(JsonNode number, String what) {
        return number.asLong() + " " + what + (number.asLong() == 1 ? "" : "s");
    }
}
