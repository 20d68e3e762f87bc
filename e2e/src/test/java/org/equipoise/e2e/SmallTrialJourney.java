package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.equipoise.launcher.simulation.LookResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A small trial, played through the gateway by each role, ends in a closed report that only the committee reads. */
@ExtendWith(SharedSystem.class)
class SmallTrialJourney {

    private static final String STATS = "/api/stats/studies/" + SharedSystem.STUDY;

    private final SharedSystem system;

    SmallTrialJourney(SharedSystem system) {
        this.system = system;
    }

    @Test
    void everybodyPlannedIsRandomizedAndFollowed() {
        assertThat(system.trial().randomized()).isEqualTo(SharedSystem.SUBJECTS);
        assertThat(system.trial().withPrimary()).isBetween(SharedSystem.SUBJECTS - 4, SharedSystem.SUBJECTS);
        assertThat(system.trial().saves()).isGreaterThan(SharedSystem.SUBJECTS * 60);
        assertThat(system.trial().queries()).isPositive();
    }

    @Test
    void theCommitteeReadsTheLookThatItRan() {
        LookResult look = system.trial().looks().get(system.trial().looks().size() - 1);

        Api.Answer analysis = system.as("dora.dmc").get(STATS + "/analyses/" + look.analysis());

        assertThat(analysis.status()).as(analysis.toString()).isEqualTo(200);
        assertThat(analysis.json().path("state").asText()).isEqualTo("completed");
        JsonNode result = analysis.json().path("result");
        assertThat(result.at("/information/observed").asInt())
                .isEqualTo(system.trial().withPrimary());
        assertThat(result.at("/information/maximum").asInt()).isEqualTo(156);
        assertThat(result.at("/comparison/z").asDouble()).isEqualTo(look.z());
        assertThat(result.path("arms")).hasSize(2);
        assertThat(result.at("/boundary/efficacyZ").asDouble()).isGreaterThan(3);
    }

    @Test
    void theReportIsConfidentialAndWithoutScripts() {
        Api.Answer report = system.as("dora.dmc")
                .send("GET", STATS + "/analyses/" + system.analysis() + "/report", null, Map.of("Accept", "text/html"));

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.body()).contains("<html", "onfidential").doesNotContain("<script");
    }

    @Test
    void aBlindedRoleCannotTellAnAnalysisThatExistsFromOneThatDoesNot() {
        Api statistician = system.as("stella.statistician");

        Api.Answer existing = statistician.get(STATS + "/analyses/" + system.analysis());
        Api.Answer invented = statistician.get(STATS + "/analyses/00000000-0000-4000-8000-000000000000");

        assertThat(existing.status()).isEqualTo(403).isEqualTo(invented.status());
        assertThat(withoutRequestId(existing)).isEqualTo(withoutRequestId(invented));
    }

    @Test
    void theSponsorSeesTheReleasedRecommendationAndNothingElseOfTheMeeting() {
        Api.Answer seen = system.as("sven.sponsor").get(STATS + "/recommendations");
        Api.Answer minutes = system.as("dora.dmc").get(STATS + "/meetings");

        assertThat(seen.status()).as(seen.toString()).isEqualTo(200);
        assertThat(seen.json().path("items")).hasSize(1);
        assertThat(seen.json().at("/items/0/wording").asText())
                .isEqualTo(minutes.json().at("/items/0/recommendation/wording").asText())
                .isNotBlank();
        assertThat(minutes.json().at("/items/0/signatures")).hasSize(2);
        assertThat(seen.body()).doesNotContain("dora", "otto", system.analysis());
        assertThat(system.as("sven.sponsor").get(STATS + "/meetings").status()).isEqualTo(403);
    }

    private static String withoutRequestId(Api.Answer answer) {
        return answer.body().replaceAll("urn:request:[^\"]*", "");
    }

    @Test
    void theOpenReportIsPooled() {
        Api.Answer report = system.as("sven.sponsor").get(STATS + "/open-report");

        assertThat(report.status()).as(report.toString()).isEqualTo(200);
        assertThat(report.body()).contains("\"randomized\":" + SharedSystem.SUBJECTS);
        assertThat(report.json().findValue("arms")).isNull();
    }

    @Test
    void eachReadingOfAllocationsIsInTheRegister() {
        Api.Answer register = system.as("ursula.unblinded")
                .get("/api/randomizer/studies/" + SharedSystem.STUDY + "/unblinding-register?limit=200");

        assertThat(register.status()).as(register.toString()).isEqualTo(200);
        assertThat(register.body()).contains("simulation-truth", system.analysis(), "stats-service", "dora.dmc");
    }

    @Test
    void theECrfHasHeardOfEveryRandomization() {
        system.awaitUsable(() -> assertThat(system.as("mona.monitor")
                        .get("/api/ecrf/studies/" + SharedSystem.STUDY + "/subjects?limit=200")
                        .body()
                        .split("randomizationNumber", -1))
                .hasSize(SharedSystem.SUBJECTS + 1));
    }
}
