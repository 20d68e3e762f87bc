package org.equipoise.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
class PlatformPlumbingTest {

    private static final String CREATE = "/studies/KET-TRD-01/sites/01/probe";

    private static RequestSpecification coordinator() {
        return given().auth()
                .oauth2(Tokens.person("clara", "/studies/KET-TRD-01/sites/01/coordinator"))
                .contentType(ContentType.JSON);
    }

    @Test
    void anOperationThatDeclaresNothingIsRefused() {
        coordinator()
                .get("/undeclared")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @Test
    void anotherSiteLooksAsIfItDidNotExist() {
        coordinator()
                .body("{\"name\":\"ab\"}")
                .post("/studies/KET-TRD-01/sites/02/probe")
                .then()
                .statusCode(404);
        coordinator().body("{\"name\":\"ab\"}").post(CREATE).then().statusCode(200);
    }

    @Test
    void anUnknownMemberIsNamed() {
        coordinator()
                .body("{\"name\":\"ab\",\"surprise\":1}")
                .post(CREATE)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"))
                .body("detail", containsString("surprise"))
                .body("fix", notNullValue());
    }

    @Test
    void aBodyThatIsNoJsonIsAnsweredAsAProblem() {
        coordinator().body("{\"name\":").post(CREATE).then().statusCode(400).body("code", equalTo("malformed-json"));
    }

    @Test
    void aValueThatBreaksAConstraintIsNamed() {
        coordinator()
                .body("{\"name\":\"a\"}")
                .post(CREATE)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-value"))
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("probe.name"))
                .body("violations[0].value", equalTo("a"));
    }

    @Test
    void anUnexpectedErrorTellsItsIdAndNothingElse() {
        coordinator()
                .body("{\"name\":\"explode\"}")
                .post(CREATE)
                .then()
                .statusCode(500)
                .body("code", equalTo("unexpected-error"))
                .body("errorId", matchesPattern("[0-9a-f-]{36}"))
                .body(not(containsString("secret detail")))
                .body(not(containsString("IllegalState")));
    }

    @Test
    void theRequestIdComesBackAndStandsInTheProblem() {
        coordinator()
                .header("X-Request-Id", "abcdefgh-1")
                .get("/undeclared")
                .then()
                .header("X-Request-Id", "abcdefgh-1")
                .body("instance", equalTo("urn:request:abcdefgh-1"));
    }

    @Test
    void aRequestIdThatCouldForgeALogLineIsReplaced() {
        coordinator()
                .header("X-Request-Id", "a b; c=\"d\"")
                .get("/signed-in")
                .then()
                .statusCode(200)
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void anAddressThatDoesNotExistIsAProblemToo() {
        coordinator().get("/no/such/thing").then().statusCode(404).body("code", equalTo("not-found"));
    }
}
