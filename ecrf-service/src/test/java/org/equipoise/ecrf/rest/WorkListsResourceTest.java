package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.equipoise.ecrf.rest.EcrfApi.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subject whose infusion began 38 minutes ago: +40 is open. */
@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class WorkListsResourceTest {
    private final Instant start = Instant.now().minus(38, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
    private String subject;
    private String doseDay;

    @BeforeEach
    void dose() {
        publishExample();
        subject = screen("01");
        doseDay = STUDY + "/subjects/" + subject + "/dose-day";
        enter("dose-nurse", "INFUSION", "INFUSION", start, Map.of("INF_START", start.toString()))
                .then()
                .statusCode(201);
    }

    private Response enter(String role, String event, String form, Instant at, Map<String, ?> values) {
        return EcrfApi.enter(as(role, "01"), EcrfApi.form(subject, event, form), EcrfApi.entry(at, values));
    }

    private void enterCadss() {
        enter("dose-nurse", "PLUS40", "CADSS", start.plus(37, ChronoUnit.MINUTES), Map.of("SCORE", 4))
                .then()
                .statusCode(201);
    }

    @Test
    void theNurseSeesWhatIsDueNow() {
        enterCadss();
        as("dose-nurse", "01")
                .get(doseDay)
                .then()
                .statusCode(200)
                .body("start", equalTo(start.toString()))
                .body("now.form", contains("VITALS"))
                .body("now.target", contains(start.plus(40, ChronoUnit.MINUTES).toString()))
                .body("now.mine", contains(true))
                .body("done.form", hasItem("CADSS"))
                .body("done.find { it.form == 'CADSS' }.fromTarget", equalTo("PT-3M"));
    }

    @Test
    void theRaterSeesNothingOfTheDoseDay() {
        enterCadss();
        as("rater", "01").get(doseDay).then().statusCode(200).body("now", equalTo(List.of()));
        as("rater", "01")
                .get(STUDY + "/subjects/" + subject + "/calendar")
                .then()
                .body("entries.form", not(hasItem("CADSS")))
                .body("entries.findAll { it.event == 'PLUS40' }", equalTo(List.of()))
                .body("entries.find { it.event == 'H24' && it.form == 'MADRS' }.state", equalTo("not-yet"));
        as("rater", "01")
                .get(STUDY + "/sites/01/work-list")
                .then()
                .body("now.event", everyItem(not(equalTo("PLUS40"))))
                .body("late.event", everyItem(not(equalTo("PLUS40"))));
    }

    @Test
    void theSitesListNamesTheSubjectsWork() {
        as("dose-nurse", "01")
                .get(STUDY + "/sites/01/work-list")
                .then()
                .statusCode(200)
                .body("now.findAll { it.subject == '" + subject + "' }.form", containsInAnyOrder("VITALS", "CADSS"))
                .body("next.findAll { it.subject == '" + subject + "' }.event", hasItem("H24"));
        as("dose-nurse", "01").get(STUDY + "/sites/02/work-list").then().statusCode(404);
        as("monitor", "*").get(STUDY + "/sites/77/work-list").then().statusCode(404);
    }

    private int queries(String role, String site) {
        return as(role, site).get(STUDY + "/sites/01/work-list").path("queries");
    }

    @Test
    void theSitesListCountsTheQueriesThatWaitForItsReader() {
        int nurse = queries("dose-nurse", "01");
        int rater = queries("rater", "01");
        int monitor = queries("monitor", "*");
        as("monitor", "*")
                .header("Idempotency-Key", subject)
                .body(Map.of("subject", subject, "event", "INFUSION", "form", "INFUSION", "text", "By which clock?"))
                .post(STUDY + "/queries")
                .then()
                .statusCode(201);

        assertThat(queries("dose-nurse", "01")).isEqualTo(nurse + 1);
        assertThat(queries("rater", "01")).as("the dose day is hidden").isEqualTo(rater);
        assertThat(queries("monitor", "*")).as("the site's turn").isEqualTo(monitor);
    }

    @Test
    void aListIsSentAgainWhenSomethingInItHasChanged() throws Exception {
        try (LiveList nurse = LiveList.open(doseDay + "/changes", token("dose-nurse", "01"), null);
                LiveList rater = LiveList.open(doseDay + "/changes", token("rater", "01"), null)) {
            String first = nurse.next("id:");
            assertThat(nurse.next("data:")).contains("\"now\":[{").contains("\"form\":\"CADSS\"");
            rater.next("data:");

            enterCadss();

            assertThat(nurse.next("id:")).isNotEqualTo(first);
            assertThat(nurse.next("data:")).contains("\"done\":[{").contains("\"actualAt\"");
            assertThat(rater.comesBeforeTheNextSignsOfLife()).isFalse();
        }
    }

    @Test
    void whatThePharmacyWritesReachesNoOtherStream() throws Exception {
        String list = STUDY + "/sites/01/work-list/changes";
        try (LiveList pharmacist = LiveList.open(doseDay + "/changes", token("pharmacist", "01"), null);
                LiveList nurse = LiveList.open(doseDay + "/changes", token("dose-nurse", "01"), null);
                LiveList coordinator = LiveList.open(list, token("coordinator", "01"), null)) {
            pharmacist.next("data:");
            nurse.next("data:");
            coordinator.next("data:");

            enter("pharmacist", "INFUSION", "PREPARATION", start, Map.of("VOLUME", 10.5))
                    .then()
                    .statusCode(201);

            assertThat(pharmacist.next("data:")).contains("\"form\":\"PREPARATION\"");
            assertThat(nurse.comesBeforeTheNextSignsOfLife()).isFalse();
            assertThat(coordinator.comesBeforeTheNextSignsOfLife()).isFalse();
        }
    }

    @Test
    void whoComesBackWithThePresentListIsNotSentItAgain() throws Exception {
        String id;
        try (LiveList nurse = LiveList.open(doseDay + "/changes", token("dose-nurse", "01"), null)) {
            id = nurse.next("id:");
        }
        try (LiveList again = LiveList.open(doseDay + "/changes", token("dose-nurse", "01"), id)) {
            assertThat(again.comesBeforeTheNextSignsOfLife()).isFalse();
            enterCadss();
            assertThat(again.next("data:")).contains("\"form\":\"VITALS\"");
        }
    }

    @Test
    void theStreamEndsWithTheToken() throws Exception {
        String token = Tokens.expiringIn(
                Duration.ofSeconds(2), "dose-nurse.01", "/studies/" + ExampleStudy.STUDY + "/sites/01/dose-nurse");
        try (LiveList nurse = LiveList.open(STUDY + "/sites/01/work-list/changes", token, null)) {
            nurse.next("data:");
            nurse.awaitEnd();
        }
    }

    @Test
    void aStreamIsForWhoAsksForOne() {
        as("dose-nurse", "01").get(doseDay + "/changes").then().statusCode(400);
        as("dose-nurse", "02")
                .accept("text/event-stream")
                .get(doseDay + "/changes")
                .then()
                .statusCode(404);
    }
}
