package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class OpenReportResourceTest {

    Neighbourhood neighbours;

    @BeforeEach
    void publishThePlan() {
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7));
        StatsApi.publishPlan();
    }

    @Test
    void itShowsPooledNumbers() {
        JsonPath report = as("sponsor").get(STUDY + "/open-report").jsonPath();
        assertThat(report.getInt("accrual.planned")).isEqualTo(156);
        assertThat(report.getInt("accrual.screened")).isEqualTo(64);
        assertThat(report.getInt("accrual.randomized")).isEqualTo(60);
        assertThat(report.getList("accrual.bySite.site")).isEqualTo(List.of("01"));
        assertThat(report.getInt("primaryEndpoint.withData")).isEqualTo(60);
        assertThat(report.getMap("primaryEndpoint")).doesNotContainKeys("pooledMeanChange", "pooledSdChange");
    }

    @Test
    void itIsAPageForABrowser() {
        Response byAccept = as("monitor").accept("text/html,*/*;q=0.8").get(STUDY + "/open-report");
        Response byFormat = as("monitor").accept("*/*").get(STUDY + "/open-report?format=html");
        for (Response page : List.of(byAccept, byFormat)) {
            assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.asString())
                    .contains("<h1>Open report of KET-TRD-01</h1>")
                    .doesNotContain("<script");
        }
        assertThat(as("monitor").accept("*/*").get(STUDY + "/open-report").contentType())
                .startsWith("application/json");
    }

    /** Beside the subjects that they see, the totals would tell a site's people what is hidden from them. */
    @ParameterizedTest
    @ValueSource(strings = {"coordinator", "investigator", "rater", "dose-nurse"})
    void itIsNotForThePeopleOfASite(String role) {
        assertThat(as(role).get(STUDY + "/open-report").statusCode()).isEqualTo(403);
    }

    @Test
    void norIsItForAMonitorOfOneSite() {
        Response answer = RestAssured.given()
                .auth()
                .oauth2(Tokens.person("mona", "/studies/KET-TRD-01/sites/01/monitor"))
                .get(STUDY + "/open-report");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("permission-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sponsor", "coordinator", "statistician", "monitor", "data-manager", "investigator"})
    void noAnswerToABlindedPersonChangesWhenAClosedAnalysisIsRun(String role) {
        List<String> before = everyAnswerTo(role);
        Response run = StatsApi.run(1);
        assertThat(run.jsonPath().getString("state")).isEqualTo("completed");
        String analysis = run.jsonPath().getString("run");
        assertThat(everyAnswerTo(role)).isEqualTo(before);
        assertThat(withoutRequest(as(role).get(STUDY + "/analyses/" + analysis)))
                .isEqualTo(withoutRequest(as(role).get(STUDY + "/analyses/00000000-0000-4000-8000-000000000000")));
    }

    @Test
    void theMetricsDoNotTellThatAClosedAnalysisWasRun() {
        StatsApi.run(1);
        as("sponsor").get(STUDY + "/analyses");
        as("sponsor").get(STUDY + "/design");
        String metrics = RestAssured.get("/q/metrics").asString();
        assertThat(metrics)
                .contains("http_server_requests")
                .doesNotContain("/analyses")
                .doesNotContain("/allocations");
    }

    private static List<String> everyAnswerTo(String role) {
        return List.of(
                withoutRequest(as(role).get(STUDY + "/open-report")),
                withoutRequest(as(role).get(STUDY + "/open-report?format=html")),
                withoutRequest(as(role).get(STUDY + "/design")),
                withoutRequest(as(role).get(STUDY + "/analyses")),
                withoutRequest(as(role).get(STUDY + "/analyses/00000000-0000-4000-8000-000000000000")),
                withoutRequest(as(role).get(STUDY + "/analyses/00000000-0000-4000-8000-000000000000/report")),
                withoutRequest(as(role).header("Idempotency-Key", "same")
                        .body("{\"reason\":\"r\"}")
                        .post(STUDY + "/analyses/00000000-0000-4000-8000-000000000000/key-releases")),
                withoutRequest(as(role).header("Idempotency-Key", "same")
                        .body("{\"look\":1}")
                        .post(STUDY + "/analyses")));
    }

    /** Status, headers and body, less what names the request and the time. */
    private static String withoutRequest(Response answer) {
        String headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                .toList()
                .toString();
        String body = answer.asString()
                .replaceAll("urn:request:[0-9a-f-]{36}", "urn:request")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "now");
        return answer.statusCode() + headers.replaceAll("content-length=\\d+", "") + body;
    }
}
