package org.equipoise.randomizer.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class StudyUnblindingResourceTest {

    private static final String LOCKED = "{\"locked\":true,\"lockedAt\":\"2026-03-01T09:00:00Z\",\"by\":\"somebody\"}";

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void twoSubjects() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
        study.randomizeEligible("01-002").then().statusCode(201);
    }

    @Test
    void dataThatNobodySaysAreLockedCountAsOpen() {
        request("sam", Instant.now())
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"))
                .body("detail", containsString("not locked"));
        EcrfStub.dataLock(study.id(), okJson("{\"locked\":false}"));
        request("sam", Instant.now()).then().statusCode(409);
        EcrfStub.dataLock(study.id(), EcrfStub.status(500));
        request("sam", Instant.now()).then().statusCode(503);
    }

    @Test
    void twoPersonsUnblindALockedStudy() {
        EcrfStub.dataLock(study.id(), okJson(LOCKED));
        request("sam", Instant.now().minusSeconds(120)).then().statusCode(403);
        String id = request("sam", Instant.now())
                .then()
                .statusCode(201)
                .body("status", equalTo("requested"))
                .body("dataLockedAt", equalTo("2026-03-01T09:00:00Z"))
                .extract()
                .path("unblinding");
        read("allocations").then().statusCode(409).body("code", equalTo("state-conflict"));
        approve("sam", id).then().statusCode(409);
        approve("ursula", "another").then().statusCode(404);
        EcrfStub.seal(study.id(), EcrfStub.status(409));
        approve("ursula", id).then().statusCode(409);
        EcrfStub.dataLock(study.id(), okJson(LOCKED.replace("2026-03-01", "2026-03-02")));
        approve("ursula", id).then().statusCode(409).body("detail", containsString("opened"));
        EcrfStub.dataLock(study.id(), okJson(LOCKED));
        EcrfStub.seal(study.id(), okJson(LOCKED));
        approve("ursula", id).then().statusCode(201).body("status", equalTo("approved"));
        approve("ursula", id).then().statusCode(201);
        request("sam", Instant.now()).then().statusCode(201).body("status", equalTo("approved"));

        read("allocations")
                .then()
                .statusCode(200)
                .body("items.subject", equalTo(List.of("01-001", "01-002")))
                .body("items.arm", everyItem(in(List.of("KTM", "MDZ"))));
        study.as("monitor").get(study.path("/unblinding/allocations")).then().statusCode(403);
        study.as("dmc-member")
                .get(study.path("/unblinding-register"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].why", equalTo("unblinded-study"))
                .body("items[0].subjects", equalTo(2));
    }

    @Test
    void dataThatWereOpenedAndLockedAgainTakeANewRequest() {
        EcrfStub.dataLock(study.id(), okJson(LOCKED));
        String first = request("sam", Instant.now()).then().extract().path("unblinding");
        person("sam", "sponsor", Instant.now(), "again-1")
                .body(Map.of("reason", "Final analysis"))
                .post(study.path("/unblinding"))
                .then()
                .statusCode(409);
        EcrfStub.dataLock(study.id(), okJson(LOCKED.replace("2026-03-01", "2026-03-02")));
        String second = person("sam", "sponsor", Instant.now(), "again-2")
                .body(Map.of("reason", "Final analysis"))
                .post(study.path("/unblinding"))
                .then()
                .statusCode(201)
                .extract()
                .path("unblinding");
        EcrfStub.seal(study.id(), okJson(LOCKED));
        approve("ursula", first).then().statusCode(404);
        approve("ursula", second).then().statusCode(201);
    }

    @Test
    void afterwardsTheWholeListCanBeRead() {
        EcrfStub.dataLock(study.id(), okJson(LOCKED));
        EcrfStub.seal(study.id(), okJson(LOCKED));
        String id = request("sam", Instant.now()).then().extract().path("unblinding");
        approve("ursula", id).then().statusCode(201);
        List<String> numbers = new ArrayList<>();
        String next = "";
        while (next != null) {
            Response page = read("list?limit=100" + (next.isEmpty() ? "" : "&after=" + next));
            page.then().statusCode(200);
            numbers.addAll(page.path("items.randomizationNumber"));
            next = page.path("next");
        }
        assertThat(numbers).hasSize(240).doesNotHaveDuplicates();
    }

    @Test
    void theDatabaseItselfRevealsNothingBeforeTheApproval() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> {
                    try (Connection connection = Database.asService();
                            Statement statement = connection.createStatement()) {
                        statement.execute("SELECT * FROM reveal_allocations('" + study.id()
                                + "', '', 10, 'a', 'a', 'a', 'r', now())");
                    }
                })
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
    }

    private Response request(String name, Instant signedInAt) {
        return person(name, "sponsor", signedInAt, "request-of-" + name)
                .body(Map.of("reason", "Final analysis"))
                .post(study.path("/unblinding"));
    }

    private Response approve(String name, String unblinding) {
        return person(name, "unblinded-statistician", Instant.now(), "approval-of-" + name + unblinding)
                .post(study.path("/unblinding/" + unblinding + "/approval"));
    }

    private Response read(String what) {
        return study.as("unblinded-statistician").get(study.path("/unblinding/" + what));
    }

    private RequestSpecification person(String name, String role, Instant signedInAt, String key) {
        return given().auth()
                .oauth2(Tokens.signedInAt(signedInAt, name, "/studies/" + study.id() + "/" + role))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key);
    }
}
