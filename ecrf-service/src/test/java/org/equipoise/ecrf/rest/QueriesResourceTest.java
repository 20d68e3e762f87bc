package org.equipoise.ecrf.rest;

import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class QueriesResourceTest {
    private static final String QUERIES = STUDY + "/queries";

    private String subject;

    @BeforeEach
    void screenASubject() {
        publishExample();
        subject = screen("01");
    }

    private Response raise(String key, String event, String form, String item, String text) {
        return as("monitor", "*")
                .header("Idempotency-Key", key)
                .body(Map.of("subject", subject, "event", event, "form", form, "item", item, "text", text))
                .post(QUERIES);
    }

    private String raised(String event, String form, String item) {
        return raise(UUID.randomUUID().toString(), event, form, item, "Please check.")
                .then()
                .statusCode(201)
                .extract()
                .path("query");
    }

    private static Response post(String role, String path, String key, String text) {
        return as(role, role.equals("monitor") ? "*" : "01")
                .header("Idempotency-Key", key)
                .body(Map.of("text", text))
                .post(QUERIES + path);
    }

    @Test
    void aQueryIsAskedAnsweredAndClosed() {
        String query = raised("H24", "MADRS", "M1");
        post("rater", "/" + query + "/answers", "a-" + query, "Checked.")
                .then()
                .statusCode(200)
                .body("status", equalTo("answered"));
        post("monitor", "/" + query + "/closure", "c-" + query, "Thank you.")
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("thread.action", contains("raised", "answered", "closed"))
                .body("thread.by", contains("monitor.*", "rater.01", "monitor.*"));
        post("rater", "/" + query + "/answers", "late-" + query, "One more thing.")
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"));
        as("monitor", "*")
                .get(QUERIES + "?subject=" + subject + "&status=closed")
                .then()
                .body("items", hasSize(1));
        as("monitor", "*")
                .get(QUERIES + "?subject=" + subject + "&status=open")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void sendingAgainHasOneEffect() {
        String key = UUID.randomUUID().toString();
        String query = raise(key, "H24", "MADRS", "M1", "Please check.").path("query");
        raise(key, "H24", "MADRS", "M1", "Please check.").then().statusCode(201).body("query", equalTo(query));
        raise(key, "H24", "MADRS", "M2", "Please check.").then().statusCode(422).body("code", equalTo("key-reused"));
        post("rater", "/" + query + "/answers", key, "Checked.").then().statusCode(200);
        post("rater", "/" + query + "/answers", key, "Checked.").then().body("thread", hasSize(2));
    }

    @Test
    void queriesAboutHiddenFormsAreLeftOut() {
        raised("H24", "MADRS", "M1");
        String hidden = raised("PLUS40", "CADSS", "SCORE");

        as("rater", "01")
                .get(QUERIES + "?subject=" + subject)
                .then()
                .body("items.form", contains("MADRS"))
                .body("next", nullValue());
        as("investigator", "01")
                .get(QUERIES + "?subject=" + subject)
                .then()
                .body("items.form", contains("MADRS", "CADSS"));
        post("rater", "/" + hidden + "/answers", "h-" + hidden, "Checked.")
                .then()
                .statusCode(404);
        as("rater", "01").get(STUDY + "/subjects/" + subject).then().body("openQueries", equalTo(1));
        as("rater", "02").get(QUERIES + "?subject=" + subject).then().body("items", hasSize(0));
    }

    @Test
    void aListGoesOnWhereItStopped() {
        raised("H24", "MADRS", "M1");
        raised("H24", "MADRS", "M2");
        raised("H24", "MADRS", "M3");
        String list = QUERIES + "?subject=" + subject + "&limit=2";
        String next = as("monitor", "*")
                .get(list)
                .then()
                .body("items.item", contains("M1", "M2"))
                .body("next", notNullValue())
                .extract()
                .path("next");
        as("monitor", "*").get(list + "&after=" + next).then().body("items.item", contains("M3"));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        raise("x1", "H24", "MADRS", "M9", "Please check.").then().statusCode(400);
        raise("x2", "H24", "NONE", "M1", "Please check.").then().statusCode(404);
        raise("x3", "H24", "MADRS", "M1", " ").then().statusCode(400);
        raise("", "H24", "MADRS", "M1", "Please check.").then().statusCode(400);
        as("monitor", "*").get(QUERIES + "?status=lost").then().statusCode(400);
        post("rater", "/Q-none/answers", "x4", "Checked.").then().statusCode(404);
    }
}
