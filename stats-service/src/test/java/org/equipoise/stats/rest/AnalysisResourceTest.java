package org.equipoise.stats.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;
import static org.equipoise.stats.rest.StatsApi.run;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
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
        Response answer = run(1);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        JsonPath result = answer.jsonPath();
        assertThat(result.getInt("information.observed")).isEqualTo(60);
        assertThat(result.getDouble("boundary.efficacyZ")).isCloseTo(3.4, within(0.2));
        assertThat(result.getList("arms.label")).isEqualTo(List.of("A", "B"));
        assertThat(result.getString("decision")).isIn("continue", "stop-efficacy", "stop-futility");

        Response again = as("unblinded-statistician").get(STUDY + "/analyses/" + result.getString("analysis"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(answer.asString());
        assertThat(answer.header("Location")).endsWith(STUDY + "/analyses/" + result.getString("analysis"));
    }

    @Test
    void theRandomizerIsAskedWithTheExchangedTokenOfThePersonAndTheAnalysisId() {
        String analysis = run(1).jsonPath().getString("analysis");
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
    void tenRequestsAtOnceWithOneKeyMakeOneAnalysis() {
        int before = storedAnalyses();
        List<Response> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i -> run(1, "ten-at-once"))
                .toList();
        assertThat(answers).extracting(Response::statusCode).contains(201).isSubsetOf(201, 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(Response::asString)
                        .distinct())
                .hasSize(1);
        assertThat(storedAnalyses()).isEqualTo(before + 1);
        neighbours.server().verify(1, getRequestedFor(urlPathMatching(Neighbourhood.ALLOCATIONS)));
    }

    @Test
    void requestsAtOnceWithDifferentKeysKeepAnHonestCountOfRuns() {
        List<Integer> runs = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> run(1))
                .filter(answer -> answer.statusCode() == 201)
                .map(answer -> answer.jsonPath().getInt("run"))
                .toList();
        assertThat(runs).isNotEmpty().doesNotHaveDuplicates();
    }

    private static int storedAnalyses() {
        return as("dmc-member")
                .get(STUDY + "/analyses?limit=200")
                .jsonPath()
                .getList("items")
                .size();
    }

    @Test
    void theListGoesOnWhereThePageEnded() {
        String first = run(1).jsonPath().getString("analysis");
        String second = run(1).jsonPath().getString("analysis");
        JsonPath all = as("dmc-member").get(STUDY + "/analyses?limit=200").jsonPath();
        assertThat(all.getList("items.analysis")).endsWith(first, second);
        JsonPath rest = as("dmc-member").get(STUDY + "/analyses?after=" + first).jsonPath();
        assertThat(rest.getList("items.analysis")).containsExactly(second);
        assertThat(rest.getString("next")).isNull();
        JsonPath page = as("dmc-member").get(STUDY + "/analyses?limit=1").jsonPath();
        assertThat(page.getString("next")).isEqualTo(page.getString("items[0].analysis"));
    }

    @Test
    void theKeyIsApartFromTheResult() {
        Response result = run(1);
        assertThat(result.asString()).doesNotContain("KTM").doesNotContain("Ketamine");
        JsonPath key = as("dmc-member")
                .get(STUDY + "/analyses/" + result.jsonPath().getString("analysis") + "/key")
                .jsonPath();
        assertThat(List.of(key.getString("A.code"), key.getString("B.code"))).containsExactlyInAnyOrder("KTM", "MDZ");
    }

    @Test
    void theLabelsStayTheSameWithinAStudy() {
        String first = key(run(1));
        assertThat(key(run(1))).isEqualTo(first);
    }

    private static String key(Response result) {
        return as("dmc-member")
                .get(STUDY + "/analyses/" + result.jsonPath().getString("analysis") + "/key")
                .asString();
    }

    @Test
    void theReportIsAPageWithoutScripts() {
        String analysis = run(1).jsonPath().getString("analysis");
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
        JsonPath problem = run(1).jsonPath();
        assertThat(problem.getString("code")).isEqualTo("analysis-impossible");
        assertThat(problem.getString("reason")).isEqualTo("data-mismatch");
        assertThat(problem.getList("dataWithoutAllocation")).containsExactly("01-001");
        assertThat(problem.getList("allocatedWithoutData")).isEmpty();
    }
}
