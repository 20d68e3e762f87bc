package org.equipoise.stats.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.FrozenStudy.RECORDS;
import static org.equipoise.stats.FrozenStudy.SNAPSHOTS;
import static org.equipoise.stats.FrozenStudy.json;
import static org.equipoise.stats.Neighbourhood.ALLOCATIONS;
import static org.equipoise.stats.Neighbourhood.ANALYSIS_DATA;
import static org.equipoise.stats.rest.StatsApi.as;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.equipoise.stats.FrozenStudy;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.equipoise.testing.JsonBody;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to fail, at each place where a run needs a neighbour: a typed outcome that says what to do, and no result. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class NeighbourFailureResourceTest {

    private static final String FROZEN = "FROZEN-01";
    private static final String PLAIN = SimulatedTrial.STUDY;
    private static final SimulatedTrial TRIAL = SimulatedTrial.of(60, 5, 7);
    private static final SimulatedRecords RECORDED = SimulatedRecords.of(54, 1, 7);
    private static final FrozenStudy INTACT = frozen();
    private static final Set<String> PASSING = Set.of("unreachable", "overloaded");
    private static final int TRIES = 3;
    private static final int TRIES_WITH_WAITING = 6;

    private static List<String> completed;

    Neighbourhood neighbours;

    @BeforeEach
    void everythingWorks() {
        neighbours.agreeOn(TRIAL);
        if (completed == null) {
            StatsApi.publishPlan();
            StatsApi.publish(SimulatedRecords.definitionFor(FROZEN));
            completed = completed();
        }
    }

    /** Where a run meets a neighbour. */
    enum Place {
        FREEZING("ecrf-service", FROZEN) {
            @Override
            MappingBuilder request() {
                return post(urlPathMatching(SNAPSHOTS));
            }
        },
        FIRST_PAGE("ecrf-service", FROZEN) {
            @Override
            MappingBuilder request() {
                return get(urlPathMatching(RECORDS)).withQueryParam("after", absent());
            }
        },
        SECOND_PAGE("ecrf-service", FROZEN) {
            @Override
            MappingBuilder request() {
                return get(urlPathMatching(RECORDS)).withQueryParam("after", equalTo(INTACT.pageBreakSubject()));
            }
        },
        VALUES("ecrf-service", PLAIN) {
            @Override
            MappingBuilder request() {
                return get(urlPathMatching(ANALYSIS_DATA));
            }
        },
        TOKEN("identity provider", FROZEN) {
            @Override
            MappingBuilder request() {
                return post(Neighbourhood.TOKEN).withRequestBody(containing("token-exchange"));
            }
        },
        ALLOCATING("randomizer", FROZEN) {
            @Override
            MappingBuilder request() {
                return get(urlPathMatching(ALLOCATIONS));
            }
        };

        private final String neighbour;
        private final String study;

        Place(String neighbour, String study) {
            this.neighbour = neighbour;
            this.study = study;
        }

        abstract MappingBuilder request();

        /** Everybody unblinded for this run is in the randomizer's register. */
        int fetches() {
            return this == ALLOCATING ? 1 : 0;
        }
    }

    record Failure(String how, ResponseDefinitionBuilder answer, String reason) {}

    static List<Failure> failures() {
        return List.of(
                new Failure("too slow", okJson("{}").withFixedDelay(2500), "unreachable"),
                new Failure("cut off at once", aResponse().withFault(Fault.EMPTY_RESPONSE), "unreachable"),
                new Failure("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "unreachable"),
                new Failure(
                        "cut off after the status",
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        "unreachable"),
                new Failure(
                        "half a document", okJson("{\"study\":\"" + FROZEN + "\",\"items\":[{\"sub"), "invalid-answer"),
                new Failure("401", aResponse().withStatus(401), "refused"),
                new Failure("403", aResponse().withStatus(403), "refused"),
                new Failure("404", aResponse().withStatus(404), "refused"),
                new Failure("409", aResponse().withStatus(409).withBody("{\"detail\":\"KTM\"}"), "conflict"),
                new Failure("500", aResponse().withStatus(500).withBody("{\"detail\":\"KTM\"}"), "overloaded"),
                new Failure("503", aResponse().withStatus(503), "overloaded"),
                new Failure("302", aResponse().withStatus(302).withHeader("Location", "/else"), "refused"),
                new Failure("a page instead of JSON", aResponse().withBody("<html>"), "invalid-answer"),
                new Failure("null", okJson("null"), "invalid-answer"),
                new Failure("an empty object", okJson("{}"), "invalid-answer"),
                new Failure(
                        "another study's",
                        okJson("{\"study\":\"OTHER\",\"id\":\"1\",\"contentHash\":\"0\",\"items\":[]}"),
                        "invalid-answer"),
                new Failure(
                        "words for lists",
                        okJson("{\"study\":\"" + FROZEN + "\",\"id\":[],\"items\":\"none\"}"),
                        "invalid-answer"));
    }

    /** A way to fail at a place, and how the run ends. */
    record Row(String name, Place place, Consumer<Neighbourhood> breaking, String reason) {

        static Row of(Place place, Failure failure) {
            return new Row(
                    failure.how(),
                    place,
                    neighbours -> neighbours.server().stubFor(place.request().willReturn(failure.answer())),
                    place == Place.TOKEN ? "refused" : failure.reason());
        }

        static Row of(String name, Place place, String body, String reason) {
            return of(place, new Failure(name, json(body), reason));
        }

        @Override
        public String toString() {
            return place + ": " + name;
        }
    }

    static Stream<Row> rows() {
        Stream<Row> everywhere = Arrays.stream(Place.values())
                .flatMap(place -> failures().stream().map(failure -> Row.of(place, failure)));
        return Stream.of(everywhere, cuts(), lists()).flatMap(rows -> rows);
    }

    private static Stream<Row> cuts() {
        return Stream.of(
                Row.of("another hash than its records'", Place.FREEZING, otherHash(), "other-content"),
                new Row(
                        "back to itself",
                        Place.FIRST_PAGE,
                        neighbours -> neighbours
                                .server()
                                .stubFor(get(urlPathMatching(RECORDS))
                                        .willReturn(json(INTACT.pageThatLeadsBackToItself()))),
                        "invalid-answer"),
                Row.of("of another snapshot", Place.FIRST_PAGE, INTACT.pageOfAnotherSnapshot(), "invalid-answer"),
                Row.of("of another cut", Place.SECOND_PAGE, INTACT.secondPageOfAnotherCut(), "invalid-answer"),
                new Row(
                        "a subject twice",
                        Place.SECOND_PAGE,
                        neighbours -> frozen().withASubjectTwice().answeredBy(neighbours),
                        "invalid-answer"),
                new Row(
                        "a value that was not frozen",
                        Place.FIRST_PAGE,
                        neighbours -> frozen().withAnotherValue().answeredBy(neighbours),
                        "other-content"),
                new Row(
                        "a subject lost",
                        Place.SECOND_PAGE,
                        neighbours ->
                                frozen().withoutOneSubjectOfTheSecondPage().answeredBy(neighbours),
                        "other-content"));
    }

    private static Stream<Row> lists() {
        Map<String, String> allocation = Map.of("subject", "01-0001", "arm", SimulatedTrial.CONTROL_CODE);
        Map<String, String> unlisted = Map.of("subject", "01-0001", "arm", "UNLISTED");
        return Stream.of(
                Row.of(
                        "a subject twice",
                        Place.ALLOCATING,
                        INTACT.allocations(List.of(allocation, allocation)),
                        "invalid-answer"),
                Row.of(
                        "an arm that is not listed",
                        Place.ALLOCATING,
                        INTACT.allocations(List.of(unlisted)),
                        "invalid-answer"));
    }

    private static FrozenStudy frozen() {
        return new FrozenStudy(FROZEN, RECORDED);
    }

    private static String otherHash() {
        return INTACT.head().replaceAll("\"contentHash\":\"..", "\"contentHash\":\"zz");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsTheRunWithAnOutcomeThatSaysWhatToDo(Row row) {
        if (row.place().study.equals(FROZEN)) {
            INTACT.answeredBy(neighbours);
        }
        row.breaking().accept(neighbours);
        Response ended = StatsApi.run(row.place().study, 1);
        JsonNode run = JsonBody.of(ended);
        assertThat(run.path("state").asText()).as(ended.asString()).isEqualTo("neighbour-unavailable");
        assertThat(run.at("/outcome/facts/neighbour").asText()).isEqualTo(row.place().neighbour);
        assertThat(run.at("/outcome/facts/reason").asText()).isEqualTo(row.reason());
        assertThat(run.at("/outcome/fix").asText()).isNotBlank();
        assertNoTrace(ended);
        neighbours.server().verify(row.place().fetches(), getRequestedFor(urlPathMatching(ALLOCATIONS)));
        neighbours.server().verify(lessThanOrExactly(most(row)), asked(row.place()));
    }

    /** What may pass is tried three times at once and again after the wait; the register is asked once; the rest once. */
    private static int most(Row row) {
        if (row.place() == Place.ALLOCATING) {
            return 1;
        }
        if (row.place() == Place.TOKEN) {
            return 1 + TRIES;
        }
        boolean keyInUse = row.place() == Place.FREEZING && row.reason().equals("conflict");
        return PASSING.contains(row.reason()) ? TRIES_WITH_WAITING : keyInUse ? TRIES : 2;
    }

    private static RequestPatternBuilder asked(Place place) {
        return switch (place) {
            case FREEZING -> postRequestedFor(urlPathMatching(SNAPSHOTS));
            case FIRST_PAGE -> getRequestedFor(urlPathMatching(RECORDS)).withQueryParam("after", absent());
            case SECOND_PAGE ->
                getRequestedFor(urlPathMatching(RECORDS)).withQueryParam("after", equalTo(INTACT.pageBreakSubject()));
            case VALUES -> getRequestedFor(urlPathMatching(ANALYSIS_DATA));
            case TOKEN ->
                postRequestedFor(urlPathMatching(Neighbourhood.TOKEN)).withRequestBody(containing("token-exchange"));
            case ALLOCATING -> getRequestedFor(urlPathMatching(ALLOCATIONS));
        };
    }

    private void assertNoTrace(Response ended) {
        assertThat(JsonBody.of(ended).hasNonNull("result")).isFalse();
        assertThat(ended.asString()).doesNotContain("KTM").doesNotContain("MDZ").doesNotContain("UNLISTED");
        assertThat(completed()).isEqualTo(completed);
    }

    @Test
    void dataWithoutAnAllocationAreNamed() {
        frozen().withoutAllocationOf("02-0003").answeredBy(neighbours);
        Response ended = StatsApi.run(FROZEN, 1);
        assertMismatch(ended, List.of("02-0003"), List.of());
    }

    @Test
    void anAllocationWithoutDataIsNamed() {
        frozen().withAllocationOf("09-0001").answeredBy(neighbours);
        Response ended = StatsApi.run(FROZEN, 1);
        assertMismatch(ended, List.of(), List.of("09-0001"));
    }

    private void assertMismatch(Response ended, List<String> withoutAllocation, List<String> withoutData) {
        assertThat(ended.jsonPath().getString("state")).as(ended.asString()).isEqualTo("analysis-impossible");
        assertThat(ended.jsonPath().getString("outcome.facts.reason")).isEqualTo("data-mismatch");
        assertThat(ended.jsonPath().getList("outcome.facts.dataWithoutAllocation"))
                .isEqualTo(withoutAllocation);
        assertThat(ended.jsonPath().getList("outcome.facts.allocatedWithoutData"))
                .isEqualTo(withoutData);
        assertThat(ended.jsonPath().getString("outcome.fix")).isNotBlank();
        assertNoTrace(ended);
    }

    /** The first answer fails, every later one is as it should be. */
    @Test
    void aRunGoesOnAfterReadsAndFreezesThatFailOnce() {
        String study = "FROZEN-02";
        StatsApi.publish(SimulatedRecords.definitionFor(study));
        FrozenStudy working = new FrozenStudy(study, RECORDED);
        working.answeredBy(neighbours);
        once(post(urlPathMatching(SNAPSHOTS)), aResponse().withStatus(409), "freeze");
        once(
                get(urlPathMatching(RECORDS)).withQueryParam("after", equalTo(working.pageBreakSubject())),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                "page");
        Response ended = StatsApi.run(study, 1);
        assertThat(ended.jsonPath().getString("state")).as(ended.asString()).isEqualTo("completed");
        List<String> keys = neighbours.server().findAll(postRequestedFor(urlPathMatching(SNAPSHOTS))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(2);
        assertThat(Set.copyOf(keys)).hasSize(1);
    }

    private void once(MappingBuilder request, ResponseDefinitionBuilder failure, String scenario) {
        neighbours
                .server()
                .stubFor(request.inScenario(scenario)
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(failure)
                        .willSetStateTo("recovered"));
    }

    @Test
    void theOpenReportFailsWithoutTheEcrfServiceAndNeverAsksTheRandomizer() {
        neighbours
                .server()
                .stubFor(get(urlPathMatching(ANALYSIS_DATA))
                        .willReturn(aResponse().withStatus(401)));
        Response answer = as("sponsor").get(StatsApi.STUDY + "/open-report");
        assertThat(answer.statusCode()).isEqualTo(503);
        neighbours.server().verify(0, getRequestedFor(urlPathMatching(ALLOCATIONS)));
    }

    /** Results of both studies; none of them may come from a run that failed. */
    private static List<String> completed() {
        return Stream.of(FROZEN, PLAIN)
                .map(study -> as("dmc-member", study).get(StatsApi.path(study) + "/analyses?limit=200"))
                .flatMap(runs ->
                        StreamSupport.stream(JsonBody.of(runs).path("items").spliterator(), false))
                .filter(run -> run.path("state").asText().equals("completed"))
                .map(run -> run.path("run").asText())
                .toList();
    }
}
