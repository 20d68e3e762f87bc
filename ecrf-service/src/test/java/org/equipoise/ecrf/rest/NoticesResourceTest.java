package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class NoticesResourceTest {
    @Inject
    MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private static final String STUDY = "/api/ecrf/studies/RAISES";

    private String subject;
    private final Instant start = EcrfApi.daysAgo(5);

    private static void raising(ObjectNode study) {
        study.put("study", "RAISES");
        ((ObjectNode) study.path("schedule")).putArray("outOfWindow").add("deviation");
        study.path("forms").forEach(form -> {
            if (form.path("form").asText().equals("MADRS")) {
                ((ObjectNode) form.path("editChecks").get(2)).putArray("raises").add("alert");
            }
            if (form.path("form").asText().equals("INFUSION")) {
                ((ObjectNode) form.path("editChecks").get(1)).putArray("raises").add("deviation");
            }
        });
    }

    private static String token(String role, String site) {
        String where = site.equals("*") ? "" : "sites/" + site + "/";
        return Tokens.person(role + "." + site, "/studies/RAISES/" + where + role);
    }

    @BeforeEach
    void aSubjectWithAnAlertAndDeviations() {
        as(token("administrator", "*"))
                .body(ExampleStudy.jsonWith(NoticesResourceTest::raising))
                .put(STUDY + "/versions/1");
        subject = as(token("coordinator", "01"))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("screenedAt", EcrfApi.daysAgo(10).toString()))
                .post(STUDY + "/sites/01/subjects")
                .path("subject");
        enter(
                        "dose-nurse",
                        "INFUSION/forms/INFUSION",
                        start,
                        Map.of(
                                "INF_START", start.toString(),
                                "INF_STOP", start.plus(60, ChronoUnit.MINUTES).toString()),
                        null)
                .then()
                .statusCode(201);
        enter("rater", "H24/forms/MADRS", start.plus(30, ChronoUnit.HOURS), EcrfApi.madrs(6), "The train was late")
                .then()
                .statusCode(201);
    }

    private Response enter(String role, String form, Instant at, Map<String, ?> values, String windowReason) {
        Map<String, Object> entry = new HashMap<>(EcrfApi.entry(at, values));
        entry.put("warningReasons", Map.of("R4_DURATION", "The pump was slow", "ALL_SIX", "Read again"));
        if (windowReason != null) {
            entry.put("windowReason", windowReason);
        }
        return EcrfApi.enter(as(token(role, "01")), STUDY + "/subjects/" + subject + "/events/" + form, entry);
    }

    private List<String> checks(String role, String site, String kind) {
        return as(token(role, site))
                .get(STUDY + "/" + kind + "?subject=" + subject)
                .path("items.check");
    }

    private Response post(String role, String path, String key, Map<String, ?> body) {
        return as(token(role, "01")).header("Idempotency-Key", key).body(body).post(STUDY + path);
    }

    @Test
    void eachReaderIsShownWhatWasDrawnFromVisibleData() {
        assertThat(checks("rater", "01", "alerts")).containsExactly("ALL_SIX");
        assertThat(checks("rater", "01", "deviations")).containsExactly("window");
        assertThat(checks("dose-nurse", "01", "deviations")).containsExactly("R4_DURATION");
        assertThat(checks("dose-nurse", "01", "alerts")).isEmpty();
        assertThat(checks("monitor", "*", "deviations")).containsExactly("R4_DURATION", "window");
        assertThat(checks("pharmacist", "01", "alerts")).isEmpty();
        assertThat(checks("rater", "02", "alerts")).isEmpty();
    }

    @Test
    void anAlertIsAcknowledgedByAnInvestigatorOnce() {
        String alert = as(token("investigator", "01"))
                .get(STUDY + "/alerts?status=open&subject=" + subject)
                .then()
                .body("items.status", contains("open"))
                .extract()
                .path("items[0].id");
        String path = "/alerts/" + alert + "/acknowledgement";
        post("rater", path, "a1-" + alert, Map.of("text", "Seen.")).then().statusCode(403);
        post("investigator", path, "a-" + alert, Map.of("text", "Called the subject."))
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"))
                .body("resolvedBy", equalTo("investigator.01"));
        post("investigator", path, "a-" + alert, Map.of("text", "Called the subject."))
                .then()
                .statusCode(200);
        post("investigator", path, "b-" + alert, Map.of("text", "Again."))
                .then()
                .statusCode(409);
        as(token("investigator", "01"))
                .get(STUDY + "/alerts?status=open&subject=" + subject)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void anAlertAndWhatWasDoneAboutItAreUnderTheAudit() {
        String alert = as(token("investigator", "01"))
                .get(STUDY + "/alerts?subject=" + subject)
                .path("items[0].id");
        String chain = "RAISES/notices/" + alert;
        root().body("changed.find { it.stream == '" + chain + "' }.seq", equalTo(1));
        post("investigator", "/alerts/" + alert + "/acknowledgement", "audit-" + alert, Map.of("text", "Called."))
                .then()
                .statusCode(200);
        root().body("changed.find { it.stream == '" + chain + "' }.seq", equalTo(2));
        assertThat(touchedPlaces()).isEmpty();

        mongo.getDatabase(database)
                .getCollection("notices")
                .updateOne(Filters.eq("notice", alert), Updates.set("resolution.text", "Nothing."));

        assertThat(touchedPlaces()).containsExactly(chain);
    }

    private ValidatableResponse root() {
        return as(token("monitor", "*"))
                .header("Idempotency-Key", UUID.randomUUID())
                .post(STUDY + "/audit/roots")
                .then()
                .statusCode(201);
    }

    private List<String> touchedPlaces() {
        return as(token("monitor", "*"))
                .get(STUDY + "/audit/verification")
                .then()
                .statusCode(200)
                .extract()
                .path("findings.place");
    }

    @Test
    void aDeviationIsCompletedByTheSite() {
        String deviation = as(token("rater", "01"))
                .get(STUDY + "/deviations?subject=" + subject)
                .path("items[0].id");
        String path = "/deviations/" + deviation + "/completion";
        post("rater", path, "d1-" + deviation, Map.of("cause", "Transport"))
                .then()
                .statusCode(400);
        post("dose-nurse", path, "d2-" + deviation, Map.of("cause", "Transport", "important", false))
                .then()
                .statusCode(404);
        post("rater", path, "d3-" + deviation, Map.of("cause", "Transport", "important", false))
                .then()
                .statusCode(200)
                .body("resolution", equalTo("Transport"))
                .body("important", equalTo(false));
        as(token("rater", "01")).get(STUDY + "/deviations?status=lost").then().statusCode(400);
    }
}
