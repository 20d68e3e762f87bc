package org.equipoise.randomizer.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.ExternalAccountsFile;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Speaks as another data capture system's client does: look up, name the site, randomize, all of it blindly repeated. */
@RandomizerTest
class ExternalResourceTest {

    private static final String BASE = "/api/randomizer/external";

    private final TestStudy study = new TestStudy();
    private String account;

    @BeforeEach
    void anAccountOfTheStudy() {
        study.active(TestStudy.plan(60, 156, "external"));
        account = "oc-" + study.id();
        ExternalAccountsFile.add(account, study.id(), "number");
    }

    @Test
    void aSubjectIsLookedUpThenRandomizedAndLookedUpAgain() {
        lookUp("SS_0001").then().statusCode(404).body("error", notNullValue());
        system().formParam("siteIdentifier", "01")
                .formParam("name", "Site one")
                .formParam("timezone", "Europe/Berlin")
                .post(BASE + "/sites")
                .then()
                .statusCode(200)
                .body("siteIdentifier", equalTo("01"));
        String code = randomise("SS_0001", "01", "GE35")
                .then()
                .statusCode(200)
                .body("identifier", equalTo("SS_0001"))
                .body("code", matchesPattern("R\\d{7}"))
                .extract()
                .path("code");
        lookUp("SS_0001").then().statusCode(200).body("code", equalTo(code));
        String actor = Database.text("SELECT entry::jsonb ->> 'actorName' FROM audit_entry WHERE study = '" + study.id()
                + "' AND entry LIKE '%SS_0001%'");
        assertThat(actor).isEqualTo("nurse through " + account);
    }

    @Test
    void anAccountMayHearOfKitsInstead() {
        ExternalAccountsFile.add("kit-" + account, study.id(), "kit");
        as("kit-" + account, ExternalAccountsFile.PASSWORD)
                .formParam("identifier", "SS_0001")
                .formParam("siteIdentifier", "01")
                .formParam("question1", "LT35")
                .post(BASE + "/randomise")
                .then()
                .statusCode(200)
                .body("code", matchesPattern("K\\d{7}"));
    }

    /** The client repeats without knowing whether the first request arrived. */
    @Test
    void concurrentBlindRepetitionsAreOneAllocation() {
        List<CompletableFuture<Response>> requests = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> randomise("SS_0002", "01", "LT35")))
                .toList();
        List<String> codes = requests.stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.then().statusCode(200).extract().<String>path("code"))
                .distinct()
                .toList();
        assertThat(codes).hasSize(1);
        assertThat(Database.text("SELECT count(*) FROM allocation WHERE study = '" + study.id() + "'"))
                .isEqualTo("1");
    }

    @Test
    void otherAnswersForTheSameSubjectAreAConflict() {
        randomise("SS_0003", "01", "LT35").then().statusCode(200);
        randomise("SS_0003", "01", "GE35")
                .then()
                .statusCode(409)
                .body("error", containsString("other answers"))
                .body("code", equalTo("state-conflict"));
        randomise("SS_0003", "02", "LT35").then().statusCode(409);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        system().formParam("identifier", "SS_0004")
                .formParam("siteIdentifier", "01")
                .post(BASE + "/randomise")
                .then()
                .statusCode(400)
                .body("error", containsString("1 questions"))
                .body("fix", containsString("madrsBand"));
        system().formParam("siteIdentifier", "01")
                .formParam("question1", "LT35")
                .post(BASE + "/randomise")
                .then()
                .statusCode(400)
                .body("error", containsString("'identifier' is missing"));
        randomise("SS_0004", "01", "SOMETHING").then().statusCode(422).body("code", equalTo("stratum-unknown"));
        randomise("SS_0004", "99", "LT35").then().statusCode(422);
        system().formParam("siteIdentifier", "99")
                .post(BASE + "/sites")
                .then()
                .statusCode(422)
                .body("error", containsString("no site 99"));
    }

    @Test
    void aStudyThatChecksEligibilityItselfIsNotOpenToOthers() {
        TestStudy own = new TestStudy();
        own.active();
        ExternalAccountsFile.add("oc-" + own.id(), own.id(), "number");
        as("oc-" + own.id(), ExternalAccountsFile.PASSWORD)
                .formParam("identifier", "SS_0005")
                .formParam("siteIdentifier", "01")
                .formParam("question1", "LT35")
                .post(BASE + "/randomise")
                .then()
                .statusCode(409)
                .body("error", containsString("own case report forms"));
    }

    @Test
    void anAccountReachesItsOwnStudyOnly() {
        randomise("SS_0006", "01", "LT35").then().statusCode(200);
        TestStudy other = new TestStudy();
        other.active(TestStudy.plan(60, 156, "external"));
        ExternalAccountsFile.add("oc-" + other.id(), other.id(), "number");
        as("oc-" + other.id(), ExternalAccountsFile.PASSWORD)
                .get(BASE + "/randomisation?identifier=SS_0006")
                .then()
                .statusCode(404);
    }

    @Test
    void noTokenOpensItAndNoOtherPassword() {
        given().get(BASE + "/randomisation?identifier=SS_0001")
                .then()
                .statusCode(401)
                .body("error", notNullValue());
        given().auth()
                .oauth2(Tokens.person("p", "/studies/" + study.id() + "/administrator"))
                .get(BASE + "/randomisation?identifier=SS_0001")
                .then()
                .statusCode(401);
        as("nobody", "x").get(BASE + "/randomisation?identifier=SS_0001").then().statusCode(401);
    }

    @Test
    void whoGuessesPasswordsIsNotAskedAnyMore() {
        for (int i = 0; i < 5; i++) {
            as(account, "guess" + i)
                    .get(BASE + "/randomisation?identifier=X")
                    .then()
                    .statusCode(401);
        }
        lookUp("X").then().statusCode(429).body("code", equalTo("too-many-requests"));
        as(account, ExternalAccountsFile.PASSWORD)
                .header("X-Forwarded-For", "192.0.2.7")
                .get(BASE + "/randomisation?identifier=X")
                .then()
                .statusCode(404);
    }

    private Response randomise(String identifier, String site, String band) {
        return system().formParam("identifier", identifier)
                .formParam("siteIdentifier", site)
                .formParam("user", "nurse")
                .formParam("question1", band)
                .post(BASE + "/randomise");
    }

    private Response lookUp(String identifier) {
        return system().get(BASE + "/randomisation?identifier=" + identifier);
    }

    private RequestSpecification system() {
        return as(account, ExternalAccountsFile.PASSWORD);
    }

    private static RequestSpecification as(String name, String password) {
        return given().auth().preemptive().basic(name, password).contentType(ContentType.URLENC);
    }
}
