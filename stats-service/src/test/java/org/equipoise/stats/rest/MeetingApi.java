package org.equipoise.stats.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.Tokens;

/** A study of its own whose committee meets. */
final class MeetingApi {

    static final String REASONS = "Cardiac events under B outweigh z = 1.31";
    static final String WORDING = "The committee recommends to stop the trial because participants are harmed.";

    private final String study;

    private MeetingApi(String study) {
        this.study = study;
    }

    static MeetingApi newStudy(Neighbourhood neighbours) {
        MeetingApi api = new MeetingApi("M-" + UUID.randomUUID().toString().substring(0, 18));
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7), api.study);
        api.as("ada", "administrator")
                .body(CanonicalJson.of(SimulatedTrial.definitionFor(api.study)))
                .put(api.path("/plans/1"))
                .then()
                .statusCode(201);
        return api;
    }

    String study() {
        return study;
    }

    String path(String rest) {
        return "/api/stats/studies/" + study + rest;
    }

    RequestSpecification as(String user, String role) {
        return with(Tokens.person(user, group(role)));
    }

    /** With a sign-in of that age. */
    RequestSpecification signedInBefore(Duration age, String user, String role) {
        return with(Tokens.signedInAt(Instant.now().minus(age), user, group(role)));
    }

    private String group(String role) {
        return "/studies/" + study + "/" + role;
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    RequestSpecification dora() {
        return as("dora", "dmc-member");
    }

    String completedRun() {
        String run = posted(dora(), "/analyses", Map.of("look", 1)).jsonPath().getString("run");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> dora().get(path("/analyses/" + run))
                        .jsonPath()
                        .getString("state")
                        .equals("completed"));
        return run;
    }

    Response posted(RequestSpecification caller, String rest, Map<String, ?> body) {
        return caller.header("Idempotency-Key", UUID.randomUUID().toString())
                .body(CanonicalJson.of(body))
                .post(path(rest));
    }

    String openMeeting(String run) {
        Response opened = posted(dora(), "/meetings", Map.of("analysis", run));
        assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
        return opened.jsonPath().getString("meeting");
    }

    void sitDown(String meeting, String user) {
        posted(as(user, "dmc-member"), at(meeting, "attendance"), Map.of("sessions", new String[] {"open", "closed"}))
                .then()
                .statusCode(201);
        posted(as(user, "dmc-member"), at(meeting, "interests"), Map.of("declaration", "none"))
                .then()
                .statusCode(201);
    }

    Response write(String meeting, String user, int replaces, String wording) {
        return posted(
                as(user, "dmc-member"),
                at(meeting, "drafts"),
                Map.of("replaces", replaces, "action", "stop-harm", "reasons", REASONS, "wording", wording));
    }

    Response sign(String meeting, String user) {
        return sign(meeting, as(user, "dmc-member"));
    }

    Response sign(String meeting, RequestSpecification caller) {
        return posted(caller, at(meeting, "signatures"), Map.of("hash", hash(meeting), "meaning", "approval"));
    }

    Response release(String meeting, RequestSpecification caller) {
        return posted(caller, at(meeting, "release"), Map.of("hash", hash(meeting)));
    }

    Response close(String meeting, RequestSpecification caller) {
        return posted(caller, at(meeting, "closing"), Map.of("reason", "The run rested on an error in the data cut."));
    }

    JsonPath minutes(String meeting) {
        return dora().get(path("/meetings/" + meeting)).jsonPath();
    }

    private String hash(String meeting) {
        return minutes(meeting).getString("recommendation.hash");
    }

    static String at(String meeting, String part) {
        return "/meetings/" + meeting + "/" + part;
    }

    /** Dora and Otto sit down, Dora writes, both sign. */
    String signedMeeting() {
        String meeting = openMeeting(completedRun());
        sitDown(meeting, "dora");
        sitDown(meeting, "otto");
        write(meeting, "dora", 0, WORDING).then().statusCode(201);
        sign(meeting, "dora").then().statusCode(201);
        sign(meeting, "otto").then().statusCode(201);
        return meeting;
    }
}
