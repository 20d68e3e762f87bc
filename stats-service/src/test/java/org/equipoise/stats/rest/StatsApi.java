package org.equipoise.stats.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.testing.JsonBody;
import org.equipoise.testing.Tokens;

/** The service as its users call it. */
final class StatsApi {

    static final String STUDY = "/api/stats/studies/" + SimulatedTrial.STUDY;

    private StatsApi() {}

    static String path(String study) {
        return "/api/stats/studies/" + study;
    }

    static RequestSpecification as(String role) {
        return as(role, SimulatedTrial.STUDY);
    }

    static RequestSpecification as(String role, String study) {
        return given().auth()
                .oauth2(Tokens.person(role, "/studies/" + study + "/" + role))
                .contentType(ContentType.JSON);
    }

    static Response publish(AnalysisDefinition definition) {
        return as("administrator", definition.study())
                .body(CanonicalJson.of(definition))
                .put(path(definition.study()) + "/plans/" + definition.version());
    }

    static Response publishPlan() {
        return publish(SimulatedTrial.definition());
    }

    /** Asks for a look, and waits until its run has ended. */
    static Response run(int look) {
        return run(look, UUID.randomUUID().toString());
    }

    static Response run(int look, String key) {
        Response asked = ask(look, key);
        return asked.statusCode() == 202 ? ended(name(asked)) : asked;
    }

    static Response run(String study, int look) {
        return ended(study, name(ask(study, look, UUID.randomUUID().toString())));
    }

    static String name(Response asked) {
        return JsonBody.of(asked).path("run").asText();
    }

    static Response ask(int look, String key) {
        return ask(SimulatedTrial.STUDY, look, key);
    }

    static Response ask(String study, int look, String key) {
        return as("dmc-member", study)
                .header("Idempotency-Key", key)
                .body("{\"look\":" + look + "}")
                .post(path(study) + "/analyses");
    }

    static Response ended(String run) {
        return ended(SimulatedTrial.STUDY, run);
    }

    static Response ended(String study, String run) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> as("dmc-member", study).get(path(study) + "/analyses/" + run), StatsApi::hasEnded);
    }

    private static boolean hasEnded(Response run) {
        return !List.of("queued", "running")
                .contains(JsonBody.of(run).path("state").asText());
    }
}
