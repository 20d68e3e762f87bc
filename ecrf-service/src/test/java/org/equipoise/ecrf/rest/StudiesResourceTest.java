package org.equipoise.ecrf.rest;

import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.publish;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class StudiesResourceTest {
    @BeforeEach
    void publishTheExample() {
        publishExample();
    }

    @Test
    void theSameVersionAgainIsNoNews() {
        publish("1", ExampleStudy.json()).then().statusCode(200).body("contentHash", notNullValue());
    }

    @Test
    void otherContentUnderThatVersionIsAConflict() {
        publish("1", ExampleStudy.jsonReplacing("North", "West"))
                .then()
                .statusCode(409)
                .body("code", equalTo("version-exists"));
    }

    @Test
    void errorsNameFilePathValueAndExpectation() {
        publish(
                        "9",
                        ExampleStudy.jsonReplacing("SYSTOLIC > DIASTOLIC", "SYSTOLIC > PULSE")
                                .replace("\"version\": \"1\"", "\"version\": \"9\""))
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-definition"))
                .body("errors", hasSize(1))
                .body("errors[0].file", equalTo("forms/VITALS.yaml"))
                .body("errors[0].path", equalTo("/forms/VITALS/editChecks/R2/assert"))
                .body("errors[0].value", equalTo("SYSTOLIC > PULSE"))
                .body("errors[0].expected", notNullValue());
    }

    @Test
    void whatIsNoJsonIsRefused() {
        as("administrator", "*")
                .body("{\"study\": ")
                .put(STUDY + "/versions/9")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        as("administrator", "*").body("[]").put(STUDY + "/versions/9").then().statusCode(400);
    }

    @Test
    void peopleSeeTheirOwnStudies() {
        as("rater", "01")
                .get("/api/ecrf/studies")
                .then()
                .statusCode(200)
                .body("study", contains(ExampleStudy.STUDY))
                .body("[0].roles", contains("rater"))
                .body("[0].sites", contains("01"));
        as("monitor", "*").get("/api/ecrf/studies").then().body("[0].sites", nullValue());
        as(Tokens.person("stranger", "/studies/NEVER-PUBLISHED/rater"))
                .get("/api/ecrf/studies")
                .then()
                .body("$", hasSize(0));
    }

    @Test
    void aStudyIsShownWithItsEventsAndForms() {
        as("sponsor", "*")
                .get(STUDY)
                .then()
                .statusCode(200)
                .body("version", equalTo("1"))
                .body("sites.id", contains("01", "02"))
                .body("events.id", hasItem("PLUS40"))
                .body("events.find { it.id == 'PLUS40' }.window.to", equalTo("PT45M"))
                .body("forms.find { it.id == 'CADSS' }.category", equalTo("dose-day"));
    }

    @Test
    void aFormIsShownAsItWasPublished() {
        as("rater", "01")
                .get(STUDY + "/forms/MADRS")
                .then()
                .statusCode(200)
                .body("itemGroups[0].items.id", contains("M1", "M2", "M3", "TOTAL"))
                .body("instrument.name", equalTo("MADRS"));
        as("rater", "01").get(STUDY + "/forms/NONE").then().statusCode(404);
    }
}
