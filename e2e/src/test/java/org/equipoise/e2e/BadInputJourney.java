package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad input gets a problem detail that says what to do, and changes nothing. */
@ExtendWith(SharedSystem.class)
class BadInputJourney {

    private static final String RANDOMIZE = "/api/randomizer/studies/" + MinimalStudy.NAME + "/randomizations";

    private final SharedSystem system;
    private final MinimalStudy study;
    private String before;

    BadInputJourney(SharedSystem system) {
        this.system = system;
        this.study = system.minimalStudy();
    }

    @BeforeEach
    void rememberTheState() {
        before = state();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(state()).isEqualTo(before);
    }

    private String state() {
        Api monitor = system.as("mona.monitor");
        return monitor.get(MinimalStudy.ECRF + "/subjects?limit=200").body()
                + monitor.get(RANDOMIZE + "?limit=200").body();
    }

    private static void isProblem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
        assertThat(answer.json().path("fix").asText()).isNotBlank();
    }

    private Api.Answer randomize(String body) {
        return system.as("clara.coordinator")
                .post(RANDOMIZE, body, UUID.randomUUID().toString());
    }

    @Test
    void anUnknownStudy() {
        isProblem(
                system.as("clara.coordinator")
                        .post("/api/randomizer/studies/NO-SUCH/randomizations", "{\"subject\":\"01-001\"}", "k"),
                404,
                "not-found");
    }

    @Test
    void anUnknownSubject() {
        isProblem(randomize("{\"subject\":\"01-998\"}"), 404, "not-found");
    }

    @Test
    void aSubjectThatIsNotEligible() {
        String subject = study.screenedSubject();
        before = state();

        Api.Answer answer = randomize("{\"subject\":\"" + subject + "\"}");

        isProblem(answer, 422, "not-eligible");
        assertThat(answer.json().path("reasons")).isNotEmpty();
    }

    @Test
    void stratificationValuesThatWereTypedInsteadOfCaptured() {
        String subject = study.screenedSubject();
        before = state();

        isProblem(randomize("{\"subject\":\"" + subject + "\",\"strata\":{\"site\":\"01\"}}"), 400, "invalid-value");
    }

    @Test
    void aBodyThatIsNoJson() {
        isProblem(randomize("{\"subject\": "), 400, "malformed-json");
    }

    @Test
    void aBodyOfElevenMegabytes() {
        isProblem(randomize("{\"subject\":\"" + "0".repeat(11 * 1024 * 1024) + "\"}"), 413, "body-too-large");
    }

    @Test
    void noIdempotencyKey() {
        isProblem(
                system.as("clara.coordinator").send("POST", RANDOMIZE, "{\"subject\":\"01-001\"}", Map.of()),
                400,
                "idempotency-key-missing");
    }

    @Test
    void noTokenAndAForgedToken() {
        String token = system.token("clara.coordinator");
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "c2lnbmF0dXJl";

        isProblem(new Api(system.address(), null).get(RANDOMIZE), 401, "unauthenticated");
        isProblem(new Api(system.address(), forged).get(RANDOMIZE), 401, "unauthenticated");
    }

    @Test
    void anotherSitesSubject() {
        isProblem(system.as("clara.coordinator.02").get(MinimalStudy.ECRF + "/subjects/01-001"), 404, "not-found");
        isProblem(
                system.as("clara.coordinator.02").get("/api/ecrf/studies/" + SharedSystem.STUDY + "/subjects/01-001"),
                404,
                "not-found");
    }

    @Test
    void aFormWithAnItemThatDoesNotExistAndAValueOutOfRange() {
        String subject = study.screenedSubject();
        before = state();

        Api.Answer answer = system.as("rita.rater")
                .enter(
                        MinimalStudy.visit(subject, "VISIT1"),
                        "{\"occurredAt\":\"" + MinimalStudy.daysAgo(3)
                                + "\",\"values\":{\"CAN_WALK\":true,\"CONSENTED\":true,\"ENERGY\":99,\"SURPRISE\":1}}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.body()).contains("ENERGY", "99", "SURPRISE");
    }
}
