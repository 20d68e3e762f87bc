package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class CorrectionsResourceTest {

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void aRandomizedSubject() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
    }

    @Test
    void aMarkInErrorStandsBesideTheRandomizationAndUndoesNothing() {
        String before = Database.text("SELECT a::text FROM allocation a WHERE study = '" + study.id() + "'");
        String first = mark("screened twice", "k")
                .then()
                .statusCode(201)
                .body("kind", equalTo("error"))
                .body("by", equalTo("p"))
                .extract()
                .asString();
        assertThat(mark("screened twice", "k").asString()).isEqualTo(first);
        mark("again", "j")
                .then()
                .statusCode(409)
                .body("code", equalTo("state-conflict"))
                .body("mark.reason", equalTo("screened twice"));
        assertThat(Database.text("SELECT a::text FROM allocation a WHERE study = '" + study.id() + "'"))
                .isEqualTo(before);
        study.randomize("01-001", "other").then().statusCode(409).body("code", equalTo("already-randomized"));
        study.randomizeEligible("01-002").then().statusCode(201);
        assertThat(Database.column("SELECT position FROM allocation WHERE study = '" + study.id() + "' ORDER BY 1"))
                .as("its place is not used again")
                .containsExactly("1", "2");
        study.as("rater")
                .get(study.path("/randomizations/01-001"))
                .then()
                .statusCode(200)
                .body("subject", equalTo("01-001"))
                .body("receipt.extension", equalTo(0))
                .body("markedInError.reason", equalTo("screened twice"))
                .body("correctedStratum", nullValue());
    }

    @Test
    void aCorrectedStratumStandsBesideTheStratumOfTheRandomization() {
        correct("LT35", "misread", "k").then().statusCode(201).body("strata.madrsBand", equalTo("LT35"));
        correct("GE35", "misread the correction", "j").then().statusCode(201);
        correct("LT35", "misread", "k").then().statusCode(201).body("strata.madrsBand", equalTo("LT35"));
        correct("HUGE", "no", "i").then().statusCode(422).body("code", equalTo("stratum-unknown"));
        study.as("monitor")
                .get(study.path("/randomizations"))
                .then()
                .body("items[0].strata.madrsBand", equalTo("GE35"))
                .body("items[0].correctedStratum.strata.madrsBand", equalTo("GE35"))
                .body("items[0].correctedStratum.reason", equalTo("misread the correction"));
        study.atSite("01", "coordinator")
                .get(study.path("/randomizations/01-001/corrections"))
                .then()
                .statusCode(200)
                .body("items.reason", contains("misread", "misread the correction"));
        study.atSite("02", "coordinator")
                .get(study.path("/randomizations/01-001/corrections"))
                .then()
                .statusCode(404);
    }

    @Test
    void onlyARandomizedSubjectIsCorrectedAndTheAuditTellsOfIt() {
        study.as("data-manager")
                .header("Idempotency-Key", "k")
                .body(Map.of("reason", "r"))
                .post(study.path("/randomizations/01-999/error-mark"))
                .then()
                .statusCode(404);
        mark("an error", "k").then().statusCode(201);
        correct("LT35", "misread", "k").then().statusCode(422).body("code", equalTo("key-reused"));
        assertThat(Database.column("SELECT entry::jsonb ->> 'action' FROM audit_entry WHERE study = '" + study.id()
                        + "' AND stream LIKE '%/corrections'"))
                .containsExactly("mark-in-error");
    }

    @Test
    void aMessageThatTheFormsRefuseIsParkedSeenAndReleased() {
        EcrfStub.eligible(study.id(), "01-002");
        EcrfStub.notices(study.id(), "01-002", EcrfStub.status(409));
        study.randomize("01-002", "n").then().statusCode(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> parked().path("items.lastProblem").equals(List.of("refused-409")));
        parked().then().body("items.subject", contains("01-002")).body("items[0].dueAt", nullValue());
        int message = parked().path("items[0].id");
        EcrfStub.notices(study.id(), "01-002", EcrfStub.status(200));
        release(message).then().statusCode(204);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> parked().<List<?>>path("items").isEmpty());
        release(message).then().statusCode(409).body("code", equalTo("state-conflict"));
        release(0).then().statusCode(404);
    }

    private Response parked() {
        return study.as("monitor").get(study.path("/messages"));
    }

    private Response release(int message) {
        return study.as("administrator").post(study.path("/messages/" + message + "/release"));
    }

    private Response mark(String reason, String key) {
        return study.as("data-manager")
                .header("Idempotency-Key", key)
                .body(Map.of("reason", reason))
                .post(study.path("/randomizations/01-001/error-mark"));
    }

    private Response correct(String band, String reason, String key) {
        return study.as("data-manager")
                .header("Idempotency-Key", key)
                .body(Map.of("reason", reason, "strata", Map.of("site", "01", "madrsBand", band)))
                .post(study.path("/randomizations/01-001/stratum-corrections"));
    }
}
