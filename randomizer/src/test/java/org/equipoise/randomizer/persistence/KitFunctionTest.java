package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.KitTrial;
import org.equipoise.randomizer.RandomizerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No allocation without a kit, no kit without an allocation, and no kit twice: overlapping, interrupted or many. */
@RandomizerTest
class KitFunctionTest {

    private static final int CLIENTS = 64;
    private static final String STRATUM = "site=01,madrsBand=GE35";

    private final KitTrial trial = new KitTrial();
    private final String here = " WHERE study = '" + trial.study().id() + "'";
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private Connection first;

    @BeforeEach
    void open() throws SQLException {
        first = Database.asService();
        first.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        clients.shutdownNow();
        first.close();
    }

    @Test
    void aProposalForAPositionThatIsTakenIsStaleAndWritesNothing() throws Exception {
        trial.active().supplied("01", 2);
        assertThat(randomize(first, "S-1", 2, kits().get(0))).isEqualTo("stale");
        first.commit();
        nothingHappened();
    }

    @Test
    void aProposalWithAKitThatIsNotFreeAtTheSiteIsStaleAndWritesNothing() throws Exception {
        trial.active().supplied("01", 2).supplied("02", 1);
        String elsewhere = Database.text("SELECT kit FROM kit" + here + " AND place = 'site/02' LIMIT 1");
        for (String kit : List.of(elsewhere, "K0000000")) {
            assertThat(randomize(first, "S-1", 1, kit)).isEqualTo("stale");
            first.commit();
        }
        nothingHappened();
    }

    @Test
    void withoutAProposalTheAnswerIsThatKitsAreOut() throws Exception {
        trial.active().supplied("01", 2);
        assertThat(randomize(first, "S-1", null, null)).isEqualTo("out-of-kits");
        first.commit();
        nothingHappened();
    }

    @Test
    void theSecondOfTwoWhoWantTheSameKitWaitsAndIsStale() throws Exception {
        trial.active().supplied("01", 2);
        String kit = kits().get(0);
        assertThat(randomize(first, "S-1", 1, kit)).isEqualTo("allocated");
        Future<String> other = waiting("S-2", 1, kit);
        first.commit();
        assertThat(other.get()).isEqualTo("stale");
        assertThat(Database.column("SELECT subject || ' ' || kit FROM dispensing" + here))
                .containsExactly("S-1 " + kit);
        assertThat(Database.column("SELECT subject || ' ' || kit FROM allocation" + here))
                .containsExactly("S-1 " + kit);
    }

    @Test
    void ofAServiceThatDiesBeforeTheCommitNothingIsLeft() throws Exception {
        trial.active().supplied("01", 2);
        String kit = kits().get(0);
        assertThat(randomize(first, "S-1", 1, kit)).isEqualTo("allocated");
        String session;
        try (PreparedStatement me = first.prepareStatement("SELECT pg_backend_pid()");
                ResultSet row = me.executeQuery()) {
            row.next();
            session = row.getString(1);
        }
        Future<String> other = waiting("S-2", 1, kit);
        try (Connection killer = Database.asService();
                PreparedStatement kill = killer.prepareStatement("SELECT pg_terminate_backend(" + session + ")")) {
            kill.execute();
        }
        assertThat(other.get()).isEqualTo("allocated");
        assertThat(Database.column("SELECT subject FROM allocation" + here)).containsExactly("S-2");
        assertThat(Database.column("SELECT subject FROM dispensing" + here)).containsExactly("S-2");
    }

