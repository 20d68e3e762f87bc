package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.platform.security.Role;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** What a meeting shows to those who must not know of it. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class BlindMeetingResourceTest {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
    private static final List<String> WRITES =
            List.of("attendance", "interests", "drafts", "signatures", "release", "closing");

    Neighbourhood neighbours;

    private static List<String> blinded() {
        return Stream.of(Role.values())
                .filter(role ->
                        !role.permissions().contains(org.equipoise.platform.security.Permission.CLOSED_ANALYSIS_READ))
                .map(Role::id)
                .toList();
    }

    /** Every answer to a role about recommendations, meetings and keys, with the study's name taken out. */
    private static List<String> everyAnswer(MeetingApi api, String role, String meeting, String run) {
        List<String> answers = new ArrayList<>();
        for (String rest : List.of(
                "/recommendations",
                "/recommendations?limit=1",
                "/recommendations?after=" + meeting,
                "/meetings",
                "/meetings/" + meeting,
                "/key-releases")) {
            answers.add(SeenBy.withoutRequest(caller(api, role).get(api.path(rest))));
        }
        for (String part : WRITES) {
            answers.add(SeenBy.withoutRequest(caller(api, role)
                    .header("Idempotency-Key", "same")
                    .body("{}")
                    .post(api.path(MeetingApi.at(meeting, part)))));
        }
        answers.add(SeenBy.withoutRequest(caller(api, role)
                .header("Idempotency-Key", "same")
                .body("{\"analysis\":\"" + run + "\"}")
                .post(api.path("/meetings"))));
        answers.add(SeenBy.withoutRequest(caller(api, role)
                .header("Idempotency-Key", "same")
                .body("{\"reason\":\"curious\"}")
                .post(api.path("/analyses/" + run + "/key-releases"))));
        return answers;
    }

    private static RequestSpecification caller(MeetingApi api, String role) {
        return api.as("somebody", role);
    }

    @Test
    void beforeTheReleaseEveryAnswerIsThatOfAStudyWithoutMeetingOrRun() {
        MeetingApi never = MeetingApi.newStudy(neighbours);
        MeetingApi met = MeetingApi.newStudy(neighbours);
        String meeting = met.signedMeeting();
        String run = met.minutes(meeting).getString("analysis");

        assertThat(blinded()).hasSize(11);
        for (String role : blinded()) {
            assertThat(everyAnswer(met, role, meeting, run))
                    .as(role)
                    .isEqualTo(everyAnswer(never, role, UNKNOWN, UNKNOWN));
        }
        assertThat(met.as("sven", "sponsor").get(met.path("/recommendations")).asString())
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void theReleaseShowsTheRecommendationAndStillNoMeeting() {
        MeetingApi met = MeetingApi.newStudy(neighbours);
        String meeting = met.signedMeeting();
        String run = met.minutes(meeting).getString("analysis");
        met.release(meeting, met.dora()).then().statusCode(201);

        for (String role : blinded()) {
            String all = String.join("\n", everyAnswer(met, role, meeting, run));
            assertThat(all)
                    .as(role)
                    .contains(MeetingApi.WORDING)
                    .doesNotContain(MeetingApi.REASONS)
                    .doesNotContain("dora", "otto")
                    .doesNotContain(meeting)
                    .doesNotContain(run);
        }
    }

    @Test
    void aMeetingClosedWithoutAReleaseShowsNothingAtAll() {
        MeetingApi never = MeetingApi.newStudy(neighbours);
        MeetingApi met = MeetingApi.newStudy(neighbours);
        String meeting = met.signedMeeting();
        String run = met.minutes(meeting).getString("analysis");
        met.close(meeting, met.dora()).then().statusCode(201);

        for (String role : blinded()) {
            assertThat(everyAnswer(met, role, meeting, run))
                    .as(role)
                    .isEqualTo(everyAnswer(never, role, UNKNOWN, UNKNOWN));
        }
    }

    @Test
    void theMetricsDoNotCountMeetings() {
        MeetingApi met = MeetingApi.newStudy(neighbours);
        met.signedMeeting();
        assertThat(io.restassured.RestAssured.get("/q/metrics").asString())
                .contains("http_server_requests")
                .doesNotContain("/meetings", "key-releases");
    }
}
