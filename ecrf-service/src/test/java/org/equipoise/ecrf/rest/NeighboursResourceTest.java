package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.changed;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class NeighboursResourceTest {
    private static final Instant BASELINE = daysAgo(6);
    private static final Instant START = BASELINE.plus(Duration.ofHours(20));

    private String subject;

    @BeforeEach
    void screenASubject() {
        publishExample();
        subject = screen("01");
        enter(as("rater", "01"), form(subject, "BASELINE", "MADRS"), entry(BASELINE, madrs(5)))
                .then()
                .statusCode(201);
    }

    private void declare(boolean pregnant) {
        enter(
                        as("investigator", "01"),
                        form(subject, "BASELINE", "ELIGIBILITY"),
                        entry(BASELINE, Map.of("ADULT", true, "PREGNANT", pregnant)))
                .then()
                .statusCode(201);
    }

    private Response notice(String number) {
        return as(Tokens.service("randomizer"))
                .body(Map.of(
                        "randomizationNumber",
                        number,
                        "kit",
                        "K-0007",
                        "randomizedAt",
                        START,
                        "strata",
                        Map.of("site", "01", "madrsBand", "GE10")))
                .put(STUDY + "/subjects/" + subject + "/randomization");
    }

    @Nested
    class AsTheRandomizer {
        private Response certificate() {
            return as(Tokens.service("randomizer")).get(STUDY + "/subjects/" + subject + "/eligibility-certificate");
        }

        @Test
        void anEligibleSubjectIsCertifiedWithItsStrataAndSources() {
            declare(false);

            certificate()
                    .then()
                    .statusCode(200)
                    .body("eligible", equalTo(true))
                    .body("reasons", hasSize(0))
                    .body("site", equalTo("01"))
                    .body("strata.site", equalTo("01"))
                    .body("strata.madrsBand", equalTo("GE10"))
                    .body("sources.form", contains("ELIGIBILITY", "MADRS"))
                    .body("sources.revision", contains(1, 1))
                    .body("sources.hash[0]", matchesPattern("[0-9a-f]{64}"))
                    .body("definitionVersion", equalTo("1"));
        }

        @Test
        void anIneligibleSubjectIsCertifiedWithReasons() {
            declare(true);

            certificate()
                    .then()
                    .statusCode(200)
                    .body("eligible", equalTo(false))
                    .body("reasons", contains("Pregnant"));
        }

        @Test
        void anUnknownSubjectIsNotFound() {
            as(Tokens.service("randomizer"))
                    .get(STUDY + "/subjects/01-999/eligibility-certificate")
                    .then()
                    .statusCode(404);
        }

        @Test
        void theNewsOfARandomizationIsAppliedOnce() {
            notice("R-" + subject).then().statusCode(200).body("status", equalTo("randomized"));
            notice("R-" + subject).then().statusCode(200).body("randomizationNumber", equalTo("R-" + subject));
            notice("R-other")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("already-randomized"))
                    .body("randomizationNumber", equalTo("R-" + subject));
            as("coordinator", "01")
                    .get(STUDY + "/subjects/" + subject)
                    .then()
                    .body("status", equalTo("randomized"))
                    .body("kit", equalTo("K-0007"))
                    .body("randomizationNumber", equalTo("R-" + subject));
        }

        @Test
        void aLevelThatChangesLaterStandsBesideTheOneOfTheRandomization() {
            declare(false);
            notice("R-" + subject).then().statusCode(200);
            as("rater", "01")
                    .header("If-Match", "\"1\"")
                    .body(EcrfApi.changed(EcrfApi.daysAgo(4), EcrfApi.madrs(1)))
                    .put(EcrfApi.form(subject, "BASELINE", "MADRS"))
                    .then()
                    .statusCode(200);

            as("coordinator", "01")
                    .get(STUDY + "/subjects/" + subject)
                    .then()
                    .body("strata.madrsBand", equalTo("GE10"))
                    .body("currentStrata.madrsBand", equalTo("LT10"))
                    .body("misStratifications.factor", contains("madrsBand"))
                    .body("misStratifications.differs", contains(true))
                    .body("misStratifications.revision", contains(2));
        }

        @Test
        void aNoticeWithoutNumberIsRefused() {
            as(Tokens.service("randomizer"))
                    .body(Map.of("kit", "K-0007"))
                    .put(STUDY + "/subjects/" + subject + "/randomization")
                    .then()
                    .statusCode(400);
        }
    }

    @Nested
    class AsTheStatisticsService {
        private Response data(Instant asOf) {
            return as(Tokens.service("stats-service"))
                    .queryParam("asOf", asOf.toString())
                    .get(STUDY + "/analysis-data?form=MADRS&item=TOTAL&limit=200");
        }

        private void play() {
            enter(
                            as("investigator", "01"),
                            form(subject, "INFUSION", "INFUSION"),
                            entry(START, Map.of("INF_START", START.toString())))
                    .then()
                    .statusCode(201);
            notice("R-" + subject).then().statusCode(200);
            enter(as("rater", "01"), form(subject, "H24", "MADRS"), entry(START.plus(Duration.ofHours(24)), madrs(2)))
                    .then()
                    .statusCode(201);
        }

        @Test
        void theDataSetHoldsValuesWithTheirWindows() {
            play();
            String path = "items.find { it.subject == '" + subject + "' }.";
            data(Instant.now())
                    .then()
                    .statusCode(200)
                    .body("items.subject", hasItem(subject))
                    .body(path + "strata.madrsBand", equalTo("GE10"))
                    .body(path + "values.event", contains("BASELINE", "H24"))
                    .body(path + "values.value", contains(15, 6))
                    .body(path + "values.inWindow", contains(true, true))
                    .body("contentHash", matchesPattern("[0-9a-f]{64}"));
        }

        @Test
        void aCutStaysAsItWasWhateverIsSavedLater() {
            play();
            Instant cut = Instant.now();
            Awaitility.await().until(() -> Instant.now().isAfter(cut.plusMillis(5)));
            String before = data(cut).then().statusCode(200).extract().asString();
            as("rater", "01")
                    .header("If-Match", "\"1\"")
                    .body(changed(START.plus(Duration.ofHours(24)), madrs(1)))
                    .put(form(subject, "H24", "MADRS"))
                    .then()
                    .statusCode(200);

            assertThat(data(cut).asString()).isEqualTo(before);
            data(Instant.now())
                    .then()
                    .body("items.find { it.subject == '" + subject + "' }.values.value", contains(15, 3));
        }

        @Test
        void aFutureCutOrAnUnknownItemIsRefused() {
            data(Instant.now().plusSeconds(60)).then().statusCode(400);
            as(Tokens.service("stats-service"))
                    .get(STUDY + "/analysis-data?form=MADRS&item=NONE")
                    .then()
                    .statusCode(400);
            as(Tokens.service("stats-service"))
                    .get(STUDY + "/analysis-data?form=MADRS&item=TOTAL&asOf=noon")
                    .then()
                    .statusCode(400);
        }

        @Test
        void enrolmentIsCountedOverAllArms() {
            play();
            as(Tokens.service("stats-service"))
                    .get(STUDY + "/enrolment")
                    .then()
                    .statusCode(200)
                    .body("screened", greaterThanOrEqualTo(1))
                    .body("randomized", greaterThanOrEqualTo(1))
                    .body("bySite.site", contains("01", "02"))
                    .body("formsEntered", greaterThanOrEqualTo(3))
                    .body("openQueries", greaterThanOrEqualTo(0));
        }
    }
}
