package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caps that 64 clients try to pass at once, and pauses. */
@RandomizerTest
class AllocationGateTest {

    private static final int CLIENTS = 64;

    private final TestStudy study = new TestStudy();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @Test
    void theCapsOfStratumSiteAndStudyHoldTogetherForSixtyFourClients() throws Exception {
        study.active(
                plan("\"study\":26,\"site\":20,\"site:02\":9,\"stratum\":14,\"stratum:site=01,madrsBand=LT35\":7"));
        Map<String, Long> answers =
                atOnce(i -> randomize("X-" + i, i % 2 == 0 ? "01" : "02", i % 4 < 2 ? "LT35" : "GE35"));
        // at most 20 at site 01, 9 at site 02, and 26 of these 29 in the study
        assertThat(count("true")).isEqualTo(26);
        assertThat(count("site = '01'")).isBetween(17L, 20L);
        assertThat(count("site = '02'")).isBetween(6L, 9L);
        assertThat(count("stratum = 'site=01,madrsBand=LT35'")).isLessThanOrEqualTo(7);
        assertThat(count("stratum = 'site=01,madrsBand=GE35'")).isLessThanOrEqualTo(14);
        assertThat(answers.get("201")).isEqualTo(26);
        assertThat(answers)
                .containsKeys("201", "cap-reached")
                .as("one of the caps stopped each of the others")
                .satisfies(all -> assertThat(
                                all.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(CLIENTS));
    }

    @Test
    void theStudysCapHoldsForSixtyFourClientsWhileSitesHaveRoom() throws Exception {
        study.active(plan("\"study\":17,\"site\":40"));
        assertThat(atOnce(i -> randomize("X-" + i, i % 2 == 0 ? "01" : "02", "LT35")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("201", 17L, "cap-reached", CLIENTS - 17L));
        assertThat(Database.column("SELECT (entry::jsonb ->> 'percent') || '%' FROM audit_entry WHERE study = '"
                        + study.id() + "' AND entry::jsonb ->> 'action' = 'cap-warning' ORDER BY seq"))
                .as("each warning once")
                .containsExactly("80%", "95%", "100%");
    }

    @Test
    void aPausedSiteAndAPausedStudyRandomizeNobodyUntilTheyGoOn() throws SQLException {
        study.active(plan("\"study\":100"));
        setStatus("01", "paused");
        assertThat(cause(randomize("A", "01", "LT35"))).isEqualTo("site-paused");
        assertThat(cause(randomize("B", "02", "LT35"))).isEqualTo("201");
        setStatus(null, "paused");
        assertThat(cause(randomize("C", "02", "LT35"))).isEqualTo("study-paused");
        setStatus("01", "active");
        setStatus(null, "active");
        assertThat(cause(randomize("A", "01", "LT35"))).isEqualTo("201");
    }

    @Test
    void sitesOfAPlanThatSaysSoOpenWhenTheyAreActivated() throws SQLException {
        study.active(plan("\"study\":100").replace("\"eligibility\"", "\"sitesStart\":\"inactive\",\"eligibility\""));
        assertThat(cause(randomize("A", "01", "LT35"))).isEqualTo("site-not-active");
        setStatus("01", "active");
        assertThat(cause(randomize("A", "01", "LT35"))).isEqualTo("201");
        assertThat(cause(randomize("B", "02", "LT35"))).isEqualTo("site-not-active");
    }

    @Test
    void afterAPauseIsAnsweredNoAllocationIsUnderWay() throws Exception {
        study.active(plan("\"study\":100"));
        try (Connection first = Database.asService()) {
            first.setAutoCommit(false);
            randomizeHeldOpen(first);
            Future<?> pause = clients.submit(() -> {
                setStatus("01", "paused");
                return null;
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !Database.column("SELECT pid FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            assertThat(pause.isDone()).isFalse();
            first.commit();
            pause.get();
        }
        assertThat(count("site = '01'")).isEqualTo(1);
        assertThat(cause(randomize("A", "01", "LT35"))).isEqualTo("site-paused");
    }

    private static String plan(String caps) {
        return TestStudy.plan(60, 156, "external").replace("\"study\":156", caps);
    }

    private Response randomize(String subject, String site, String band) {
        return study.as("coordinator")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("subject", subject, "site", site, "strata", Map.of("madrsBand", band)))
                .post(study.path("/randomizations"));
    }

    private void randomizeHeldOpen(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT outcome FROM randomize(?, (SELECT list FROM randomization_list WHERE study = ?), "
                        + "'site=01,madrsBand=LT35', 'S-1', '01', 'k', 'f', false, now(), '{}')")) {
            statement.setString(1, study.id());
            statement.setString(2, study.id());
            statement.executeQuery();
        }
    }

    private static String cause(Response answer) {
        return answer.statusCode() == 201 ? "201" : answer.path("cause");
    }

    private void setStatus(String site, String status) throws SQLException {
        try (Connection connection = Database.asService();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT set_enrolment_status(?, ?, ?, 'a reason', 'p', 'p', ?, 'f', now(), '{}')")) {
            statement.setString(1, study.id());
            statement.setString(2, site);
            statement.setString(3, status);
            statement.setString(4, UUID.randomUUID().toString());
            statement.executeQuery();
        }
    }

    private long count(String condition) {
        return Long.parseLong(
                Database.text("SELECT count(*) FROM allocation WHERE study = '" + study.id() + "' AND " + condition));
    }

    private Map<String, Long> atOnce(IntFunction<Response> request) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            running.add(clients.submit(() -> request.apply(number)));
        }
        List<String> causes = new ArrayList<>();
        for (Future<Response> answer : running) {
            causes.add(cause(answer.get()));
        }
        return causes.stream().collect(Collectors.groupingBy(cause -> cause, Collectors.counting()));
    }
}
