package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class PlanResourceTest {

    private static final String PLAN = CanonicalJson.of(SimulatedTrial.definition());

    @Test
    void aPlanIsPublishedOnceAndStaysAsItIs() {
        String body = PLAN.replace("\"version\":\"1\"", "\"version\":\"1.once\"");
        Response first = publish("1.once", body);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.jsonPath().getString("status")).isEqualTo("published");
        Response again = publish("1.once", body);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.jsonPath().getString("contentHash"))
                .isEqualTo(first.jsonPath().getString("contentHash"));
        Response other = publish("1.once", body.replace("\"alpha\":0.025", "\"alpha\":0.02"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.jsonPath().getString("code")).isEqualTo("version-exists");
    }

    @Test
    void theDesignShowsThePlannedBoundaries() {
        StatsApi.publishPlan();
        JsonPath design = as("statistician").get(STUDY + "/design").jsonPath();
        assertThat(design.getInt("maximumInformation")).isEqualTo(156);
        assertThat(design.getDouble("looks[0].efficacyZ")).isCloseTo(3.7103, within(1e-4));
        assertThat(design.getDouble("looks[1].efficacyZ")).isCloseTo(2.5114, within(1e-4));
        assertThat(design.getDouble("looks[1].futilityZ")).isEqualTo(0.5);
        assertThat(design.getDouble("looks[2].cumulativeAlpha")).isCloseTo(0.025, within(1e-12));
        assertThat(design.getString("looks[2].futilityZ")).isNull();
    }

    @Test
    void everyErrorOfAPlanIsNamedAtOnce() {
        Response answer = publish(
                "2",
                PLAN.replace("\"version\":\"1\"", "\"version\":\"2\"")
                        .replace("\"alpha\":0.025", "\"alpha\":2")
                        .replace("\"sides\":1", "\"sides\":2"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid-plan");
        assertThat(answer.jsonPath().getList("errors.field")).containsExactlyInAnyOrder("alpha", "sides");
        assertThat(answer.jsonPath().getList("errors.remedy", String.class))
                .allSatisfy(remedy -> assertThat(remedy).isNotBlank());
    }

    @Test
    void thePlanMustBelongToItsAddress() {
        Response answer = publish("3", PLAN);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("version");
    }

    @Test
    void anUnknownMemberIsRefused() {
        Response answer = publish("1", PLAN.replace("{\"alpha\"", "{\"surprise\":1,\"alpha\""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains("surprise");
    }

    @Test
    void aStudyWithoutAPlanHasNoDesign() {
        Response answer = io.restassured.RestAssured.given()
                .auth()
                .oauth2(Tokens.person("s", "/studies/EMPTY/statistician"))
                .get("/api/stats/studies/EMPTY/design");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("fix")).contains("Publish");
    }

    private static Response publish(String version, String body) {
        return as("administrator").body(body).put(STUDY + "/plans/" + version);
    }
}
