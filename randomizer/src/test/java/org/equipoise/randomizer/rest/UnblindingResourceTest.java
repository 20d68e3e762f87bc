package org.equipoise.randomizer.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.Collections;
import java.util.List;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class UnblindingResourceTest {

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void fourSubjects() {
        study.active(TestStudy.plan().replace("[4,6]", "[4]"));
        for (int i = 1; i <= 4; i++) {
            study.randomizeEligible("01-00" + i).then().statusCode(201);
        }
    }

    @Test
    void theDmcGetsTheArmsThroughTheStatisticsService() {
        List<String> arms = study.allocations("a-1")
                .then()
                .statusCode(200)
                .body("study", equalTo(study.id()))
                .body("arms.code", contains("KTM", "MDZ"))
                .body("arms.control", contains(false, true))
                .body("items.subject", contains("01-001", "01-002", "01-003", "01-004"))
                .body("items.arm", everyItem(in(List.of("KTM", "MDZ"))))
                .extract()
                .path("items.arm");
        assertThat(Collections.frequency(arms, "KTM"))
                .as("one whole block of four")
                .isEqualTo(2);
    }

    @Test
    void everyReadingStandsInTheRegister() {
        study.allocations("a-1").then().statusCode(200);
        study.allocations("a-2").then().statusCode(200);
        study.as("unblinded-statistician")
                .get(study.path("/unblinding-register"))
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.why", contains("a-1", "a-2"))
                .body("items[0].byName", equalTo("dora"))
                .body("items[0].by", equalTo("id-of-dora"))
                .body("items[0].party", equalTo("stats-service"))
                .body("items[0].subjects", equalTo(4))
                .body("items[0].hash", matchesPattern("[0-9a-f]{64}"))
                .body("items[1].previousHash", matchesPattern("[0-9a-f]{64}"));
    }

    @Test
    void theRegisterComesPageByPage() {
        study.allocations("a-1").then().statusCode(200);
        study.allocations("a-2").then().statusCode(200);
        String next = study.as("dmc-member")
                .get(study.path("/unblinding-register?limit=1"))
                .then()
                .body("items.why", contains("a-1"))
                .extract()
                .path("next");
        study.as("dmc-member")
                .get(study.path("/unblinding-register?limit=1&after=" + next))
                .then()
                .body("items.why", contains("a-2"));
        study.as("dmc-member")
                .get(study.path("/unblinding-register?after=x"))
                .then()
                .statusCode(400);
    }

    @Test
    void nobodyElseGetsTheArmsAndTheRegisterStaysEmpty() {
        study.as("dmc-member").get(study.path("/allocations?analysis=a")).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.service("stats-service"))
                .get(study.path("/allocations?analysis=a"))
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.exchanged("s", "stats-service", "/studies/" + study.id() + "/statistician"))
                .get(study.path("/allocations?analysis=a"))
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.exchanged("s", "stats-service", "/studies/OTHER/dmc-member"))
                .get(study.path("/allocations?analysis=a"))
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.exchanged("s", "ecrf-service", "/studies/" + study.id() + "/dmc-member"))
                .get(study.path("/allocations?analysis=a"))
                .then()
                .statusCode(403);
        study.as("dmc-member")
                .get(study.path("/unblinding-register"))
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void anAnalysisMustBeNamed() {
        given().auth()
                .oauth2(Tokens.exchanged("d", "stats-service", "/studies/" + study.id() + "/dmc-member"))
                .get(study.path("/allocations"))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"));
    }
}
