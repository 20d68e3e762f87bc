package org.equipoise.randomizer.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import com.github.tomakehurst.wiremock.http.Fault;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@RandomizerTest
class RandomizationsResourceTest {

    private final TestStudy study = new TestStudy();

    @Nested
    class AnEligibleSubject {

        @Test
        void isRandomizedAndTheAnswerIsBlinded() {
            study.active();
            Response answer = study.randomizeEligible("01-001");
            answer.then()
                    .statusCode(201)
                    .body("study", equalTo(study.id()))
                    .body("subject", equalTo("01-001"))
                    .body("randomizationNumber", matchesPattern("R\\d{7}"))
                    .body("kit", matchesPattern("K\\d{7}"))
                    .body("randomizedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                    .body("strata", equalTo(Map.of("site", "01", "madrsBand", "GE35")))
                    .body("receipt.list", notNullValue())
                    .body("receipt.merkleRoot", matchesPattern("[0-9a-f]{64}"))
                    .body("receipt.leaf", matchesPattern("[0-9a-f]{64}"));
            assertThat(answer.asString()).doesNotContainIgnoringCase("KTM", "MDZ", "ketamine", "midazolam", "\"arm\"");
        }

        @Test
        void getsTheSameAnswerAgainForTheSameKey() {
            study.active();
            EcrfStub.eligible(study.id(), "01-001");
            String key = UUID.randomUUID().toString();
            String first = study.randomize("01-001", key)
                    .then()
                    .statusCode(201)
                    .extract()
                    .asString();
            EcrfStub.notEligible(study.id(), "01-001", "randomized already");
            assertThat(study.randomize("01-001", key)
                            .then()
                            .statusCode(201)
                            .extract()
                            .asString())
                    .isEqualTo(first);
        }

        @Test
        void isNotRandomizedTwiceUnderAnotherKey() {
            study.active();
            String number = study.randomizeEligible("01-001").path("randomizationNumber");
            study.randomizeEligible("01-001")
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("code", equalTo("already-randomized"))
                    .body("randomization.randomizationNumber", equalTo(number))
                    .body("randomization.receipt.leaf", notNullValue());
        }

        @Test
        void isRandomizedThoughTheEcrfServiceStumblesOnce() {
            study.active();
            EcrfStub.eligible(study.id(), "01-001");
            EcrfStub.stumbleOnce(study.id(), "01-001");
            study.randomize("01-001", "k").then().statusCode(201);
        }

        @Test
        void isToldToTheEcrfServiceOnce() {
            study.active();
            Response answer = study.randomizeEligible("01-001");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> EcrfStub.noticesFor(study.id(), "01-001").size() == 1);
            String notice = EcrfStub.noticesFor(study.id(), "01-001").get(0).getBodyAsString();
            assertThat(notice)
                    .contains(
                            answer.<String>path("randomizationNumber"),
                            answer.<String>path("kit"),
                            answer.<String>path("randomizedAt"))
                    .doesNotContain("KTM", "MDZ");
        }

