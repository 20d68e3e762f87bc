package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two allocations that overlap, made to overlap: the first is held open before its commit, and the second must find out
 * what became of it.
 */
@RandomizerTest
class AllocationFunctionTest {

    private static final String LOW_01 = "site=01,madrsBand=LT35";
    private static final String HIGH_02 = "site=02,madrsBand=GE35";

    private final TestStudy study = new TestStudy();
    private final ExecutorService second = Executors.newSingleThreadExecutor();
    private Connection first;

    @BeforeEach
    void open() throws SQLException {
        first = Database.asService();
        first.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        second.shutdownNow();
        first.close();
    }

    @Test
    void theSameRequestWaitsForTheFirstAndGetsItsAnswer() throws Exception {
        study.active();
        String number = number(randomize(first, LOW_01, "S-1", "k", "f"));
        Future<String> other = waiting(LOW_01, "S-1", "k", "f");
        first.commit();
        assertThat(other.get()).isEqualTo("replayed " + number);
        assertThat(allocated()).isEqualTo("1");
    }

    @Test
    void theSameSubjectUnderAnotherKeyAndInAnotherStratumIsRandomizedAlready() throws Exception {
        study.active();
        String number = number(randomize(first, LOW_01, "S-1", "k", "f"));
        Future<String> other = waiting(HIGH_02, "S-1", "j", "g");
        first.commit();
        assertThat(other.get()).isEqualTo("already-randomized " + number);
        assertThat(allocated()).isEqualTo("1");
    }

    @Test
    void theSameKeyForAnotherSubjectInAnotherStratumIsRefused() throws Exception {
        study.active();
        randomize(first, LOW_01, "S-1", "k", "f");
        Future<String> other = waiting(HIGH_02, "S-2", "k", "g");
        first.commit();
        assertThat(other.get()).isEqualTo("key-reused null");
        assertThat(allocated()).isEqualTo("1");
    }

    @Test
    void theSecondGetsThePositionThatTheFirstGaveUp() throws Exception {
        study.active();
        String number = number(randomize(first, LOW_01, "S-1", "k", "f"));
        Future<String> other = waiting(LOW_01, "S-2", "j", "g");
        first.rollback();
        assertThat(other.get()).isEqualTo("allocated " + number);
    }

    @Test
    void nearTheCapTheSecondWaitsAndIsRefused() throws Exception {
        study.active(TestStudy.plan(60, 1, "ecrf"));
        randomize(first, LOW_01, "S-1", "k", "f");
        Future<String> other = waiting(HIGH_02, "S-2", "j", "g");
        first.commit();
        assertThat(other.get()).isEqualTo("cap-reached null");
        assertThat(allocated()).isEqualTo("1");
    }

    @Test
    void farFromTheCapStrataDoNotWaitForEachOther() throws Exception {
        study.active();
        randomize(first, LOW_01, "S-1", "k", "f");
        try (Connection connection = Database.asService()) {
            assertThat(randomize(connection, HIGH_02, "S-2", "j", "g")).startsWith("allocated R");
        }
        first.commit();
        assertThat(allocated()).isEqualTo("2");
    }

    @Test
    void aLaterPositionNeverHasAnEarlierTime() throws Exception {
        study.active();
        randomizeAt(first, "2026-03-01T10:00:00Z", LOW_01, "S-1", "k", "f");
        first.commit();
        randomizeAt(first, "2026-03-01T09:00:00Z", LOW_01, "S-2", "j", "g");
        first.commit();
        assertThat(Database.column(
                        "SELECT to_char(randomized_at AT TIME ZONE 'UTC', 'HH24:MI') FROM allocation WHERE study = '"
                                + study.id() + "' ORDER BY position"))
                .containsExactly("10:00", "10:00");
    }

    @Test
    void anUnknownStratumOrAnotherStudysListGivesNothing() throws Exception {
        study.active();
        assertThat(randomize(first, "site=09,madrsBand=LT35", "S-1", "k", "f")).isEqualTo("no-stratum null");
        TestStudy other = new TestStudy().active();
        try (PreparedStatement statement = first.prepareStatement(
                "SELECT outcome FROM randomize(?, ?, ?, 'S-1', '01', 'k', 'f', false, now(), '{}')")) {
            statement.setString(1, study.id());
            statement.setString(2, list(other));
            statement.setString(3, LOW_01);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("no-stratum");
            }
        }
    }

    /** Starts the second allocation and returns when it waits for a lock. */
    private Future<String> waiting(String stratum, String subject, String key, String fingerprint) {
        Future<String> result = second.submit(() -> {
            try (Connection connection = Database.asService()) {
                return randomize(connection, stratum, subject, key, fingerprint);
            }
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !Database.column("SELECT pid FROM pg_locks WHERE NOT granted")
                        .isEmpty());
        assertThat(result).isNotDone();
        return result;
    }

    private String randomize(Connection connection, String stratum, String subject, String key, String fingerprint)
            throws SQLException {
        return randomizeAt(connection, "2026-03-01T09:40:00Z", stratum, subject, key, fingerprint);
    }

    private String randomizeAt(Connection connection, String at, String... request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT outcome, randomization_number "
                + "FROM randomize(?, ?, ?, ?, '01', ?, ?, false, ?::timestamptz, '{\"actor\":\"a\"}')")) {
            statement.setString(1, study.id());
            statement.setString(2, list(study));
            for (int i = 0; i < request.length; i++) {
                statement.setString(i + 3, request[i]);
            }
            statement.setString(request.length + 3, at);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1) + " " + row.getString(2);
            }
        }
    }

    private static String list(TestStudy study) {
        return Database.text("SELECT list FROM randomization_list WHERE study = '" + study.id() + "'");
    }

    private static String number(String answer) {
        assertThat(answer).startsWith("allocated R");
        return answer.substring("allocated ".length());
    }

    private String allocated() {
        return Database.text("SELECT count(*) FROM allocation WHERE study = '" + study.id() + "'");
    }
}
