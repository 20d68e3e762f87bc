package org.equipoise.stats.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;
import static org.equipoise.stats.rest.StatsApi.run;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class AnalysisResourceTest {

    Neighbourhood neighbours;

    @BeforeEach
    void publishThePlan() {
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7));
        assertThat(StatsApi.publishPlan().statusCode()).isIn(200, 201);
    }

    @Test
    void aCommitteeMemberRunsALookAndReadsItsResult() {
        Response asked = StatsApi.ask(1, UUID.randomUUID().toString());
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        assertThat(asked.jsonPath().getString("state")).isIn("queued", "running", "completed");
        String run = asked.jsonPath().getString("run");
        assertThat(asked.header("Location")).endsWith(STUDY + "/analyses/" + run);
        Response answer = StatsApi.ended(run);
        JsonPath result = answer.jsonPath();
        assertThat(result.getString("state")).as(answer.asString()).isEqualTo("completed");
        assertThat(result.getString("result.analysis")).isEqualTo(run);
        assertThat(result.getInt("result.information.observed")).isEqualTo(60);
        assertThat(result.getDouble("result.boundary.efficacyZ")).isCloseTo(3.4, within(0.2));
        assertThat(result.getList("result.arms.label")).isEqualTo(List.of("A", "B"));
        assertThat(result.getString("result.decision")).isIn("continue", "stop-efficacy", "stop-futility");
        assertThat(result.getString("result.provenance.codeVersion")).isNotBlank();
        assertThat(result.getString("result.contentHash")).hasSize(64);

        Response again = as("unblinded-statistician").get(STUDY + "/analyses/" + run);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(answer.asString());
    }

    @Test
    void aRunThatIsAtWorkShowsItsProgressAndCanBeCancelled() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(Neighbourhood.ALLOCATIONS))
                        .willReturn(okJson("{}").withFixedDelay(1200)));
        String run = StatsApi.ask(1, UUID.randomUUID().toString()).jsonPath().getString("run");
        JsonPath atWork = await().until(
                        () -> as("dmc-member").get(STUDY + "/analyses/" + run).jsonPath(),
                        answer -> "allocations".equals(answer.getString("progress.section")));
        assertThat(atWork.getString("state")).isEqualTo("running");
        String next = StatsApi.ask(1, UUID.randomUUID().toString()).jsonPath().getString("run");
        assertThat(as("dmc-member")
                        .delete(STUDY + "/analyses/" + next)
                        .jsonPath()
                        .getString("state"))
                .isEqualTo("cancelled");
        assertThat(as("dmc-member").delete(STUDY + "/analyses/" + run).statusCode())
                .isEqualTo(200);
        assertThat(StatsApi.ended(run).jsonPath().getString("result")).isNull();
        assertThat(as("dmc-member").get(STUDY + "/analyses/" + run + "/report").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aResultIsComputedAgainWithoutUnblindingAnybody() {
        String run = run(1).jsonPath().getString("run");
        neighbours.server().resetRequests();
        JsonPath again = as("unblinded-statistician")
                .post(STUDY + "/analyses/" + run + "/recomputation")
                .jsonPath();
        assertThat(again.getBoolean("same")).as(again.prettify()).isTrue();
        assertThat(again.getString("recomputedHash")).isEqualTo(again.getString("storedHash"));
        neighbours.server().verify(0, getRequestedFor(urlPathMatching(Neighbourhood.ALLOCATIONS)));
    }

    @Test
    void theRandomizerIsAskedWithTheExchangedTokenOfThePersonAndTheAnalysisId() {
        String analysis = run(1).jsonPath().getString("run");
        neighbours
                .server()
                .verify(postRequestedFor(urlEqualTo(Neighbourhood.TOKEN))
                        .withRequestBody(
                                containing("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"))
                        .withRequestBody(containing(
                                "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token")));
        neighbours
                .server()
                .verify(
                        1,
                        getRequestedFor(urlPathMatching(Neighbourhood.ALLOCATIONS))
                                .withQueryParam("analysis", equalTo(analysis))
                                .withHeader("Authorization", equalTo("Bearer " + Neighbourhood.EXCHANGED_TOKEN)));
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndUnblindsOnce() {
        Response first = run(1, "same-key");
        Response second = run(1, "same-key");
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
        neighbours.server().verify(1, getRequestedFor(urlPathMatching(Neighbourhood.ALLOCATIONS)));
        assertThat(run(2, "same-key").jsonPath().getString("code")).isEqualTo("key-reused");
    }

    @Test
    void tenRequestsAtOnceWithOneKeyMakeOneRun() {
        int before = storedAnalyses();
        List<Response> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i -> StatsApi.ask(1, "ten-at-once"))
                .toList();
        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getString("run"))
                .containsOnly(answers.get(0).jsonPath().getString("run"));
        StatsApi.ended(answers.get(0).jsonPath().getString("run"));
        assertThat(storedAnalyses()).isEqualTo(before + 1);
        neighbours.server().verify(1, getRequestedFor(urlPathMatching(Neighbourhood.ALLOCATIONS)));
    }

    @Test
    void requestsAtOnceWithDifferentKeysAreCarriedOutOneAfterAnother() {
        List<Integer> runs = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> run(1))
                .map(answer -> answer.jsonPath().getInt("result.run"))
                .toList();
        assertThat(runs).hasSize(6).doesNotHaveDuplicates();
    }

    private static int storedAnalyses() {
        return as("dmc-member")
                .get(STUDY + "/analyses?limit=200")
                .jsonPath()
                .getList("items.findAll { it.state == 'completed' }")
                .size();
    }

    @Test
    void theListGoesOnWhereThePageEnded() {
        String first = run(1).jsonPath().getString("run");
        String second = run(1).jsonPath().getString("run");
        JsonPath all = as("dmc-member").get(STUDY + "/analyses?limit=200").jsonPath();
        assertThat(all.getList("items.run")).endsWith(first, second);
        JsonPath rest = as("dmc-member").get(STUDY + "/analyses?after=" + first).jsonPath();
        assertThat(rest.getList("items.run")).containsExactly(second);
        assertThat(rest.getString("next")).isNull();
        JsonPath page = as("dmc-member").get(STUDY + "/analyses?limit=1").jsonPath();
        assertThat(page.getString("next")).isEqualTo(page.getString("items[0].run"));
    }

    @Test
    void theKeyIsApartFromTheResult() {
        Response result = run(1);
        assertThat(result.asString()).doesNotContain("KTM").doesNotContain("Ketamine");
        JsonPath key = keyOf(result);
        assertThat(List.of(key.getString("A.code"), key.getString("B.code"))).containsExactlyInAnyOrder("KTM", "MDZ");
    }

    @Test
    void theLabelsStayTheSameWithinAStudy() {
        String first = keyOf(run(1)).getString("A.code");
        assertThat(keyOf(run(1)).getString("A.code")).isEqualTo(first);
    }

    private static JsonPath keyOf(Response result) {
        return as("dmc-member")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"reason\":\"to compare with the statistician's own copy\"}")
                .post(STUDY + "/analyses/" + result.jsonPath().getString("run") + "/key-releases")
                .jsonPath();
    }

    @Test
    void theReportIsAPageWithoutScripts() {
        String analysis = run(1).jsonPath().getString("run");
        Response page = as("dmc-member").get(STUDY + "/analyses/" + analysis + "/report");
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.asString())
                .contains("Confidential: closed session")
                .contains("<svg")
                .contains("Difference in change of MADRS total")
                .contains(analysis)
                .doesNotContain("<script")
                .doesNotContain("KTM");
    }

    @Test
    void badRequestsAreToldWhatToDo() {
        assertThat(as("dmc-member")
                        .body("{\"look\":1}")
                        .post(STUDY + "/analyses")
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("idempotency-key-missing");
        assertThat(run(0).jsonPath().getString("code")).isEqualTo("invalid-value");
        assertThat(run(9).jsonPath().getString("detail")).contains("1 to 3").contains("9");
        assertThat(as("dmc-member")
                        .header("Idempotency-Key", "k")
                        .body("{\"look\":1,\"peek\":true}")
                        .post(STUDY + "/analyses")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as("dmc-member")
                        .get(STUDY + "/analyses/2f1f3c6e-6d0c-4d5b-9a51-0d8a7b1f0c11")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSubjectOnOneSideOnlyIsListed() {
        SimulatedTrial trial = SimulatedTrial.of(60, 5, 7);
        List<Map<String, String>> items = trial.allocations().armOfSubject().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("01-001"))
                .map(entry -> Map.of("subject", entry.getKey(), "arm", entry.getValue()))
                .toList();
        neighbours.answer(Neighbourhood.ALLOCATIONS, Neighbourhood.EXCHANGED_TOKEN, neighbours.allocations(items));
        JsonPath ended = run(1).jsonPath();
        assertThat(ended.getString("state")).isEqualTo("analysis-impossible");
        assertThat(ended.getString("outcome.fix")).isNotBlank();
        assertThat(ended.getString("outcome.facts.reason")).isEqualTo("data-mismatch");
        assertThat(ended.getList("outcome.facts.dataWithoutAllocation")).containsExactly("01-001");
        assertThat(ended.getList("outcome.facts.allocatedWithoutData")).isEmpty();
    }
}
