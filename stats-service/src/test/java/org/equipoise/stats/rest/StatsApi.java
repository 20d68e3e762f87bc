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
import org.equipoise.testing.Tokens;

/** The service as its users call it. */
final class StatsApi {

    static final String STUDY = "/api/stats/studies/" + SimulatedTrial.STUDY;

    private StatsApi() {}

    static RequestSpecification as(String role) {
        return given().auth()
                .oauth2(Tokens.person(role, "/studies/" + SimulatedTrial.STUDY + "/" + role))
                .contentType(ContentType.JSON);
    }

    static Response publishPlan() {
        return as("administrator")
                .body(CanonicalJson.of(SimulatedTrial.definition()))
                .put(STUDY + "/plans/1");
    }

    /** Asks for a look, and waits until its run has ended. */
    static Response run(int look) {
        return run(look, UUID.randomUUID().toString());
    }

    static Response run(int look, String key) {
        Response asked = ask(look, key);
        return asked.statusCode() == 202 ? ended(asked.jsonPath().getString("run")) : asked;
    }

    static Response ask(int look, String key) {
        return as("dmc-member")
                .header("Idempotency-Key", key)
                .body("{\"look\":" + look + "}")
                .post(STUDY + "/analyses");
    }

    static Response ended(String run) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> as("dmc-member").get(STUDY + "/analyses/" + run), StatsApi::hasEnded);
    }

    private static boolean hasEnded(Response run) {
        return !List.of("queued", "running").contains(run.jsonPath().getString("state"));
    }
}
