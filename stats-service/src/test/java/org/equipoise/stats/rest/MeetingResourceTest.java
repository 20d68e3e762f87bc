package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class MeetingResourceTest {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    Neighbourhood neighbours;

    @Test
    void theCommitteeMeetsSignsAndReleases() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.signedMeeting();
        Response released = api.release(meeting, api.dora());
        assertThat(released.statusCode()).as(released.asString()).isEqualTo(201);

        JsonPath minutes = api.minutes(meeting);
        assertThat(minutes.getString("state")).isEqualTo("released");
        assertThat(minutes.getList("attendance.person")).containsExactly("dora", "otto");
        assertThat(minutes.getList("interests.declaration")).containsExactly("none", "none");
        assertThat(minutes.getList("signatures.stands")).containsExactly(true, true);
        assertThat(minutes.getList("signatures.meaning")).containsExactly("approval", "approval");
        assertThat(minutes.getString("signatures[0].hash")).isEqualTo(minutes.getString("recommendation.hash"));
        JsonPath seen =
                api.as("sven", "sponsor").get(api.path("/recommendations")).jsonPath();
        assertThat(seen.getList("items")).hasSize(1);
        assertThat(seen.getMap("items[0]").keySet())
                .isEqualTo(java.util.Set.of("recommendation", "look", "action", "wording", "releasedAt"));
        assertThat(seen.getString("items[0].wording")).isEqualTo(MeetingApi.WORDING);
        assertThat(seen.getString("items[0].action")).isEqualTo("stop-harm");
        assertThat(seen.getString("items[0].recommendation"))
                .isEqualTo(minutes.getString("release.recommendation"))
                .isNotEqualTo(meeting);
    }

    @Test
    void afterTheReleaseNothingChangesAndAFurtherMeetingSupersedesIt() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.signedMeeting();
        api.release(meeting, api.dora());
        String run = api.minutes(meeting).getString("analysis");
        String before = api.minutes(meeting).prettify();

        Response late = api.write(meeting, "dora", 1, "Go on.");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.jsonPath().getString("rule")).isEqualTo("released");
        assertThat(api.posted(api.dora(), "/meetings", Map.of("analysis", run)).statusCode())
                .isEqualTo(409);
        Response further = api.posted(api.dora(), "/meetings", Map.of("analysis", run, "supersedes", meeting));
        assertThat(further.statusCode()).as(further.asString()).isEqualTo(201);
        String second = further.jsonPath().getString("meeting");
        api.sitDown(second, "dora");
        api.sitDown(second, "otto");
        api.write(second, "otto", 0, "The committee recommends to go on after all.");
        api.sign(second, "dora");
        api.sign(second, "otto");
        api.release(second, api.dora());

        assertThat(api.minutes(meeting).prettify()).isEqualTo(before);
        JsonPath seen =
                api.as("sven", "sponsor").get(api.path("/recommendations")).jsonPath();
        assertThat(seen.getString("items[1].supersedes")).isEqualTo(seen.getString("items[0].recommendation"));
        JsonPath page = api.as("sven", "sponsor")
                .get(api.path("/recommendations?limit=1"))
                .jsonPath();
        assertThat(page.getList("items")).hasSize(1);
        assertThat(api.as("sven", "sponsor")
                        .get(api.path("/recommendations?after=" + page.getString("next")))
                        .jsonPath()
                        .getList("items.recommendation"))
                .containsExactly(seen.getString("items[1].recommendation"));
        assertThat(api.dora().get(api.path("/meetings?limit=1")).jsonPath().getString("next"))
                .isEqualTo(meeting);
    }

    @Test
    void everyRuleIsToldAsAProblem() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.openMeeting(api.completedRun());
        assertThat(api.write(meeting, "dora", 0, "Go on.").jsonPath().getString("rule"))
                .isEqualTo("not-attending");
        api.sitDown(meeting, "dora");
        assertThat(api.write(meeting, "dora", 0, "Go on: KTM wins.").statusCode())
                .isEqualTo(400);
        assertThat(api.write(meeting, "dora", 3, "Go on.").jsonPath().getString("code"))
                .isEqualTo("revision-conflict");
        api.write(meeting, "dora", 0, "Go on.").then().statusCode(201);
        Response stale = api.sign(meeting, api.signedInBefore(Duration.ofSeconds(70), "dora", "dmc-member"));
        assertThat(stale.statusCode()).isEqualTo(403);
        assertThat(stale.jsonPath().getString("code")).isEqualTo("sign-in-too-old");
        api.sign(meeting, "dora").then().statusCode(201);
        assertThat(api.sign(meeting, "dora").jsonPath().getString("rule")).isEqualTo("signed-already");
        assertThat(api.release(meeting, api.dora()).jsonPath().getString("rule"))
                .isEqualTo("signatures-missing");
        api.write(meeting, "dora", 1, "Go on with care.").then().statusCode(201);
        assertThat(api.minutes(meeting).getString("signatures[0].voidBecause")).isEqualTo("recommendation-changed");
        assertThat(api.posted(api.dora(), "/meetings/" + UNKNOWN + "/attendance", Map.of("sessions", List.of("open")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.posted(api.dora(), "/meetings", Map.of("analysis", UNKNOWN))
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.posted(
                                api.dora(),
                                MeetingApi.at(meeting, "interests"),
                                Map.of("declaration", "disclosed", "statement", " "))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theChairClosesAMeetingWithoutAReleaseAndTheLookHasAnother() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.signedMeeting();
        String run = api.minutes(meeting).getString("analysis");
        assertThat(api.posted(api.dora(), MeetingApi.at(meeting, "closing"), Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.close(meeting, api.signedInBefore(Duration.ofSeconds(70), "dora", "dmc-member"))
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("sign-in-too-old");

        Response closed = api.close(meeting, api.dora());
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(201);
        assertThat(closed.jsonPath().getString("state")).isEqualTo("closed");
        assertThat(closed.jsonPath().getString("closing.by")).isEqualTo("dora");
        assertThat(closed.jsonPath().getString("closing.reason")).contains("error in the data cut");
        assertThat(api.minutes(meeting).getString("closing.reason")).contains("error in the data cut");
        assertThat(api.release(meeting, api.dora()).jsonPath().getString("rule"))
                .isEqualTo("closed");
        assertThat(api.posted(api.dora(), "/meetings", Map.of("analysis", run, "supersedes", meeting))
                        .statusCode())
                .isEqualTo(409);
        assertThat(api.posted(api.dora(), "/meetings", Map.of("analysis", run)).statusCode())
                .isEqualTo(201);
        assertThat(api.as("sven", "sponsor").get(api.path("/recommendations")).asString())
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void aMemberCorrectsADeclarationOfInterestsWithAReasonAndBothStay() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.signedMeeting();
        String at = MeetingApi.at(meeting, "interests");
        api.posted(api.dora(), at, Map.of("declaration", "bars-voting", "statement", "I hold shares"))
                .then()
                .statusCode(201);
        assertThat(api.release(meeting, api.dora()).jsonPath().getString("rule"))
                .isEqualTo("conflict-bars");
        assertThat(api.posted(api.dora(), at, Map.of("declaration", "none"))
                        .jsonPath()
                        .getString("rule"))
                .isEqualTo("reason-missing");
        api.posted(api.dora(), at, Map.of("declaration", "none", "statement", "Another firm of that name"))
                .then()
                .statusCode(201);

        assertThat(api.minutes(meeting).getList("interests.declaration"))
                .containsExactly("none", "none", "bars-voting", "none");
        assertThat(api.minutes(meeting).getList("signatures.stands")).containsExactly(false, true);
        api.sign(meeting, "dora").then().statusCode(201);
        api.release(meeting, api.dora()).then().statusCode(201);
    }

    @Test
    void aRepeatWithTheSameKeyHasTheSameAnswerAndOneEffect() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String run = api.completedRun();
        String key = UUID.randomUUID().toString();
        String body = CanonicalJson.of(Map.of("analysis", run));
        Response first = api.dora().header("Idempotency-Key", key).body(body).post(api.path("/meetings"));
        Response again = api.dora().header("Idempotency-Key", key).body(body).post(api.path("/meetings"));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(first.header("Location")).endsWith(first.jsonPath().getString("meeting"));
        String entry = "{\"sessions\":[\"closed\"]}";
        String at = api.path(MeetingApi.at(first.jsonPath().getString("meeting"), "attendance"));
        api.dora().header("Idempotency-Key", key).body(entry).post(at).then().statusCode(201);
        api.dora().header("Idempotency-Key", key).body(entry).post(at).then().statusCode(201);
        Response other = api.as("otto", "dmc-member")
                .header("Idempotency-Key", key)
                .body(entry)
                .post(at);
        assertThat(other.jsonPath().getString("code")).isEqualTo("key-reused");
        assertThat(api.minutes(first.jsonPath().getString("meeting")).getList("attendance"))
                .hasSize(1);
    }

    @Test
    void membersWhoWriteAtOnceLoseNothing() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String meeting = api.openMeeting(api.completedRun());
        List<String> members = List.of("dora", "otto", "may", "june");
        members.forEach(member -> api.sitDown(meeting, member));
        List<Integer> statuses = members.parallelStream()
                .map(member -> api.write(meeting, member, 0, "Go on, says the committee.")
                        .statusCode())
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409);
        assertThat(api.minutes(meeting).getInt("recommendation.revision")).isOne();
    }

    @Test
    void theKeyOfAAndBGoesToItsHoldersAndIntoTheRegister() {
        MeetingApi api = MeetingApi.newStudy(neighbours);
        String run = api.completedRun();
        String at = "/analyses/" + run + "/key-releases";
        Map<String, String> why = Map.of("reason", "unmasking for the final report");

        Response notNamed = api.posted(api.as("ursula", "unblinded-statistician"), at, why);
        Response notNamedAndNone =
                api.posted(api.as("ursula", "unblinded-statistician"), "/analyses/" + UNKNOWN + "/key-releases", why);
        assertThat(notNamed.statusCode()).isEqualTo(403);
        assertThat(SeenBy.withoutRequest(notNamed)).isEqualTo(SeenBy.withoutRequest(notNamedAndNone));
        assertThat(api.posted(api.signedInBefore(Duration.ofSeconds(70), "dora", "dmc-member"), at, why)
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("sign-in-too-old");
        assertThat(api.posted(api.dora(), at, Map.of("reason", " ")).statusCode())
                .isEqualTo(400);
        assertThat(register(api).getList("items")).isEmpty();

        String key = UUID.randomUUID().toString();
        Response told = api.dora()
                .header("Idempotency-Key", key)
                .body(CanonicalJson.of(why))
                .post(api.path(at));
        assertThat(told.statusCode()).as(told.asString()).isEqualTo(201);
        assertThat(told.headers().getValues("Cache-Control")).containsExactly("no-store");
        assertThat(List.of(told.jsonPath().getString("A.code"), told.jsonPath().getString("B.code")))
                .containsExactlyInAnyOrder("KTM", "MDZ");
        Response again = api.dora()
                .header("Idempotency-Key", key)
                .body(CanonicalJson.of(why))
                .post(api.path(at));
        assertThat(again.jsonPath().getMap("A")).isEqualTo(told.jsonPath().getMap("A"));
        assertThat(register(api).getList("items.reason")).containsOnly("unmasking for the final report");
        assertThat(register(api).getString("items[1].repeats"))
                .isEqualTo(told.jsonPath().getString("release"));
        assertThat(register(api).prettify()).doesNotContain("KTM", "MDZ");
    }

    private static JsonPath register(MeetingApi api) {
        return api.as("ursula", "unblinded-statistician")
                .get(api.path("/key-releases"))
                .jsonPath();
    }
}
