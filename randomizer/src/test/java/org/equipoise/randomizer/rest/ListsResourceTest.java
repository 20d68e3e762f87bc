package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@RandomizerTest
class ListsResourceTest {

    private static final RestAssuredConfig CSV = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("text/csv", ContentType.TEXT));

    private final TestStudy study = new TestStudy();

    @Nested
    class ATestList {

        @Test
        void isMadeAnyNumberOfTimesBeforeGoingLiveAndNeverAfter() {
            study.publish("1", TestStudy.plan()).then().statusCode(201);
            String first = activateTest("k")
                    .then()
                    .statusCode(201)
                    .body("purpose", equalTo("test"))
                    .extract()
                    .asString();
            String second = activateTest("j").then().statusCode(201).extract().asString();
            assertThat(second).isNotEqualTo(first);
            assertThat(activateTest("k").asString()).isEqualTo(first);
            study.as("monitor").get(study.path("/plan")).then().body("status", equalTo("published"));
            study.activate("1", "live").then().statusCode(201).body("purpose", equalTo("live"));
            activateTest("i").then().statusCode(409).body("code", equalTo("already-active"));
            assertThat(activateTest("k").asString()).as("a repeat").isEqualTo(first);
        }

        @Test
        void randomizesApartFromTheRealThing() {
            study.publish("1", TestStudy.plan(60, 2, "ecrf")).then().statusCode(201);
            activateTest("k").then().statusCode(201);
            Response first = test("T-1", "a");
            first.then()
                    .statusCode(201)
                    .body("test", equalTo(true))
                    .body("randomizationNumber", matchesPattern("TEST-R\\d{7}"))
                    .body("kit", matchesPattern("TEST-K\\d{7}"));
            assertThat(test("T-1", "a").asString()).isEqualTo(first.asString());
            test("T-1", "b").then().statusCode(409).body("code", equalTo("already-randomized"));
            test("T-2", "a").then().statusCode(422).body("code", equalTo("key-reused"));
            test("T-2", "c").then().statusCode(201);
            test("T-3", "d").then().statusCode(409).body("cause", equalTo("cap-reached"));
            study.as("monitor")
                    .get(study.path("/test-randomizations"))
                    .then()
                    .body("items.subject", contains("T-1", "T-2"))
                    .body("items.randomizationNumber", everyItem(startsWith("TEST-")));
            study.as("monitor").get(study.path("/randomizations")).then().body("items", empty());
            study.randomizeEligible("01-001").then().statusCode(409).body("code", equalTo("plan-not-active"));
            assertThat(EcrfStub.noticesFor(study.id(), "T-1")).isEmpty();
            assertThat(Database.column("SELECT id FROM outbox WHERE study = '" + study.id() + "'"))
                    .isEmpty();

            study.activate("1", "live").then().statusCode(201);
            study.randomizeEligible("T-1")
                    .then()
                    .statusCode(201)
                    .body("randomizationNumber", matchesPattern("R\\d{7}"));
            study.randomizeEligible("01-002").then().statusCode(201);
            test("T-4", "e").then().statusCode(409).body("code", equalTo("already-active"));
            study.as("monitor").get(study.path("/enrolment")).then().body("randomized", equalTo(2));
            assertThat(Database.column(
                            "SELECT encode(seed, 'hex') FROM list_extension WHERE study = '" + study.id() + "'"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }

        @Test
        void isForOnesOwnSiteAndKnownStrata() {
            study.publish("1", TestStudy.plan()).then().statusCode(201);
            test("T-1", "a").then().statusCode(409).body("code", equalTo("plan-not-active"));
            activateTest("k").then().statusCode(201);
            test("T-1", "02", "GE35", "b").then().statusCode(404);
            test("T-1", "01", "HUGE", "c").then().statusCode(422).body("code", equalTo("stratum-unknown"));
            study.as("unblinded-statistician")
                    .header("Idempotency-Key", "m")
                    .post(study.path("/plans/1/activation?purpose=maybe"))
                    .then()
                    .statusCode(400);
        }

        private Response activateTest(String key) {
            return study.as("unblinded-statistician")
                    .header("Idempotency-Key", key)
                    .post(study.path("/plans/1/activation?purpose=test"));
        }

        private Response test(String subject, String key) {
            return test(subject, "01", "GE35", key);
        }

        private Response test(String subject, String site, String band, String key) {
            return study.atSite("01", "coordinator")
                    .header("Idempotency-Key", key)
                    .body(Map.of("subject", subject, "site", site, "strata", Map.of("madrsBand", band)))
                    .post(study.path("/test-randomizations"));
        }
    }

    @Nested
    class AnUploadedList {

        @Test
        void isSealedCommittedToAndAllocatedInItsOrder() {
            study.publish("1", plan(4, "01", "02")).then().statusCode(201);
            Response first = upload(csv("01", "02"), "k");
            first.then()
                    .statusCode(201)
                    .body("entries", equalTo(16))
                    .body("merkleRoot", matchesPattern("[0-9a-f]{64}"));
            assertThat(upload(csv("01", "02"), "k").asString()).isEqualTo(first.asString());
            upload(csv("02", "01"), "k").then().statusCode(422).body("code", equalTo("key-reused"));
            upload(csv("01", "02"), "j").then().statusCode(409).body("code", equalTo("already-active"));
            for (int i = 1; i <= 4; i++) {
                study.randomizeEligible("01-00" + i).then().statusCode(201);
            }
            assertThat(study.allocations("a").<List<String>>path("items.arm"))
                    .containsExactly("KTM", "MDZ", "MDZ", "KTM");
            assertThat(Database.text("SELECT source FROM randomization_list WHERE study = '" + study.id() + "'"))
                    .isEqualTo("uploaded");
        }

        @Test
        void isRefusedAsAWholeWithEachBadRow() {
            study.publish("1", plan(4, "01", "02")).then().statusCode(201);
            String bad = csv("01", "02")
                    .replaceFirst("01,LT35,KTM", "09,LT35,KTM")
                    .replaceFirst("02,GE35,MDZ", "02,GE35,XX");
            upload(bad, "k")
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid-list"))
                    .body("count", equalTo(2))
                    .body("errors.line", contains(2, 15))
                    .body("errors.column", contains("site", "arm"))
                    .body("errors.value", contains("09", "XX"))
                    .body("errors.expected", hasItem(containsString("[01, 02]")));
            upload("site,madrsBand,arm\n01,LT35,\"KTM", "k")
                    .then()
                    .statusCode(422)
                    .body("errors", hasSize(1));
            upload("", "j").then().statusCode(422);
            study.as("unblinded-statistician")
                    .header("Idempotency-Key", "i")
                    .body("{}")
                    .post(study.path("/plans/1/list"))
                    .then()
                    .statusCode(415);
            assertThat(Database.column("SELECT list FROM randomization_list WHERE study = '" + study.id() + "'"))
                    .isEmpty();
            upload(csv("01", "02"), "k").then().statusCode(201);
        }

        private Response upload(String csv, String key) {
            return study.as("unblinded-statistician")
                    .config(CSV)
                    .contentType("text/csv")
                    .header("Idempotency-Key", key)
                    .body(csv)
                    .post(study.path("/plans/1/list"));
        }
    }

    @Nested
    class AnAmendment {

        @Test
        void addsSitesAndEntriesAndTouchesNothingThatWas() {
            study.active(plan(4, "01"));
            study.randomizeEligible("01-001").then().statusCode(201);
            String before = entries(0);
            String receipt = study.as("monitor")
                    .get(study.path("/randomizations/01-001"))
                    .jsonPath()
                    .getString("receipt");
            study.publish("2", plan(6, "01", "02")).then().statusCode(201);
            Response first = extend("2", "k");
            first.then()
                    .statusCode(201)
                    .body("extension", equalTo(1))
                    .body("version", equalTo("2"))
                    .body("entries", equalTo(2 * 2 + 2 * 6));
            assertThat(extend("2", "k").asString()).isEqualTo(first.asString());
            assertThat(entries(0)).isEqualTo(before);
            assertThat(study.as("monitor")
                            .get(study.path("/randomizations/01-001"))
                            .jsonPath()
                            .getString("receipt"))
                    .isEqualTo(receipt);
            for (int i = 2; i <= 6; i++) {
                study.randomizeEligible("01-00" + i).then().statusCode(201);
            }
            study.randomizeEligible("01-007").then().statusCode(409).body("cause", equalTo("stratum-exhausted"));
            study.as("monitor")
                    .get(study.path("/randomizations"))
                    .then()
                    .body("items.receipt.extension", contains(0, 0, 0, 0, 1, 1))
                    .body("items[4].receipt.merkleRoot", equalTo(first.path("merkleRoot")))
                    .body("items.randomizationNumber.unique()", hasSize(6));
            study.as("sponsor")
                    .get(study.path("/plan"))
                    .then()
                    .body("version", equalTo("2"))
                    .body("strataFactors[0].levels", contains("01", "02"))
                    .body("parts.extension", contains(0, 1))
                    .body("parts.entries", contains(8, 16));
        }

        @Test
        void thatLoosensOrChangesIsRefusedWithFieldAndRemedy() {
            study.active(plan(4, "01", "02"));
            study.publish("2", plan(3, "01").replace("\"ecrf\"", "\"external\""))
                    .then()
                    .statusCode(201);
            extend("2", "k")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("invalid-plan"))
                    .body("errors.field", hasItem("eligibility"))
                    .body("errors.field", hasItem("entriesPerStratum"))
                    .body("errors.field", hasItem("strata.factors[0].levels"));
            extend("9", "j").then().statusCode(404);
            TestStudy other = new TestStudy();
            other.publish("1", plan(4, "01")).then().statusCode(201);
            other.as("unblinded-statistician")
                    .header("Idempotency-Key", "k")
                    .post(other.path("/plans/1/extension"))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("plan-not-active"));
        }

        @Test
        void mayBringItsEntriesAsAFile() {
            study.active(plan(4, "01"));
            study.publish("2", plan(4, "01", "02")).then().statusCode(201);
            study.as("unblinded-statistician")
                    .config(CSV)
                    .contentType("text/csv")
                    .header("Idempotency-Key", "k")
                    .body(csv("02"))
                    .post(study.path("/plans/2/extension"))
                    .then()
                    .statusCode(201)
                    .body("entries", equalTo(8));
        }

        private Response extend(String version, String key) {
            return study.as("unblinded-statistician")
                    .header("Idempotency-Key", key)
                    .contentType(ContentType.JSON)
                    .post(study.path("/plans/" + version + "/extension"));
        }

        private String entries(int extension) {
            return String.join(
                    "\n",
                    Database.column("SELECT e::text FROM list_entry e JOIN randomization_list l "
                            + "ON l.list = e.list WHERE l.study = '" + study.id() + "' AND extension = " + extension
                            + " ORDER BY stratum, position"));
        }
    }

    @Nested
    class ARevelation {

        @Test
        void givesEveryEntryWithItsSaltAndEntersTheRegister() {
            study.active(plan(4, "01"));
            study.publish("2", plan(6, "01")).then().statusCode(201);
            study.as("unblinded-statistician")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .post(study.path("/plans/2/extension"))
                    .then()
                    .statusCode(201);
            reveal("").then().statusCode(400).body("code", equalTo("invalid-value"));
            reveal("?reason=curiosity").then().statusCode(409).body("code", equalTo("state-conflict"));
            unblind();
            reveal("?reason=verification")
                    .then()
                    .statusCode(200)
                    .body("format", equalTo("org.equipoise.revealed-list/1"))
                    .body("parts.extension", contains(0, 1))
                    .body("parts[0].entries", hasSize(8))
                    .body("parts[1].entries", hasSize(4))
                    .body("parts[0].entries[0].salt", matchesPattern("[0-9a-f]{64}"))
                    .body(
                            "parts[0].entries.stratum.unique()",
                            contains("site=01,madrsBand=LT35", "site=01,madrsBand=GE35"));
            study.as("unblinded-statistician")
                    .get(study.path("/unblinding-register"))
                    .then()
                    .body("items.scope", contains("whole-list"))
                    .body("items.why", contains("verification"));
        }

        @Test
        void nobodyIsRandomizedInAnUnblindedStudy() {
            study.active(plan(4, "01"));
            unblind();

            assertThat(Database.text(
                            "SELECT allocation_gate('" + study.id() + "', list, 'site=01,madrsBand=LT35', '01')"
                                    + " FROM randomization_list WHERE study = '" + study.id() + "'"))
                    .isEqualTo("study-unblinded");
        }

        private void unblind() {
            Database.column("INSERT INTO study_unblinding VALUES ('u-" + study.id() + "', '" + study.id()
                    + "', now(), 'a', 'a', 'end of trial', now()) RETURNING unblinding");
            Database.column("INSERT INTO study_unblinding_approval VALUES ('u-" + study.id() + "', '" + study.id()
                    + "', now(), 'b', 'b') RETURNING unblinding");
        }

        private Response reveal(String query) {
            return study.as("unblinded-statistician").get(study.path("/revealed-list" + query));
        }
    }

    private static String plan(int entries, String... sites) {
        return TestStudy.plan(entries, 4, "ecrf")
                .replace("\"caps\":{\"study\":4}", "\"caps\":{}")
                .replace("[\"01\",\"02\"]", "[\"" + String.join("\",\"", sites) + "\"]");
    }

    private static String csv(String... sites) {
        StringBuilder csv = new StringBuilder("site,madrsBand,arm\n");
        for (String site : sites) {
            for (String band : List.of("LT35", "GE35")) {
                for (String arm : List.of("KTM", "MDZ", "MDZ", "KTM")) {
                    csv.append(site)
                            .append(',')
                            .append(band)
                            .append(',')
                            .append(arm)
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }
}
