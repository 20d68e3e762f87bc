package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.Map;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

@RandomizerTest
class EnrolmentResourceTest {

    private final TestStudy study = new TestStudy();

    @Test
    void aPausedSiteRandomizesNobodyAndSaysWhyAndWhatToDo() {
        study.active();
        set("/sites/01", "paused", "a spill in the pharmacy", "k")
                .then()
                .statusCode(200)
                .body("site", equalTo("01"))
                .body("status", equalTo("paused"))
                .body("by", equalTo("p"))
                .body("at", notNullValue());
        study.randomizeEligible("01-001")
                .then()
                .statusCode(409)
                .body("code", equalTo("randomization-closed"))
                .body("cause", equalTo("site-paused"))
                .body("fix", containsString("data manager"));
        set("/sites/01", "active", "cleaned", "j").then().statusCode(200);
        study.randomizeEligible("01-001").then().statusCode(201);
    }

    @Test
    void aPausedStudyRandomizesNobodyAnywhere() {
        study.active();
        set("", "paused", "a safety signal", "k").then().statusCode(200).body("site", nullValue());
        study.randomizeEligible("01-001").then().statusCode(409).body("cause", equalTo("study-paused"));
        study.as("sponsor")
                .get(study.path("/enrolment"))
                .then()
                .statusCode(200)
                .body("status", equalTo("paused"))
                .body("reason", equalTo("a safety signal"));
    }

    @Test
    void aLateRepeatGetsItsFirstAnswerAndChangesNothing() {
        study.active();
        String first = set("/sites/01", "paused", "a reason", "k").asString();
        set("/sites/01", "active", "over", "j").then().statusCode(200);
        assertThat(set("/sites/01", "paused", "a reason", "k").asString()).isEqualTo(first);
        study.randomizeEligible("01-001").then().statusCode(201);
        set("/sites/01", "paused", "another reason", "k").then().statusCode(422).body("code", equalTo("key-reused"));
        study.as("monitor")
                .get(study.path("/status-history"))
                .then()
                .statusCode(200)
                .body("items.status", contains("paused", "active"))
                .body("items.reason", contains("a reason", "over"));
        study.as("monitor").get(study.path("/audit")).then().body("items.entry.action", hasItem("set-status"));
    }

    @Test
    void sitesAreListedWithStatusNumbersAndCapsToThoseWhoWorkThere() {
        study.active(TestStudy.plan(60, 156, "ecrf")
                .replace("\"caps\":{", "\"sitesStart\":\"inactive\",\"caps\":{\"site:01\":2,"));
        study.randomizeEligible("01-001").then().statusCode(409).body("cause", equalTo("site-not-active"));
        set("/sites/01", "active", "initiated", "k").then().statusCode(200);
        study.randomizeEligible("01-001").then().statusCode(201);
        study.randomizeEligible("01-002").then().statusCode(201);
        study.randomizeEligible("01-003")
                .then()
                .statusCode(409)
                .body("code", equalTo("list-exhausted"))
                .body("cause", equalTo("site-cap-reached"));
        study.as("monitor")
                .get(study.path("/sites"))
                .then()
                .statusCode(200)
                .body("items.site", contains("01", "02"))
                .body("items.status", contains("active", "inactive"))
                .body("items.randomized", contains(2, 0))
                .body("items.level", contains("full", "open"));
        study.as("monitor")
                .get(study.path("/sites?limit=1"))
                .then()
                .body("items.site", contains("01"))
                .body("next", equalTo("01"));
        study.atSite("02", "coordinator").get(study.path("/sites")).then().body("items.site", contains("02"));
        study.atSite("02", "coordinator")
                .get(study.path("/enrolment"))
                .then()
                .body("near", empty())
                .body("randomized", equalTo(2))
                .body("cap", equalTo(156));
        study.atSite("01", "coordinator")
                .get(study.path("/enrolment"))
                .then()
                .body("near.cap", contains("site:01"))
                .body("near[0].level", equalTo("full"));
    }

    @Test
    void aSiteThatThePlanDoesNotHaveAndAStudyWithoutPlanAreNotFound() {
        set("/sites/01", "active", "early", "k").then().statusCode(404);
        study.as("monitor").get(study.path("/enrolment")).then().statusCode(404);
        study.active();
        set("/sites/99", "active", "unknown", "k").then().statusCode(404);
        set("/sites/01", "closed", "no such status", "k").then().statusCode(400);
        set("/sites/01", "paused", " ", "k").then().statusCode(400);
    }

    private Response set(String of, String status, String reason, String key) {
        return study.as("data-manager")
                .header("Idempotency-Key", key)
                .body(Map.of("status", status, "reason", reason))
                .put(study.path(of + "/status"));
    }
}
