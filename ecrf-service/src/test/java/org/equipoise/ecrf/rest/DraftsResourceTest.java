package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.changed;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.Draft;
import org.equipoise.ecrf.application.DraftStore;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class DraftsResourceTest {
    @Inject
    DraftStore drafts;

    private static final Instant H24 = daysAgo(4);

    private String madrs;

    @BeforeEach
    void screenASubject() {
        publishExample();
        madrs = form(screen("01"), "H24", "MADRS");
    }

    @Test
    void aDraftSurvivesUntilTheSaveAndIsItsAuthorsAlone() {
        Map<String, Object> draft = Map.of(
                "baseRevision",
                0,
                "occurredAt",
                "2026-03-0",
                "values",
                Map.of("M1", 2, "M2", 2, "M3", 2, "ROWS[1].X", "y"));
        as("rater", "01")
                .body(draft)
                .put(madrs + "/draft")
                .then()
                .statusCode(200)
                .body("derived.TOTAL", equalTo(6))
                .body("currentRevision", equalTo(0));

        as("rater", "01")
                .get(madrs + "/draft")
                .then()
                .statusCode(200)
                .body("occurredAt", equalTo("2026-03-0"))
                .body("values.\"ROWS[1].X\"", equalTo("y"))
                .body("values.M1", equalTo(2));
        as("rater", "02").get(madrs + "/draft").then().statusCode(404);
        as("coordinator", "01").get(madrs + "/draft").then().statusCode(403);
        as("data-manager", "*").get(STUDY + "/exports/csv").then().body(not(containsString("ROWS[1].X")));

        enter(as("rater", "01"), madrs, entry(H24, madrs(2))).then().statusCode(201);

        as("rater", "01").get(madrs + "/draft").then().statusCode(404);
    }

    @Test
    void aSaveThatIsSentAgainTakesAwayTheDraftThatASuddenStopLeft() {
        as("rater", "01").body(Map.of("baseRevision", 0, "values", madrs(1))).put(madrs + "/draft");
        String subject = madrs.replaceAll(".*/subjects/([^/]+)/.*", "$1");
        DraftStore.Key key =
                new DraftStore.Key(ExampleStudy.STUDY, subject, new FormInstance("H24", "MADRS", 1), "id-of-rater.01");
        Draft left = drafts.find(key).orElseThrow();
        enter(as("rater", "01").header("Idempotency-Key", "draft-1"), madrs, entry(H24, madrs(2)));
        drafts.put(left);

        drafts.deleteUntil(key, 0, left.savedAt().minusMillis(1));
        drafts.deleteUntil(key, -1, left.savedAt());
        assertThat(drafts.find(key)).isPresent();
        enter(as("rater", "01").header("Idempotency-Key", "draft-1"), madrs, entry(H24, madrs(2)));

        assertThat(drafts.find(key)).isEmpty();
    }

    @Test
    void aDraftThatComesAfterTheSaveIsRefused() {
        enter(as("rater", "01"), madrs, entry(H24, madrs(2))).then().statusCode(201);

        as("rater", "01")
                .body(Map.of("baseRevision", 0, "values", madrs(2)))
                .put(madrs + "/draft")
                .then()
                .statusCode(409)
                .body("code", equalTo("revision-conflict"))
                .body("currentRevision", equalTo(1));
        as("rater", "01").get(madrs + "/draft").then().statusCode(404);
        as("rater", "01").get(madrs).then().body("nextVersion", equalTo("1"));
    }

    @Test
    void aDraftIsReplacedAndThrownAway() {
        as("rater", "01").body(Map.of("baseRevision", 0, "values", madrs(1))).put(madrs + "/draft");
        as("rater", "01").body(Map.of("baseRevision", 0, "values", madrs(3))).put(madrs + "/draft");

        as("rater", "01").get(madrs + "/draft").then().body("values.M1", equalTo(3));
        as("rater", "01").delete(madrs + "/draft").then().statusCode(204);
        as("rater", "01").delete(madrs + "/draft").then().statusCode(204);
        as("rater", "01").get(madrs + "/draft").then().statusCode(404);
    }

    @Test
    void theChangesOfAnItemAndTheDifferenceOfTwoRevisionsAreTold() {
        enter(as("rater", "01"), madrs, entry(H24, madrs(2))).then().statusCode(201);
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(H24, Map.of("M1", 2, "M2", 2, "M3", 5)))
                .put(madrs)
                .then()
                .statusCode(200)
                .body("skipped", equalTo(List.of()));

        as("monitor", "*")
                .queryParam("item", "M3")
                .get(madrs + "/history")
                .then()
                .statusCode(200)
                .body("items.revision", contains(1, 2))
                .body("items[1].before.value", equalTo(2))
                .body("items[1].after.value", equalTo(5))
                .body("items[1].changedBy", equalTo("rater.01"))
                .body("items[1].reasonForChange", equalTo("typing error"));
        as("monitor", "*")
                .get(madrs + "/differences")
                .then()
                .statusCode(200)
                .body("items.item", contains("M3", "TOTAL"));
        as("monitor", "*")
                .queryParam("from", 2)
                .queryParam("to", 3)
                .get(madrs + "/differences")
                .then()
                .statusCode(400);
        as("pharmacist", "01").get(madrs + "/differences").then().statusCode(404);
    }

    @Test
    void whoSavesLateIsOfferedAMerge() {
        enter(as("rater", "01"), madrs, entry(H24, madrs(2))).then().statusCode(201);
        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(H24, Map.of("M1", 2, "M2", 2, "M3", 5)))
                .put(madrs);

        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(H24, Map.of("M1", 4, "M2", 2, "M3", 2)))
                .put(madrs)
                .then()
                .statusCode(409)
                .body("changes.item", contains("M1", "M3"))
                .body("changes[1].theirs.value", equalTo(5))
                .body("changes[1].yours.value", equalTo(2))
                .body("mergeable", equalTo(true))
                .body("merge.values", equalTo(Map.of("M1", 4, "M2", 2, "M3", 5)));
    }
}
