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
import static org.equipoise.ecrf.rest.EcrfApi.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.application.RevisionStore;
import org.equipoise.ecrf.application.RevisionText;
import org.equipoise.ecrf.application.StoredRevision;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class FormsResourceTest {
    private static final Instant START = daysAgo(5);
    private static final Instant H24 = daysAgo(4);

    @Inject
    RevisionStore revisions;

    private String subject;
    private String madrs;

    @BeforeEach
    void screenASubject() {
        publishExample();
        subject = screen("01");
        madrs = form(subject, "H24", "MADRS");
    }

    private Response raterSaves(String ifMatch, Map<String, Object> entry) {
        return as("rater", "01").header("If-Match", ifMatch).body(entry).put(madrs);
    }

    @Nested
    class Revisions {
        @Test
        void aFormIsEnteredChangedAndReadWithItsHistory() {
            enter(as("rater", "01"), madrs, entry(H24, madrs(2)))
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("revision", equalTo(1))
                    .body("values.TOTAL", equalTo(6))
                    .body("savedBy", equalTo("rater.01"))
                    .body("reasonForChange", nullValue());
            raterSaves("\"1\"", changed(H24, madrs(3)))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("values.TOTAL", equalTo(9));

            as("monitor", "*")
                    .get(madrs)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("revision", equalTo(2))
                    .body("reasonForChange", equalTo("typing error"));
            as("monitor", "*")
                    .get(madrs + "/history")
                    .then()
                    .body("items.revision", contains(1, 2))
                    .body("items.values.TOTAL", contains(6, 9));
        }

        @Test
        void nothingEnteredIsNothingThere() {
            as("rater", "01").get(madrs).then().statusCode(404);
            as("rater", "01").get(madrs + "/history").then().statusCode(404);
        }

        @Test
        void aSaveSaysWhatItChanges() {
            as("rater", "01")
                    .body(entry(H24, madrs(2)))
                    .put(madrs)
                    .then()
                    .statusCode(428)
                    .body("code", equalTo("precondition-required"))
                    .body("fix", containsString("If-None-Match"));
            raterSaves("1", changed(H24, madrs(2))).then().statusCode(400);
            raterSaves("\"1\"", changed(H24, madrs(2)))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("revision-conflict"))
                    .body("currentRevision", equalTo(0));
        }

        @Test
        void aChangeNeedsAReason() {
            enter(as("rater", "01"), madrs, entry(H24, madrs(2)));

            raterSaves("\"1\"", entry(H24, madrs(3))).then().statusCode(422).body("code", equalTo("reason-required"));
        }

        @Test
        void ofManyWhoSaveAtOnceOneWinsAndTheOthersAreShownWhatWasSaved() {
            String raterToken = token("rater", "01");
            List<Response> answers = IntStream.range(0, 7)
                    .parallel()
                    .mapToObj(i -> enter(as(raterToken), madrs, entry(H24, madrs(i % 6))))
                    .toList();

            assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(201);
            Response winner = answers.stream()
                    .filter(answer -> answer.statusCode() == 201)
                    .findFirst()
                    .orElseThrow();
            int total = winner.path("values.TOTAL");
            answers.stream()
                    .filter(answer -> answer != winner)
                    .forEach(answer -> answer.then()
                            .statusCode(409)
                            .body("currentRevision", equalTo(1))
                            .body("savedBy", equalTo("rater.01"))
                            .body("currentValues.TOTAL", equalTo(total)));
            as("monitor", "*").get(madrs + "/history").then().body("items", hasSize(1));
        }

        @Test
        void theSameRequestManyTimesAtOnceIsSavedOnce() {
            String raterToken = token("rater", "01");
            List<Response> answers = IntStream.range(0, 10)
                    .parallel()
                    .mapToObj(i ->
                            enter(as(raterToken).header("Idempotency-Key", "retry-1"), madrs, entry(H24, madrs(2))))
                    .toList();

            assertThat(answers).extracting(Response::statusCode).containsOnly(201);
            assertThat(answers)
                    .extracting(answer -> answer.body().asString())
                    .containsOnly(answers.get(0).body().asString());
            enter(as(raterToken).header("Idempotency-Key", "retry-1"), madrs, entry(H24, madrs(3)))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("key-reused"));
        }

        @Test
        void whatIsReadBackFromTheStoreHasTheHashThatWasStored() {
            String ae = form(subject, "COMMON", "AE");
            Map<String, Object> values = Map.of(
                    "TERM", "Übelkeit, \"leicht\"",
                    "ONSET", "2026-03-01",
                    "ONSET_TIME", "09:40",
                    "SERIOUS", "N",
                    "ACTIONS", List.of("NONE", "DRUG"));
            enter(as("investigator", "01"), ae, entry(H24, values)).then().statusCode(201);
            Map<String, Object> vitals =
                    Map.of("SYSTOLIC", 80, "DIASTOLIC", 70, "WEIGHT", new BigDecimal("70.50"), "HEIGHT", 1.7);
            enter(as("investigator", "01"), form(subject, "H24", "VITALS"), entry(H24, vitals))
                    .then()
                    .statusCode(201);
            enter(
                            as("rater", "01"),
                            madrs,
                            Map.of(
                                    "occurredAt", H24.toString(),
                                    "values", madrs(6),
                                    "warningReasons", Map.of("ALL_SIX", "severely ill")))
                    .then()
                    .statusCode(201)
                    .body("warningReasons", equalTo(Map.of("ALL_SIX", "severely ill")));
            raterSaves("\"1\"", changed(H24, madrs(1))).then().statusCode(200);

            List<StoredRevision> stored = revisions.of(ExampleStudy.STUDY, subject);

            assertThat(stored)
                    .hasSize(4)
                    .allSatisfy(revision -> assertThat(RevisionText.hash(revision.previousHash(), revision.revision()))
                            .isEqualTo(revision.hash()));
            List<StoredRevision> chain =
                    revisions.history(ExampleStudy.STUDY, subject, new FormInstance("H24", "MADRS", 1));
            assertThat(chain.get(1).previousHash()).isEqualTo(chain.get(0).hash());
            assertThat(chain.get(0).previousHash())
                    .isEqualTo(RevisionText.genesis(chain.get(0).revision()));
        }

        @Test
        void theStoreTakesARevisionNumberOnce() {
            enter(as("rater", "01"), madrs, entry(H24, madrs(2)));
            StoredRevision stored = revisions
                    .history(ExampleStudy.STUDY, subject, new FormInstance("H24", "MADRS", 1))
                    .get(0);

            long turns = revisions.turns(ExampleStudy.STUDY, subject);
            assertThat(revisions.append(stored, turns)).isFalse();
        }

        @Test
        void theStoreTakesATurnOnceAndNoneThatWasPassed() {
            enter(as("rater", "01"), madrs, entry(H24, madrs(2)));
            StoredRevision first = revisions
                    .history(ExampleStudy.STUDY, subject, new FormInstance("H24", "MADRS", 1))
                    .get(0);
            long turns = revisions.turns(ExampleStudy.STUDY, subject);

            revisions.passTurn(ExampleStudy.STUDY, List.of(subject));
            assertThat(revisions.append(elsewhere(first, 91), turns)).isFalse();
            assertThat(revisions.turns(ExampleStudy.STUDY, subject)).isEqualTo(turns + 1);
            assertThat(revisions.append(elsewhere(first, 91), turns + 1)).isTrue();
            assertThat(revisions.append(elsewhere(first, 92), turns + 1)).isFalse();
            assertThat(revisions.of(ExampleStudy.STUDY, subject))
                    .extracting(stored -> stored.revision().instance().repeat())
                    .contains(91)
                    .doesNotContain(92)
                    .hasSize((int) turns + 1);
        }

        private static StoredRevision elsewhere(StoredRevision stored, int repeat) {
            Revision revision = stored.revision();
            Revision other = new Revision(
                    revision.study(),
                    revision.subject(),
                    revision.site(),
                    new FormInstance("H24", "MADRS", repeat),
                    1,
                    revision.definitionVersion(),
                    revision.content(),
                    revision.reasonForChange(),
                    revision.warningReasons(),
                    revision.findings(),
                    List.of(),
                    revision.savedBy(),
                    revision.savedAt(),
                    revision.salt());
            String genesis = RevisionText.genesis(other);
            return new StoredRevision(other, genesis, RevisionText.hash(genesis, other), Optional.empty());
        }
    }

    @Nested
    class Values {
        @Test
        void everyMalformedValueIsNamed() {
            enter(as("rater", "01"), madrs, entry(H24, Map.of("M1", "two", "M2", 7, "M9", 1)))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("check-failed"))
                    .body("findings.check", containsInAnyOrder("value", "range", "value", "required"))
                    .body("findings.find { it.items == ['M1'] }.value", equalTo("two"))
                    .body("findings.find { it.items == ['M2'] }.message", equalTo("M2 must be 0 to 6."));
            as("rater", "01").get(madrs).then().statusCode(404);
        }

        @Test
        void aBodyThatIsNoFormIsRefused() {
            as("rater", "01")
                    .header("If-None-Match", "*")
                    .body("{\"values\": ")
                    .put(madrs)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("malformed-json"));
            as("rater", "01")
                    .header("If-None-Match", "*")
                    .body(Map.of("values", Map.of()))
                    .put(madrs)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-value"));
            as("rater", "01").header("If-None-Match", "*").put(madrs).then().statusCode(400);
        }

        @Test
        void decimalsKeepTheirDigits() {
            Map<String, Object> vitals = Map.of("SYSTOLIC", 120, "DIASTOLIC", 80, "WEIGHT", 70.1, "HEIGHT", 1.83);
            String body = enter(as("investigator", "01"), form(subject, "H24", "VITALS"), entry(H24, vitals))
                    .then()
                    .statusCode(201)
                    .extract()
                    .asString();

            assertThat(body)
                    .contains("\"WEIGHT\":70.1}")
                    .contains("\"HEIGHT\":1.83,")
                    .contains("\"BMI\":20.9,");
        }

        @Test
        void aMissingItemHasAReason() {
            Map<String, Object> body = Map.of(
                    "occurredAt",
                    H24.toString(),
                    "values",
                    Map.of("M1", 1, "M2", 2),
                    "missing",
                    Map.of("M3", "refused"));
            enter(as("rater", "01"), madrs, body)
                    .then()
                    .statusCode(201)
                    .body("missing.M3", equalTo("refused"))
                    .body("values.TOTAL", nullValue());
        }
    }

    @Nested
    class OutOfItsWindow {
        private final Instant late = START.plusSeconds(46 * 60);

        private String cadss() {
            enter(
                            as("investigator", "01"),
                            form(subject, "INFUSION", "INFUSION"),
                            entry(START, Map.of("INF_START", START.toString())))
                    .then()
                    .statusCode(201);
            return form(subject, "PLUS40", "CADSS");
        }

        @Test
        void anObservationNeedsAReason() {
            String cadss = cadss();
            enter(as("dose-nurse", "01"), cadss, entry(late, Map.of("SCORE", 3)))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("reason-required"));
            enter(
                            as("dose-nurse", "01"),
                            cadss,
                            Map.of(
                                    "occurredAt",
                                    late.toString(),
                                    "values",
                                    Map.of("SCORE", 3),
                                    "windowReason",
                                    "vomiting"))
                    .then()
                    .statusCode(201)
                    .body("windowReason", equalTo("vomiting"))
                    .body("findings.check", contains("window"))
                    .body("findings.severity", contains("warning"));
        }

        @Test
        void theLastMinuteBelongsToTheWindow() {
            enter(as("dose-nurse", "01"), cadss(), entry(late.minusSeconds(1), Map.of("SCORE", 3)))
                    .then()
                    .statusCode(201)
                    .body("findings", hasSize(0));
        }
    }

    @Nested
    class HiddenFromARater {
        @BeforeEach
        void enterADoseDayForm() {
            enter(
                            as("dose-nurse", "01"),
                            form(subject, "PLUS40", "CADSS"),
                            entry(START.plusSeconds(2400), Map.of("SCORE", 60)))
                    .then()
                    .statusCode(201);
        }

        @Test
        void aDoseDayFormDoesNotExist() {
            String cadss = form(subject, "PLUS40", "CADSS");
            as("rater", "01").get(cadss).then().statusCode(404).body("code", equalTo("not-found"));
            as("rater", "01").get(cadss + "/history").then().statusCode(404);
            enter(as("rater", "01"), cadss, entry(H24, Map.of("SCORE", 1)))
                    .then()
                    .statusCode(404);
            as("rater", "01")
                    .get(STUDY + "/subjects/" + subject + "/schedule")
                    .then()
                    .body(
                            "events.find { it.event == 'PLUS40' }.forms.find { it.form == 'CADSS' }.access",
                            equalTo("none"))
                    .body("events.find { it.event == 'PLUS40' }.forms.find { it.form == 'CADSS' }.state", nullValue())
                    .body(
                            "events.find { it.event == 'PLUS40' }.forms.find { it.form == 'CADSS' }.revision",
                            nullValue());
        }

        @Test
        void whatACheckConcludesFromItIsNotSaidAnywhere() {
            Map<String, Integer> suspicious = Map.of("M1", 6, "M2", 1, "M3", 1);
            enter(as("rater", "01"), madrs, entry(H24, suspicious))
                    .then()
                    .statusCode(201)
                    .body("findings", hasSize(0));

            String queries = STUDY + "/queries?subject=" + subject;
            as("rater", "01").get(madrs).then().body("findings", hasSize(0));
            as("rater", "01").get(madrs + "/history").then().body(not(containsString("CALM")));
            as("rater", "01").get(queries).then().body("items", hasSize(0));
            as("rater", "01").get(STUDY + "/subjects/" + subject).then().body("openQueries", equalTo(0));
            as("monitor", "*").get(madrs).then().body("findings.check", contains("CALM"));
            as("monitor", "*").get(queries).then().body("items.check", contains("CALM"));
            as("monitor", "*").get(STUDY + "/subjects/" + subject).then().body("openQueries", equalTo(1));
        }
    }

    @Test
    void whoMayOnlyReadMayNotEnter() {
        enter(as("investigator", "01"), madrs, entry(H24, madrs(2)))
                .then()
                .statusCode(403)
                .body("code", equalTo("permission-missing"))
                .body("detail", containsString("efficacy-data.enter"));
    }

    @Test
    void whatIsNotInTheStudyDoesNotExist() {
        for (String path :
                List.of(form("01-999", "H24", "MADRS"), form(subject, "H99", "MADRS"), form(subject, "H24", "NONE"))) {
            enter(as("rater", "01"), path, entry(H24, madrs(1))).then().statusCode(404);
        }
        enter(as("rater", "01"), madrs + "?repeat=2", entry(H24, madrs(1)))
                .then()
                .statusCode(400);
    }
}
