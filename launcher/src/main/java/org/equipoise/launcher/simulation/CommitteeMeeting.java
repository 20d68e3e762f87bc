package org.equipoise.launcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.equipoise.launcher.client.Answer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;

/**
 * The committee's meeting on a look: two members attend and declare their interests, one writes the recommendation, both
 * sign it with a fresh sign-in, the chair releases it, and the sponsor reads it.
 */
public final class CommitteeMeeting {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final EquipoiseClient client;
    private final Study study;
    private final Function<String, Function<Call, Answer>> signIn;

    /**
     * Prepares it.
     *
     * @param client the running system
     * @param study the study
     * @param signIn signs a person in anew, and sends calls in that session
     */
    public CommitteeMeeting(EquipoiseClient client, Study study, Function<String, Function<Call, Answer>> signIn) {
        this.client = client;
        this.study = study;
        this.signIn = signIn;
    }

    /**
     * Holds it.
     *
     * @param look the look before the committee
     * @return what was done, a line each; the last is the recommendation as the sponsor sees it
     * @throws org.equipoise.launcher.client.CallRefusedException if a step is refused
     */
    public List<String> hold(LookResult look) {
        String chair = Staff.inStudy("dmc-member");
        List<String> members = List.of(chair, Staff.SECOND_MEMBER);
        List<String> lines = new ArrayList<>();
        String key = "meeting:" + look.analysis();
        JsonNode opened = client.send(Call.post(chair, path("/meetings"), object("analysis", look.analysis()), key))
                .expect(CREATED)
                .body();
        String at = path("/meetings/" + opened.path("meeting").asText());
        lines.add("Committee: " + chair + " opened the closed session on look " + look.look());
        members.forEach(member -> lines.add(sitDown(member, at, key)));
        String hash = write(chair, at, key, look);
        lines.add("Committee: " + chair + " wrote the recommendation");
        members.forEach(member -> lines.add(sign(member, at, key, hash)));
        signIn.apply(chair)
                .apply(Call.post(chair, at + "/release", object("hash", hash), key + ":release"))
                .expect(CREATED);
        lines.add("Committee: " + chair + " released it");
        lines.add(seenBySponsor());
        return lines;
    }

    private String sitDown(String member, String at, String key) {
        ObjectNode sessions = JsonNodeFactory.instance.objectNode();
        sessions.putArray("sessions").add("open").add("closed");
        client.send(Call.post(member, at + "/attendance", sessions, key + ":attendance:" + member))
                .expect(CREATED);
        client.send(Call.post(member, at + "/interests", object("declaration", "none"), key + ":interests:" + member))
                .expect(CREATED);
        return "Committee: " + member + " attends, without an interest to declare";
    }

    private String write(String member, String at, String key, LookResult look) {
        ObjectNode draft = object("action", look.decision())
                .put("replaces", 0)
                .put(
                        "reasons",
                        String.format(
                                Locale.ROOT,
                                "Simulated: z = %.4f against %.4f; safety tables read, no concern.",
                                look.z(),
                                look.efficacyZ()))
                .put("wording", wording(look));
        return client.send(Call.post(member, at + "/drafts", draft, key + ":draft"))
                .expect(CREATED)
                .body()
                .path("recommendation")
                .path("hash")
                .asText();
    }

    /** As a charter asks: no number, no arm. */
    private static String wording(LookResult look) {
        return switch (look.decision()) {
            case "stop-efficacy" ->
                "The committee recommends to stop recruitment for efficacy and to complete follow-up.";
            case "stop-futility" ->
                "The committee recommends to stop the trial for futility and to complete follow-up.";
            default -> "The committee recommends to continue the trial as planned.";
        };
    }

    private String sign(String member, String at, String key, String hash) {
        ObjectNode signature = object("hash", hash).put("meaning", "approval");
        signIn.apply(member)
                .apply(Call.post(member, at + "/signatures", signature, key + ":signature:" + member))
                .expect(CREATED);
        return "Committee: " + member + " signed it with a fresh sign-in";
    }

    private String seenBySponsor() {
        String sponsor = Staff.inStudy("sponsor");
        JsonNode items = client.send(Call.get(sponsor, path("/recommendations?limit=200")))
                .expect(OK)
                .body()
                .path("items");
        JsonNode last = items.path(items.size() - 1);
        return "Recommendation, as " + sponsor + " sees it: look "
                + last.path("look").asInt() + ", "
                + last.path("action").asText() + ", " + last.path("releasedAt").asText() + ": "
                + last.path("wording").asText();
    }

    private String path(String rest) {
        return "/api/stats/studies/" + study.id() + rest;
    }

    private static ObjectNode object(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
