package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.equipoise.ecrf.rest.EcrfApi.token;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class SubjectsResourceTest {
    @BeforeEach
    void publishTheExample() {
        publishExample();
    }

    private static Response post(String key, Object body) {
        return as(token("coordinator", "01"))
                .header("Idempotency-Key", key)
                .body(body)
                .post(STUDY + "/sites/01/subjects");
    }

    @Test
    void screeningGivesANumberAtTheSite() {
        post(UUID.randomUUID().toString(), Map.of("screenedAt", daysAgo(1).toString()))
                .then()
                .statusCode(201)
                .body("subject", startsWith("01-"))
                .body("site", equalTo("01"))
                .body("status", equalTo("screening"))
                .body("createdAt", notNullValue());
    }

    @Test
    void theSameRequestManyTimesAtOnceGivesOneSubject() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("screenedAt", daysAgo(1).toString());

        List<String> subjects = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> post(key, body).then().statusCode(201).extract().<String>path("subject"))
                .distinct()
                .toList();

        assertThat(subjects).hasSize(1);
    }

    @Test
    void whoWithdrewConsentIsShownAsWithdrawn() {
        String subject = screen("01");
        EcrfApi.enter(
                        as(token("coordinator", "01")),
                        EcrfApi.form(subject, "COMMON", "DISPOSITION"),
                        EcrfApi.entry(daysAgo(3), Map.of("REASON", "CONSENT")))
                .then()
                .statusCode(201);

        as(token("coordinator", "01"))
                .get(STUDY + "/subjects/" + subject)
                .then()
                .body("status", equalTo("withdrawn"));
        EcrfApi.enter(
                        as(token("investigator", "01")),
                        EcrfApi.form(subject, "PLUS40", "CADSS"),
                        EcrfApi.entry(daysAgo(2), Map.of("SCORE", 1)))
                .then()
                .statusCode(422)
                .body("code", equalTo("check-failed"))
                .body("findings[0].check", equalTo("withdrawal"));
    }

    @Test
    void manyAtOnceGetDifferentNumbers() {
        List<String> subjects =
                IntStream.range(0, 20).parallel().mapToObj(i -> screen("02")).toList();

        assertThat(subjects).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void badRequestsAreRefusedWithAReason() {
        post(UUID.randomUUID().toString(), Map.of()).then().statusCode(400).body("code", equalTo("invalid-value"));
        post(UUID.randomUUID().toString(), Map.of("screenedAt", "yesterday"))
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        post(UUID.randomUUID().toString(), Map.of("screenedAt", daysAgo(1).toString(), "sex", "f"))
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        post(
                        UUID.randomUUID().toString(),
                        Map.of("screenedAt", Instant.now().plusSeconds(3600).toString()))
                .then()
                .statusCode(422);
        as("coordinator", "01")
                .body(Map.of("screenedAt", daysAgo(1).toString()))
                .post(STUDY + "/sites/01/subjects")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void anotherSiteIsOutOfReach() {
        as("coordinator", "01")
                .header("Idempotency-Key", "other-site")
                .body(Map.of("screenedAt", daysAgo(1).toString()))
                .post(STUDY + "/sites/02/subjects")
                .then()
                .statusCode(404);
        String subject = screen("02");
        for (String path : List.of("", "/schedule", "/eligibility-certificate", "/events/H24/forms/MADRS")) {
            as("coordinator", "01")
                    .get(STUDY + "/subjects/" + subject + path)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not-found"));
        }
    }

    @Test
    void aListHoldsTheReadersSitesOnly() {
        screen("01");
        screen("02");
        as("rater", "01")
                .get(STUDY + "/subjects?limit=200")
                .then()
                .statusCode(200)
                .body("items.site", everyItem(equalTo("01")))
                .body("next", nullValue());
        as("monitor", "*").get(STUDY + "/subjects?site=02").then().body("items.site", everyItem(equalTo("02")));
        as("rater", "01").get(STUDY + "/subjects?site=02").then().body("items", hasSize(0));
        as("monitor", "*").get(STUDY + "/subjects?limit=0").then().statusCode(400);
    }

    @Test
    void aListGoesOnWhereItStopped() {
        Stream.of("01", "01", "01").forEach(EcrfApi::screen);
        String next = as("monitor", "*")
                .get(STUDY + "/subjects?site=01&limit=2")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next");
        List<String> rest = as("monitor", "*")
                .get(STUDY + "/subjects?site=01&limit=200&after=" + next)
                .then()
                .extract()
                .path("items.subject");

        assertThat(rest).isNotEmpty().allSatisfy(id -> assertThat(id).isGreaterThan(next));
    }

    @Test
    void theScheduleFollowsTheInfusion() {
        String subject = screen("01");
        Instant start = daysAgo(5);
        String schedule = STUDY + "/subjects/" + subject + "/schedule";
        as("investigator", "01")
                .get(schedule)
                .then()
                .statusCode(200)
                .body("events.find { it.event == 'PLUS40' }.state", equalTo("waiting"));

        enter(
                        as("investigator", "01"),
                        form(subject, "INFUSION", "INFUSION"),
                        entry(start, Map.of("INF_START", start.toString())))
                .then()
                .statusCode(201);

        as("investigator", "01")
                .get(schedule)
                .then()
                .body("events.find { it.event == 'PLUS40' }.state", equalTo("late"))
                .body(
                        "events.find { it.event == 'PLUS40' }.target",
                        equalTo(start.plusSeconds(2400).toString()))
                .body(
                        "events.find { it.event == 'PLUS40' }.from",
                        equalTo(start.plusSeconds(2100).toString()))
                .body(
                        "events.find { it.event == 'PLUS40' }.to",
                        equalTo(start.plusSeconds(2700).toString()));
        as("investigator", "01")
                .get(STUDY + "/subjects/" + subject)
                .then()
                .body("anchors.infusionStart", equalTo(start.toString()));
    }
}