        @Test
        void isToldToTheEcrfServiceAgainIfThatFailed() {
            study.active();
            EcrfStub.eligible(study.id(), "01-001");
            EcrfStub.notices(study.id(), "01-001", EcrfStub.status(500));
            study.randomize("01-001", "k").then().statusCode(201);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !EcrfStub.noticesFor(study.id(), "01-001").isEmpty());
            EcrfStub.notices(study.id(), "01-001", EcrfStub.status(200));
            int before = EcrfStub.noticesFor(study.id(), "01-001").size();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> EcrfStub.noticesFor(study.id(), "01-001").size() > before);
        }
    }

    @Nested
    class IsRefused {

        @Test
        void whenTheSubjectIsNotEligible() {
            study.active();
            EcrfStub.notEligible(study.id(), "01-002", "MADRS below 28");
            study.randomize("01-002", "k")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("not-eligible"))
                    .body("reasons", contains("MADRS below 28"))
                    .body("fix", notNullValue());
            assertThat(randomized()).isEmpty();
        }

        @Test
        void whenTheSubjectDoesNotExist() {
            study.active();
            EcrfStub.certificate(study.id(), "01-999", EcrfStub.status(404));
            study.randomize("01-999", "k").then().statusCode(404).body("code", equalTo("not-found"));
        }

        @Test
        void whenTheSubjectBelongsToAnotherSite() {
            study.active();
            EcrfStub.eligible(study.id(), "01-001");
            study.atSite("02", "coordinator")
                    .header("Idempotency-Key", "k")
                    .body(Map.of("subject", "01-001"))
                    .post(study.path("/randomizations"))
                    .then()
                    .statusCode(404);
            study.randomize("01-001", "j").then().statusCode(201);
            study.atSite("02", "coordinator")
                    .header("Idempotency-Key", "j")
                    .body(Map.of("subject", "01-001"))
                    .post(study.path("/randomizations"))
                    .then()
                    .statusCode(404);
        }

        @Test
        void whenTheEcrfServiceIsDownAndNothingIsDone() {
            study.active();
            EcrfStub.certificate(study.id(), "01-003", EcrfStub.status(500));
            study.randomize("01-003", "k")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("neighbour-unavailable"))
                    .body("fix", containsString("same Idempotency-Key"));
            assertThat(randomized()).isEmpty();
            EcrfStub.eligible(study.id(), "01-003");
            study.randomize("01-003", "k").then().statusCode(201);
        }

        @Test
        void whenTheEcrfServiceHangsUp() {
            study.active();
            EcrfStub.certificate(study.id(), "01-003", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
            study.randomize("01-003", "k").then().statusCode(503).body("code", equalTo("neighbour-unavailable"));
        }

        @Test
        void whenTheStratumIsUnknown() {
            study.active();
            EcrfStub.certificate(study.id(), "01-004", okJson("""
                            {"study":"x","subject":"01-004","site":"01","eligible":true,"strata":{"madrsBand":"GE99"}}"""));
            study.randomize("01-004", "k")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("stratum-unknown"))
                    .body("factors[0].factor", equalTo("madrsBand"))
                    .body("factors[0].value", equalTo("GE99"))
                    .body("factors[0].levels", contains("LT35", "GE35"));
        }

        @Test
        void whenNoPlanIsActive() {
            EcrfStub.eligible(study.id(), "01-001");
            study.randomize("01-001", "k").then().statusCode(409).body("code", equalTo("plan-not-active"));
        }

        @Test
        void whenTheKeyBelongsToAnotherRequest() {
            study.active();
            EcrfStub.eligible(study.id(), "01-001");
            EcrfStub.eligible(study.id(), "01-002");
            study.randomize("01-001", "k").then().statusCode(201);
            study.randomize("01-002", "k").then().statusCode(422).body("code", equalTo("key-reused"));
            assertThat(randomized()).containsExactly("01-001");
        }

        @Test
        void whenTheKeyIsMissing() {
            study.active();
            study.atSite("01", "coordinator")
                    .body(Map.of("subject", "01-001"))
                    .post(study.path("/randomizations"))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("idempotency-key-missing"));
        }

        @Test
        void whenTheBodyIsNotAsDescribed() {
            study.active();
            for (String body : List.of("{", "{\"subject\":1,\"arm\":\"KTM\"}", "{}", "{\"subject\":\"a b\"}", "null")) {
                study.atSite("01", "coordinator")
                        .header("Idempotency-Key", "k")
                        .body(body)
                        .post(study.path("/randomizations"))
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("fix", notNullValue());
            }
        }

        @Test
        void whenTheCallerRetypesWhatTheFormsSay() {
            study.active();
            study.atSite("01", "coordinator")
                    .header("Idempotency-Key", "k")
                    .body(Map.of("subject", "01-001", "strata", Map.of("madrsBand", "LT35")))
                    .post(study.path("/randomizations"))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-value"));
        }

        @Test
        void whenTheStratumOrTheStudyIsFull() {
            study.active(TestStudy.plan(2, 3, "ecrf"));
            study.randomizeEligible("01-001").then().statusCode(201);
            study.randomizeEligible("01-002").then().statusCode(201);
            study.randomizeEligible("01-003")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("list-exhausted"))
                    .body("detail", containsString("stratum"));
            TestStudy capped = new TestStudy().active(TestStudy.plan(4, 1, "ecrf"));
            capped.randomizeEligible("01-001").then().statusCode(201);
            capped.randomizeEligible("01-002")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("list-exhausted"))
                    .body("detail", containsString("number of subjects"));
        }
    }

    private List<String> randomized() {
        return study.as("monitor").get(study.path("/randomizations")).path("items.subject");
    }
}
