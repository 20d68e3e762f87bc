package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

@RandomizerTest
class PlansResourceTest {

    private final TestStudy study = new TestStudy();

    @Test
    void aVersionIsPublishedOnceAndNeverChanges() {
        String hash = study.publish("1", TestStudy.plan())
                .then()
                .statusCode(201)
                .body("study", equalTo(study.id()))
                .body("version", equalTo("1"))
                .body("status", equalTo("published"))
                .body("contentHash", matchesPattern("[0-9a-f]{64}"))
                .extract()
                .path("contentHash");
        study.publish("1", TestStudy.plan()).then().statusCode(200).body("contentHash", equalTo(hash));
        study.publish("1", TestStudy.plan(59, 156, "ecrf"))
                .then()
                .statusCode(409)
                .body("code", equalTo("version-exists"));
        study.publish("2", TestStudy.plan(59, 156, "ecrf")).then().statusCode(201);
    }

    @Test
    void aFaultyPlanIsRefusedWithFieldValueAndRemedy() {
        String faulty = TestStudy.plan(10, 156, "ecrf")
                .replace("[4,6]", "[4,5]")
                .replace("\"ratio\":1,\"control\":false", "\"ratio\":0,\"control\":false");
        study.publish("1", faulty)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-plan"))
                .body("errors.field", hasItems("arms[0].ratio", "caps.study"))
                .body("errors.find { it.field == 'arms[0].ratio' }.value", equalTo(0))
                .body("errors.find { it.field == 'caps.study' }.remedy", containsString("at least 39"));
        study.publish("1", TestStudy.plan().replace("[4,6]", "[4,5]"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("method.blockSizes[1]"));
        study.as("administrator").get(study.path("/plan")).then().statusCode(404);
    }

    @Test
    void anUnknownMemberOrAnotherStudyInTheBodyIsRefused() {
        study.publish("1", TestStudy.plan().replace("\"eligibility\"", "\"seed\":1,\"eligibility\""))
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"))
                .body("detail", containsString("seed"));
        study.publish("1", TestStudy.plan().replace("{\"method\"", "{\"study\":\"OTHER\",\"method\""))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"))
                .body("detail", containsString("OTHER"));
    }

    @Test
    void activationCommitsToTheListOnce() {
        study.publish("1", TestStudy.plan()).then().statusCode(201);
        String first = study.activate("1", "k")
                .then()
                .statusCode(201)
                .body("study", equalTo(study.id()))
                .body("version", equalTo("1"))
                .body("list", notNullValue())
                .body("merkleRoot", matchesPattern("[0-9a-f]{64}"))
                .body("entries", equalTo(240))
                .body("activatedAt", notNullValue())
                .extract()
                .asString();
        assertThat(study.activate("1", "k").then().statusCode(201).extract().asString())
                .isEqualTo(first);
        study.activate("1", "j").then().statusCode(409).body("code", equalTo("already-active"));
        study.activate("2", "k").then().statusCode(404);
    }

    @Test
    void thePlanInForceTellsNeitherArmsNorSeedNorBlocks() {
        study.publish("1", TestStudy.plan()).then().statusCode(201);
        study.as("sponsor")
                .get(study.path("/plan"))
                .then()
                .statusCode(200)
                .body("status", equalTo("published"))
                .body("merkleRoot", nullValue());
        study.activate("1", "k").then().statusCode(201);
        study.publish("2", TestStudy.plan(59, 156, "ecrf")).then().statusCode(201);
        String body = study.as("sponsor")
                .get(study.path("/plan"))
                .then()
                .statusCode(200)
                .body("version", equalTo("1"))
                .body("status", equalTo("active"))
                .body("merkleRoot", matchesPattern("[0-9a-f]{64}"))
                .body("strataFactors.id", hasItems("site", "madrsBand"))
                .extract()
                .asString();
        assertThat(body).doesNotContain("KTM", "MDZ", "Ketamine", "seed", "block", "ratio", "arm");
    }
}
