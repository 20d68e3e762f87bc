package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
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
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.ChainedVersion;
import org.equipoise.ecrf.application.PublishedStudy;
import org.equipoise.ecrf.application.StudyStore;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class StudiesResourceTest {
    private static final int VERSIONS = 6;

    @Inject
    StudyStore studies;

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
    void ofVersionsThatArePublishedAtOnceEachFollowsOnTheOneBefore() throws InterruptedException, ExecutionException {
        String study = "R-" + UUID.randomUUID();
        String token = Tokens.person("racer", "/studies/" + study + "/administrator");
        ExecutorService people = Executors.newFixedThreadPool(VERSIONS);
        List<Callable<Integer>> publications = IntStream.rangeClosed(1, VERSIONS)
                .<Callable<Integer>>mapToObj(number -> () -> publishOwn(study, token, "v" + number))
                .toList();
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : people.invokeAll(publications)) {
            answers.add(answer.get());
        }
        people.shutdown();

        List<String> stored =
                studies.all(study).stream().map(PublishedStudy::version).toList();
        assertThat(answers).containsOnly(201, 409).contains(201);
        assertThat(stored)
                .hasSize((int) answers.stream().filter(status -> status == 201).count());
        for (int number = 1; number <= VERSIONS; number++) {
            int expected = stored.contains("v" + number) ? 200 : 201;
            assertThat(publishOwn(study, token, "v" + number)).isEqualTo(expected);
        }
        assertThat(studies.all(study).subList(0, stored.size()))
                .extracting(PublishedStudy::version)
                .isEqualTo(stored);
        assertThat(studies.latestVersion(study))
                .contains(studies.all(study).get(VERSIONS - 1).version());
        assertThat(studies.chained(study))
                .hasSize(VERSIONS)
                .allSatisfy(version -> assertThat(version.hash()).isEqualTo(ChainedVersion.hash(version.study())));
    }

    private static int publishOwn(String study, String token, String version) {
        return as(token)
                .body(ExampleStudy.jsonReplacing("\"version\": \"1\"", "\"version\": \"" + version + "\"")
                        .replace("\"" + ExampleStudy.STUDY + "\"", "\"" + study + "\""))
                .put("/api/ecrf/studies/" + study + "/versions/" + version)
                .statusCode();
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
