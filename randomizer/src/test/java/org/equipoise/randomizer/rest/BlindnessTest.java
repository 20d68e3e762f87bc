package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.equipoise.platform.security.Role;
import org.equipoise.randomizer.EcrfStub;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.Test;

/** Two trials that differ in their arms only look the same to every blinded role, and in the log. */
@RandomizerTest
class BlindnessTest {

    private static final String[] ARMS = {"KTM", "MDZ", "Ketamine", "Midazolam"};
    private static final String SWAPPED = TestStudy.plan()
            .replace("KTM", "X")
            .replace("MDZ", "KTM")
            .replace("\"X\"", "\"MDZ\"")
            .replace("Ketamine 0.5 mg/kg", "Y")
            .replace("Midazolam 0.045 mg/kg", "Ketamine 0.5 mg/kg")
            .replace("\"Y\"", "\"Midazolam 0.045 mg/kg\"");

    private static final List<String> PATHS = List.of(
            "/plan",
            "/randomizations",
            "/randomizations/01-001",
            "/randomizations/01-001/corrections",
            "/enrolment",
            "/sites",
            "/status-history",
            "/messages",
            "/test-randomizations",
            "/revealed-list?reason=r",
            "/allocations?analysis=a",
            "/unblinding-register",
            "/code-breaks",
            "/unblinding",
            "/unblinding/allocations",
            "/unblinding/list",
            "/audit",
            "/audit/roots",
            "/audit/export");

    @Test
    void noBlindedRoleCanTellTwoTrialsApartByTheirArms() {
        List<String> one = whatBlindedPeopleSee(TestStudy.plan());
        List<String> other = whatBlindedPeopleSee(SWAPPED);
        assertThat(other).isEqualTo(one).hasSizeGreaterThan(100);
        assertThat(String.join("\n", one)).contains("randomizationNumber").doesNotContainIgnoringCase(ARMS);
    }

    @Test
    void theLogNamesNoArm() {
        Recorder recorder = new Recorder();
        Logger root = Logger.getLogger("");
        root.addHandler(recorder);
        try {
            whatBlindedPeopleSee(TestStudy.plan());
            TestStudy faulty = new TestStudy();
            faulty.publish("1", TestStudy.plan().replace("\"ratio\":1", "\"ratio\":0"));
            faulty.publish("1", TestStudy.plan().replace("}", ""));
        } finally {
            root.removeHandler(recorder);
        }
        assertThat(String.join("\n", recorder.lines))
                .contains("Randomized subject 01-001")
                .doesNotContainIgnoringCase(ARMS);
    }

    /** Plays a small trial, then asks as every blinded role for everything. */
    private static List<String> whatBlindedPeopleSee(String plan) {
        TestStudy study = new TestStudy();
        List<String> seen = new ArrayList<>();
        study.publish("1", plan).then().statusCode(201);
        study.activate("1", "activation").then().statusCode(201);
        for (int i = 1; i <= 8; i++) {
            seen.add(masked(study, study.randomizeEligible("01-00" + i)));
        }
        seen.add(masked(study, study.randomizeEligible("01-001")));
        for (String status : List.of("paused", "active")) {
            seen.add(masked(study, write(study, "data-manager", status).put(study.path("/sites/01/status"))));
            seen.add(masked(study, study.randomizeEligible("01-009")));
        }
        seen.add(masked(
                study, write(study, "data-manager", null).post(study.path("/randomizations/01-002/error-mark"))));
        EcrfStub.notEligible(study.id(), "01-010", "a reason");
        seen.add(masked(study, study.randomize("01-010", "key")));
        study.allocations("analysis").then().statusCode(200);
        study.atSite("01", "investigator")
                .header("Idempotency-Key", "break")
                .body(Map.of("category", "overdose", "reason", "Was it ketamine, KTM, or MDZ?"))
                .post(study.path("/subjects/01-002/code-breaks"))
                .then()
                .statusCode(201);
        study.as("monitor")
                .header("Idempotency-Key", "root")
                .post(study.path("/audit/roots"))
                .then()
                .statusCode(201);
        Stream.of(Role.values()).filter(Role::blinded).forEach(role -> {
            PATHS.forEach(path -> seen.add(
                    role + " " + path + " " + masked(study, study.as(role.id()).get(study.path(path)))));
            seen.add(masked(
                    study,
                    study.as(role.id())
                            .header("Idempotency-Key", "other")
                            .body(Map.of("subject", "01-001"))
                            .post(study.path("/randomizations"))));
        });
        return seen;
    }

    private static RequestSpecification write(TestStudy study, String role, String status) {
        Map<String, String> body =
                status == null ? Map.of("reason", "a reason") : Map.of("reason", "a reason", "status", status);
        return study.as(role).header("Idempotency-Key", "key of " + status).body(body);
    }

    /** Status, the headers that are not about the moment, and the body, without what is declared to be random. */
    static String masked(TestStudy study, Response answer) {
        String headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .filter(header -> !header.getName().equalsIgnoreCase("content-length"))
                .map(Object::toString)
                .sorted()
                .toList()
                .toString();
        return answer.statusCode()
                + headers
                + answer.asString()
                        .replace(study.id(), "STUDY")
                        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID")
                        .replaceAll("[0-9a-f]{64}", "HASH")
                        .replaceAll("\"signature\":\"[^\"]+\"", "SIGNATURE")
                        .replaceAll("[RK]\\d{7}", "NUMBER")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                        .replaceAll("\"(unconfirmedSeconds|delivered|waiting|parked)\":\\d+", "COUNT")
                        .replaceAll("\"(id|next)\":\"?\\d+\"?", "ID");
    }

    private static final class Recorder extends Handler {

        private final List<String> lines = new ArrayList<>();

        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage() + " "
                    + (line.getParameters() == null ? "" : List.of(line.getParameters())) + " " + line.getThrown());
        }

        @Override
        public void flush() {
            // lines are kept as they come
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