    @Test
    void aStepThatTheTableDoesNotHaveIsRefusedByTheDatabase() throws Exception {
        trial.active().supplied("01", 1);
        try (PreparedStatement statement =
                first.prepareStatement("SELECT outcome FROM account_kits(?, ?::jsonb, 'k', 'f', '{}', now(), '{}')")) {
            statement.setString(1, trial.study().id());
            statement.setString(2, """
                    [{"kit":"%s","action":"lose","from":"available","to":"in-transit","at":"site/01","place":"site/01"}]""".formatted(kits().get(0)));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(statement::executeQuery)
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("23514"));
        }
    }

    @Test
    void manyAtOnceOverFewKitsGetEachItsOwnOrTheSameRefusal() throws Exception {
        trial.active().supplied("01", 10);
        List<Response> answers = atOnce(i -> trial.randomize("S-" + i));
        long allocated = answers.stream().filter(a -> a.statusCode() == 201).count();
        assertThat(allocated).as("one for each set, whatever the arms").isEqualTo(10);
        assertThat(answers.stream().filter(a -> a.statusCode() != 201))
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("out-of-kits"));
        assertThat(answers.stream()
                        .filter(a -> a.statusCode() == 201)
                        .map(a -> a.<String>path("kit"))
                        .distinct())
                .hasSize((int) allocated);
        List<Map<String, String>> arms = trial.study().allocations("a").path("items");
        assertThat(arms)
                .hasSize((int) allocated)
                .allSatisfy(item -> assertThat(trial.type(Database.text(
                                "SELECT kit FROM dispensing" + here + " AND subject = '" + item.get("subject") + "'")))
                        .isEqualTo(item.get("arm")));
        assertThat(trial.stock("01")).isEqualTo(10);
    }

    @Test
    void ofTwoWhoSawTheSameShelfTheSecondIsStaleThoughTheyWantDifferentKits() throws Exception {
        trial.active().supplied("01", 2);
        String shelf = Database.text("SELECT version FROM kit_shelf" + here);
        assertThat(fromShelf(first, "S-1", 1, kits().get(0), shelf)).isEqualTo("allocated");
        first.commit();
        assertThat(fromShelf(first, "S-2", 2, kits().get(1), shelf)).isEqualTo("stale");
        first.commit();
        assertThat(Database.column("SELECT subject FROM allocation" + here)).containsExactly("S-1");
        String now = Database.text("SELECT version FROM kit_shelf" + here);
        assertThat(fromShelf(first, "S-2", 2, kits().get(1), now)).isEqualTo("allocated");
        first.commit();
        assertThat(Database.column("SELECT subject FROM dispensing" + here + " ORDER BY turn"))
                .containsExactly("S-1", "S-2");
    }

    @Test
    void dosesStandInTheOrderInWhichTheyWereGivenWhateverTheClockSays() throws Exception {
        trial.active().supplied("01", 4);
        trial.randomize("S-1").then().statusCode(201);
        trial.dispense("S-1", "D2", "k").then().statusCode(201);
        String shelf = Database.text("SELECT version FROM kit_shelf" + here);
        String free = Database.text("SELECT kit FROM kit" + here + " AND state = 'available' ORDER BY kit LIMIT 1");
        try (PreparedStatement late =
                first.prepareStatement("SELECT outcome FROM dispense_kit(?, 'S-1', 'D3', 1, '01', ?, ?::bigint, NULL, "
                        + "'[]', 'late', 'f', '{}', '2020-01-01T00:00:00Z', '{}')")) {
            late.setString(1, trial.study().id());
            late.setString(2, free);
            late.setString(3, shelf);
            try (ResultSet row = late.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("done");
            }
        }
        first.commit();
        assertThat(trial.study()
                        .atSite("01", "rater")
                        .get(trial.study().path("/subjects/S-1/dispensings"))
                        .<List<String>>path("items.dose"))
                .containsExactly("RANDOMIZATION", "D2", "D3");
    }

    @Test
    void manyRetriesOfOneDispensingGiveOneKit() throws Exception {
        trial.active().supplied("01", 10);
        trial.randomize("S-1").then().statusCode(201);
        List<Response> same = atOnce(i -> trial.dispense("S-1", "D2", "the-key"));
        assertThat(same.stream().map(Response::asString).distinct().count()).isEqualTo(1);
        List<Response> others = atOnce(i -> trial.dispense("S-1", "D3", "key-" + i));
        assertThat(others.stream().filter(a -> a.statusCode() == 201)).hasSize(1);
        assertThat(others.stream().filter(a -> a.statusCode() != 201))
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("already-dispensed"));
        assertThat(Database.text("SELECT count(*) FROM dispensing" + here)).isEqualTo("3");
    }

    private void nothingHappened() {
        assertThat(Database.text("SELECT count(*) FROM allocation" + here)).isEqualTo("0");
        assertThat(Database.text("SELECT count(*) FROM dispensing" + here)).isEqualTo("0");
        assertThat(Database.column("SELECT DISTINCT state FROM kit" + here)).containsExactly("available");
        assertThat(Database.text("SELECT count(*) FROM audit_entry" + here + " AND entry LIKE '%kit-dispense%'"))
                .isEqualTo("0");
    }

    private List<String> kits() {
        return Database.column("SELECT kit FROM kit" + here + " AND place = 'site/01' ORDER BY kit");
    }

    private Future<String> waiting(String subject, Integer position, String kit) {
        Future<String> result = clients.submit(() -> {
            try (Connection connection = Database.asService()) {
                return randomize(connection, subject, position, kit);
            }
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !Database.column("SELECT pid FROM pg_locks WHERE NOT granted")
                        .isEmpty());
        assertThat(result).isNotDone();
        return result;
    }

    private String randomize(Connection connection, String subject, Integer position, String kit) throws SQLException {
        return randomize(connection, subject, position, kit, "randomize(%s)");
    }

    private String fromShelf(Connection connection, String subject, Integer position, String kit, String shelf)
            throws SQLException {
        return randomize(connection, subject, position, kit, "randomize_from_shelf(%s, " + shelf + ")");
    }

    private String randomize(Connection connection, String subject, Integer position, String kit, String call)
            throws SQLException {
        String list = Database.text("SELECT list FROM randomization_list" + here);
        try (PreparedStatement statement = connection.prepareStatement("SELECT outcome FROM "
                + call.formatted("?, ?, ?, ?, '01', ?, 'f', false, '2026-03-01T09:40:00Z', "
                        + "'{\"actor\":\"a\"}', ?::integer, ?"))) {
            statement.setString(1, trial.study().id());
            statement.setString(2, list);
            statement.setString(3, STRATUM);
            statement.setString(4, subject);
            statement.setString(5, "key of " + subject);
            statement.setString(6, position == null ? null : position.toString());
            statement.setString(7, kit);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private List<Response> atOnce(IntFunction<Response> request) throws Exception {
        List<Future<Response>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            running.add(clients.submit(() -> request.apply(number)));
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }
}
