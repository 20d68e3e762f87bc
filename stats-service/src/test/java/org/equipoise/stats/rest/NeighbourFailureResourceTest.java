package org.equipoise.stats.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.Neighbourhood.ALLOCATIONS;
import static org.equipoise.stats.Neighbourhood.ANALYSIS_DATA;
import static org.equipoise.stats.Neighbourhood.EXCHANGED_TOKEN;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;
import static org.equipoise.stats.rest.StatsApi.run;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class NeighbourFailureResourceTest {

    private static final SimulatedTrial TRIAL = SimulatedTrial.of(60, 5, 7);

    Neighbourhood neighbours;
    private int stored;

    @BeforeEach
    void everythingWorks() {
        neighbours.agreeOn(TRIAL);
        StatsApi.publishPlan();
        stored = storedAnalyses();
    }

    record Broken(String how, ResponseDefinitionBuilder answer, String reason) {
        @Override
        public String toString() {
            return how;
        }
    }

    static Stream<Broken> answers() {
        return Stream.of(
                new Broken("too slow", okJson("{}").withFixedDelay(4000), "unreachable"),
                new Broken("cut off at once", aResponse().withFault(Fault.EMPTY_RESPONSE), "unreachable"),
                new Broken("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "unreachable"),
                new Broken(
                        "garbage after the status",
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        "unreachable"),
                new Broken("cut off half way", okJson("{\"study\":\"KET-TRD-01\",\"items\":[{\"sub"), "invalid-answer"),
                new Broken("401", aResponse().withStatus(401), "refused"),
                new Broken("403", aResponse().withStatus(403), "refused"),
                new Broken("409", aResponse().withStatus(409).withBody("{\"detail\":\"KTM\"}"), "refused"),
                new Broken("500", aResponse().withStatus(500), "overloaded"),
                new Broken("302", aResponse().withStatus(302).withHeader("Location", "/else"), "refused"),
                new Broken("a page instead of JSON", aResponse().withBody("<html>"), "invalid-answer"),
                new Broken("null", okJson("null"), "invalid-answer"),
                new Broken("an empty object", okJson("{}"), "invalid-answer"),
                new Broken("another study's", okJson("{\"study\":\"OTHER\",\"items\":[]}"), "invalid-answer"),
                new Broken(
                        "numbers as words",
                        okJson("{\"study\":\"KET-TRD-01\",\"items\":[{\"subject\":[1]}]}"),
                        "invalid-answer"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anEcrfServiceThatFailsEndsTheRun(Broken broken) {
        neighbours.server().stubFor(get(urlPathMatching(ANALYSIS_DATA)).willReturn(broken.answer()));
        refused(run(1), "ecrf-service", broken.reason());
        neighbours.server().verify(0, getRequestedFor(urlPathMatching(ALLOCATIONS)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aRandomizerThatFailsEndsTheRun(Broken broken) {
        neighbours.server().stubFor(get(urlPathMatching(ALLOCATIONS)).willReturn(broken.answer()));
        refused(run(1), "randomizer", broken.reason());
        neighbours.server().verify(1, getRequestedFor(urlPathMatching(ALLOCATIONS)));
    }

    @Nested
    class AnIdentityProvider {

        @ParameterizedTest
        @MethodSource("org.equipoise.stats.rest.NeighbourFailureResourceTest#refusals")
        void thatDoesNotExchangeTheTokenEndsTheRun(Broken broken) {
            neighbours
                    .server()
                    .stubFor(post(Neighbourhood.TOKEN)
                            .withRequestBody(containing("token-exchange"))
                            .willReturn(broken.answer()));
            refused(run(1), "identity provider", "refused");
            neighbours.server().verify(0, getRequestedFor(urlPathMatching(ALLOCATIONS)));
        }
    }

    static Stream<Broken> refusals() {
        return Stream.of(
                new Broken("401", aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}"), ""),
                new Broken("400", aResponse().withStatus(400).withBody("{\"error\":\"invalid_token\"}"), ""),
                new Broken("500", aResponse().withStatus(500), ""),
                new Broken("garbage", aResponse().withBody("<html>"), ""),
                new Broken("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ""));
    }

    @Test
    void aDuplicateSubjectIsRefused() {
        List<ObservedSubject> twice = new ArrayList<>(TRIAL.subjects());
        twice.add(TRIAL.subjects().get(0));
        neighbours.analysisData(twice);
        refused(run(1), "ecrf-service", "invalid-answer");

        neighbours.agreeOn(TRIAL);
        Map<String, String> allocation = Map.of("subject", "01-001", "arm", SimulatedTrial.CONTROL_CODE);
        neighbours.answer(ALLOCATIONS, EXCHANGED_TOKEN, neighbours.allocations(List.of(allocation, allocation)));
        refused(run(1), "randomizer", "invalid-answer");
    }

    @Test
    void anAllocationToAnUnlistedArmIsRefusedWithoutNamingIt() {
        Map<String, String> allocation = Map.of("subject", "01-001", "arm", "UNLISTED");
        neighbours.answer(ALLOCATIONS, EXCHANGED_TOKEN, neighbours.allocations(List.of(allocation)));
        assertThat(refused(run(1), "randomizer", "invalid-answer").asString()).doesNotContain("UNLISTED");
    }

    @Test
    void aPageThatLeadsBackToItselfIsRefused() {
        String body = "{\"study\":\"KET-TRD-01\",\"asOf\":\"" + Neighbourhood.CUT + "\",\"definitionVersion\":\"1\","
                + "\"items\":[],\"next\":\"01-001\"}";
        neighbours
                .server()
                .stubFor(get(urlPathMatching(ANALYSIS_DATA))
                        .willReturn(aResponse()
                                .withHeader("Content-Type", "application/json")
                                .withBody(body)));
        refused(run(1), "ecrf-service", "invalid-answer");
    }

    @Test
    void aReadThatFailsOnceIsTriedAgain() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(ANALYSIS_DATA))
                        .inScenario("recovery")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(503))
                        .willSetStateTo("recovered"));
        assertThat(run(1).jsonPath().getString("state")).isEqualTo("completed");
    }

    @Test
    void theOpenReportFailsWithoutTheEcrfServiceAndNeverAsksTheRandomizer() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(ANALYSIS_DATA))
                        .willReturn(aResponse().withStatus(401)));
        Response answer = as("sponsor").get(STUDY + "/open-report");
        assertThat(answer.statusCode()).isEqualTo(503);
        neighbours.server().verify(0, getRequestedFor(urlPathMatching(ALLOCATIONS)));
    }

    private Response refused(Response answer, String neighbour, String reason) {
        assertThat(answer.jsonPath().getString("state")).as(answer.asString()).isEqualTo("neighbour-unavailable");
        assertThat(answer.jsonPath().getString("outcome.facts.neighbour")).isEqualTo(neighbour);
        assertThat(answer.jsonPath().getString("outcome.facts.reason")).isEqualTo(reason);
        assertThat(answer.jsonPath().getString("outcome.fix")).isNotBlank();
        assertThat(answer.jsonPath().getString("result")).isNull();
        assertThat(answer.asString()).doesNotContain("KTM").doesNotContain("MDZ");
        assertThat(storedAnalyses()).isEqualTo(stored);
        return answer;
    }

    private static int storedAnalyses() {
        return as("dmc-member")
                .get(STUDY + "/analyses?limit=200")
                .jsonPath()
                .getList("items.findAll { it.state == 'completed' }")
                .size();
    }
}
