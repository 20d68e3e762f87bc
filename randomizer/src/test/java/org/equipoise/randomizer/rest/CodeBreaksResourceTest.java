package org.equipoise.randomizer.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class CodeBreaksResourceTest {

    private static final Map<String, String> WHY =
            Map.of("category", "medical-emergency", "reason", "Seizure, perhaps from ketamine");

    @Inject
    MockMailbox mailbox;

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void aRandomizedSubject() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
    }

    @Test
    void anInvestigatorGetsTheArmAndTheRegisterHasTheEntry() {
        String arm = breakCode("k", "ida", Instant.now())
                .then()
                .statusCode(201)
                .body("subject", equalTo("01-001"))
                .body("arm.code", in(List.of("KTM", "MDZ")))
                .body("staysBlinded", notNullValue())
                .extract()
                .path("arm.code");
        study.allocations("a-1").then().statusCode(200).body("items[0].arm", equalTo(arm));
        study.as("dmc-member")
                .get(study.path("/unblinding-register"))
                .then()
                .body("items", hasSize(2))
                .body("items[0].byName", equalTo("ida"))
                .body("items[0].scope", equalTo("subject:01-001"))
                .body("items[0].subjects", equalTo(1))
                .body("items[0].staysBlinded", notNullValue());
    }

    @Test
    void aRepetitionIsTheSameBreakAndOneMoreDisclosure() {
        String first = breakCode("k", "ida", Instant.now()).then().extract().asString();
        assertThat(breakCode("k", "ida", Instant.now())
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first);
        assertThat(breakCode("k", "ivan", Instant.now()).statusCode()).isEqualTo(422);
        list("monitor").then().body("items", hasSize(1));
        assertThat(Database.column("SELECT reason FROM unblinding_register WHERE study = '" + study.id() + "'"))
                .hasSize(2);
    }

    @Test
    void anOldOrUndatedSignInOpensNothing() {
        breakCode("k", "ida", Instant.now().minusSeconds(70))
                .then()
                .statusCode(403)
                .body("code", equalTo("sign-in-too-old"));
        breakCode("k", "ida", null).then().statusCode(403);
        study.as("dmc-member").get(study.path("/unblinding-register")).then().body("items", hasSize(0));
    }

    @Test
    void aSubjectOfAnotherSiteOrNoneIsNotThere() {
        signedIn("02", "ida", Instant.now(), "k").then().statusCode(404);
        given().auth()
                .oauth2(Tokens.person("ida", "/studies/" + study.id() + "/sites/01/investigator"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k")
                .body(WHY)
                .post(study.path("/subjects/01-999/code-breaks"))
                .then()
                .statusCode(404);
    }

    @Test
    void theListNeverShowsTheArm() {
        breakCode("k", "ida", Instant.now()).then().statusCode(201);
        for (String role : List.of("investigator", "monitor", "data-manager", "sponsor", "dmc-member")) {
            Response answer = list(role);
            answer.then()
                    .statusCode(200)
                    .body("items.subject", contains("01-001"))
                    .body("items[0].byName", equalTo("ida"))
                    .body("items[0].reason", equalTo("Seizure, perhaps from […]"))
                    .body("items[0].confirmation", nullValue())
                    .body("items[0].unconfirmedSeconds", notNullValue());
            assertThat(answer.asString()).doesNotContainIgnoringCase("KTM", "MDZ", "ketamine", "midazolam");
        }
        study.atSite("02", "investigator")
                .get(study.path("/code-breaks"))
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void aSecondPersonConfirms() {
        String id = breakCode("k", "ida", Instant.now()).then().extract().path("codeBreak");
        confirm("ida", "investigator", id, "c-1").then().statusCode(409).body("code", equalTo("state-conflict"));
        confirm("mona", "monitor", id, "c-2")
                .then()
                .statusCode(201)
                .body("confirmation.byName", equalTo("mona"))
                .body("arm", nullValue());
        confirm("mona", "monitor", id, "c-2").then().statusCode(201);
        confirm("max", "monitor", id, "c-3").then().statusCode(409);
        confirm("max", "monitor", UUID.randomUUID().toString(), "c-4").then().statusCode(404);
        list("sponsor")
                .then()
                .body("items[0].confirmation.remark", equalTo("In order"))
                .body("items[0].unconfirmedSeconds", nullValue());
    }

    @Test
    void aMailTellsOfItWithoutTheArm() {
        breakCode("k", "ida", Instant.now()).then().statusCode(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> list("monitor").then().body("items[0].notices.delivered", equalTo(2)));
        List<Mail> mails = mailbox.getMailsSentTo("safety@trial.test").stream()
                .filter(mail -> mail.getText().contains(study.id()))
                .toList();
        assertThat(mails).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("Equipoise: a code break in study " + study.id());
            assertThat(mail.getText()).contains("01-001").doesNotContain("ida");
            assertThat(mail.getSubject() + mail.getText())
                    .doesNotContainIgnoringCase("KTM", "MDZ", "ketamine", "midazolam", "seizure");
        });
    }

    @Test
    void theAuditHasTheBreakAndNotItsDisclosures() {
        breakCode("k", "ida", Instant.now()).then().statusCode(201);
        breakCode("k", "ida", Instant.now()).then().statusCode(201);
        String audit = study.as("monitor").get(study.path("/audit?limit=200")).asString();
        assertThat(audit)
                .containsOnlyOnce("\"action\":\"break-code\"")
                .doesNotContainIgnoringCase("KTM", "MDZ", "ketamine", "midazolam");
    }

    private Response breakCode(String key, String name, Instant signedInAt) {
        return signedIn("01", name, signedInAt, key);
    }

    private Response signedIn(String site, String name, Instant at, String key) {
        String group = "/studies/" + study.id() + "/sites/" + site + "/investigator";
        return given().auth()
                .oauth2(Tokens.signedInAt(at, name, group))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(WHY)
                .post(study.path("/subjects/01-001/code-breaks"));
    }

    private Response confirm(String name, String role, String id, String key) {
        return given().auth()
                .oauth2(Tokens.person(name, "/studies/" + study.id() + "/" + role))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("remark", "In order"))
                .post(study.path("/code-breaks/" + id + "/confirmation"));
    }

    private Response list(String role) {
        return study.as(role).get(study.path("/code-breaks"));
    }
}
