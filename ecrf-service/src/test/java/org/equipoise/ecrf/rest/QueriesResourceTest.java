package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
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
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RaiseOutstandingQueries;
import org.equipoise.ecrf.application.RevisionStore;
import org.equipoise.ecrf.application.StoredRevision;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class QueriesResourceTest {
    private static final String QUERIES = STUDY + "/queries";

    @Inject
    RevisionStore revisions;

    @Inject
    RaiseOutstandingQueries sweep;

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
    void aChangedInputAsksAndAPassingCheckSettles() {
        String baseline = EcrfApi.form(subject, "BASELINE", "MADRS");
        Instant day = EcrfApi.daysAgo(5);
        EcrfApi.enter(as("rater", "01"), baseline, EcrfApi.entry(day, EcrfApi.madrs(2)))
                .then()
                .statusCode(201);
        EcrfApi.enter(
                        as("rater", "01"),
                        EcrfApi.form(subject, "H24", "MADRS"),
                        EcrfApi.entry(day.plus(2, ChronoUnit.DAYS), EcrfApi.madrs(1)))
                .then()
                .statusCode(201);
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(EcrfApi.changed(day, EcrfApi.madrs(5)))
                .put(baseline)
                .then()
                .statusCode(200);
        as("rater", "01")
                .get(QUERIES + "?subject=" + subject + "&status=open")
                .then()
                .body("items.event", contains("H24"))
                .body("items.check", contains("R6"));

        as("rater", "01")
                .header("If-Match", "\"2\"")
                .body(EcrfApi.changed(day, EcrfApi.madrs(3)))
                .put(baseline)
                .then()
                .statusCode(200);
        as("rater", "01")
                .get(QUERIES + "?subject=" + subject + "&status=closed")
                .then()
                .body("items.event", contains("H24"))
                .body("items[0].thread.action", contains("raised", "closed"));
    }

    @Test
    void theSweepReadsThePagesOfTheRealStore() {
        Instant day = EcrfApi.daysAgo(5);
        EcrfApi.enter(
                as("rater", "01"), EcrfApi.form(subject, "BASELINE", "MADRS"), EcrfApi.entry(day, EcrfApi.madrs(0)));
        EcrfApi.enter(
                as("rater", "01"),
                EcrfApi.form(subject, "H24", "MADRS"),
                EcrfApi.entry(day.plus(2, ChronoUnit.DAYS), EcrfApi.madrs(5)));

        List<StoredRevision> all = revisions.withConsequences(Instant.EPOCH, Optional.empty(), 1000);
        List<StoredRevision> one = revisions.withConsequences(Instant.EPOCH, Optional.empty(), 1);
        List<StoredRevision> rest =
                revisions.withConsequences(Instant.EPOCH, Optional.of(RevisionStore.Position.of(one.get(0))), 1000);

        assertThat(all).isNotEmpty();
        assertThat(Stream.concat(one.stream(), rest.stream()).map(StoredRevision::hash))
                .containsExactlyElementsOf(
                        all.stream().map(StoredRevision::hash).toList());
        assertThat(sweep.sweep()).isZero();
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
