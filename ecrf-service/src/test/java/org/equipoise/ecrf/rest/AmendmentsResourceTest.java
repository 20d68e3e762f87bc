package org.equipoise.ecrf.rest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A study of its own, since a new version concerns everybody in it. */
@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class AmendmentsResourceTest {
    private static final String ID = "AMENDED-01";
    private static final String STUDY = "/api/ecrf/studies/" + ID;
    private static final String FIRST = ExampleStudy.json().replace(ExampleStudy.STUDY, ID);
    private static final String SECOND = FIRST.replace("\"version\": \"1\"", "\"version\": \"2\"")
            .replace("SYSTOLIC > DIASTOLIC", "SYSTOLIC > DIASTOLIC + 20");

    private static RequestSpecification as(String role, String site) {
        String where = site.equals("*") ? "" : "sites/" + site + "/";
        return EcrfApi.as(Tokens.person(role + "." + site, "/studies/" + ID + "/" + where + role));
    }

    @Test
    void anAmendmentIsTriedPublishedAssessedAndSubjectsAreMoved() {
        as("administrator", "*").body(FIRST).put(STUDY + "/versions/1").then().statusCode(oneOf(200, 201));
        String subject = as("coordinator", "01")
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("screenedAt", EcrfApi.daysAgo(10).toString()))
                .post(STUDY + "/sites/01/subjects")
                .then()
                .statusCode(201)
                .extract()
                .path("subject");
        String vitals = STUDY + "/subjects/" + subject + "/events/H24/forms/VITALS";
        EcrfApi.enter(
                        as("investigator", "01"),
                        vitals,
                        EcrfApi.entry(EcrfApi.daysAgo(4), Map.of("SYSTOLIC", 90, "DIASTOLIC", 80)))
                .then()
                .statusCode(201);

        as("data-manager", "*")
                .body(SECOND)
                .post(STUDY + "/definition-trials")
                .then()
                .statusCode(200)
                .body("checks.find { it.check == 'R2' }.fires", equalTo(1))
                .body("places.items.subject", hasItem(subject));
        as("data-manager", "*")
                .body(SECOND.replace("DIASTOLIC + 20", "NOTHING"))
                .post(STUDY + "/definition-trials")
                .then()
                .statusCode(422)
                .body("errors.path", contains("/forms/VITALS/editChecks/R2/assert"));

        as("administrator", "*").body(SECOND).put(STUDY + "/versions/2").then().statusCode(201);
        as("data-manager", "*")
                .get(STUDY + "/versions?limit=1")
                .then()
                .statusCode(200)
                .body("items.version", contains("2"))
                .body("items[0].publishedBy", equalTo("administrator.*"))
                .body("items[0].contentHash", matchesPattern("[0-9a-f]{64}"))
                .body("next", equalTo("2"));
        as("data-manager", "*").get(STUDY + "/versions?after=2").then().body("items.version", contains("1"));
        as("monitor", "*").get(STUDY + "/versions").then().statusCode(403);
        as("data-manager", "*")
                .get(STUDY + "/versions/2/changes")
                .then()
                .statusCode(200)
                .body("from", equalTo("1"))
                .body("subjects", equalTo(1))
                .body("changes.path", contains("/forms/VITALS/editChecks/R2"))
                .body("changes[0].forms", equalTo(1));
        as("data-manager", "*").get(STUDY + "/versions/9/changes").then().statusCode(404);

        Map<String, Object> order = Map.of("to", "2", "subjects", List.of(subject, "01-999"), "reason", "amendment");
        as("data-manager", "*")
                .body(order)
                .post(STUDY + "/migrations")
                .then()
                .statusCode(200)
                .body("items.outcome", contains("migrated", "refused"));
        as("data-manager", "*")
                .body(order)
                .post(STUDY + "/migrations")
                .then()
                .body("items.outcome", contains("unchanged", "refused"));
        as("monitor", "*")
                .get(STUDY + "/subjects/" + subject + "/migrations")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].from", equalTo("1"));
        as("monitor", "*").get(STUDY + "/subjects/" + subject).then().body("definitionVersion", equalTo("2"));
        as("investigator", "01")
                .header("If-Match", "\"1\"")
                .body(EcrfApi.changed(EcrfApi.daysAgo(4), Map.of("SYSTOLIC", 91, "DIASTOLIC", 80)))
                .put(vitals)
                .then()
                .statusCode(422);
    }
}
