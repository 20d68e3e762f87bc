package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.AllocationStore;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that wait for a stratum, made to wait: its row is held while they arrive. */
@RandomizerTest
class AllocationBatchesTest {

    private static final Stratum STRATUM = Stratum.parse("site=01,madrsBand=GE35");
    private static final int WAITING = 20;

    @Inject
    AllocationStore store;

    private final TestStudy study = new TestStudy();
    private Connection holder;

    @BeforeEach
    void hold() throws SQLException {
        holder = Database.asOwner();
        holder.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        holder.close();
    }

    @Test
    void thoseWhoWaitReachTheDiskWithOneCommitInTheOrderOfTheirArrival() throws SQLException {
        study.active();
        holdStratum();
        List<CompletableFuture<AllocationOutcome>> answers = IntStream.rangeClosed(1, WAITING)
                .mapToObj(i -> allocate("S-" + i, "k-" + i))
                .toList();
        assertThat(answers).as("before the commit").noneMatch(CompletableFuture::isDone);
        holder.rollback();
        assertThat(answers.stream().map(CompletableFuture::join))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(AllocationOutcome.Allocated.class));
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s' ORDER BY position"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, WAITING)
                        .mapToObj(i -> "S-" + i)
                        .toList());
        assertThat(column("SELECT DISTINCT xmin FROM allocation WHERE study = '%s'"))
                .as("the first, and all the others together")
                .hasSize(2);
    }

    @Test
    void aRefusalWithinABatchLeavesTheOthersAlone() throws SQLException {
        study.active();
        holdStratum();
        CompletableFuture<AllocationOutcome> first = allocate("S-1", "k-1");
        CompletableFuture<AllocationOutcome> second = allocate("S-2", "k-2");
        CompletableFuture<AllocationOutcome> twice = allocate("S-2", "k-3");
        CompletableFuture<AllocationOutcome> sameKey = allocate("S-4", "k-2");
        CompletableFuture<AllocationOutcome> last = allocate("S-5", "k-5");
        holder.rollback();
        assertThat(first.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(second.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(twice.join()).isInstanceOf(AllocationOutcome.AlreadyRandomized.class);
        assertThat(sameKey.join()).isInstanceOf(AllocationOutcome.KeyReused.class);
        assertThat(last.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(column("SELECT position FROM allocation WHERE study = '%s' ORDER BY position"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void whatTheDatabaseCannotTakeFailsByItself() throws SQLException {
        study.active();
        holdStratum();
        CompletableFuture<AllocationOutcome> first = allocate("S-1", "k-1");
        CompletableFuture<AllocationOutcome> good = allocate("S-2", "k-2");
        CompletableFuture<AllocationOutcome> bad = allocate("S-\u0000", "k-3");
        CompletableFuture<AllocationOutcome> last = allocate("S-4", "k-4");
        holder.rollback();
        assertThat(first.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(good.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(bad.handle((outcome, failure) -> failure).join()).isNotNull();
        assertThat(last.join()).isInstanceOf(AllocationOutcome.Allocated.class);
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s' ORDER BY position"))
                .containsExactly("S-1", "S-2", "S-4");
    }

    @Test
    void theStudysCapHoldsWithinABatch() throws SQLException {
        study.active(TestStudy.plan(60, 7, "external"));
        holdStratum();
        List<CompletableFuture<AllocationOutcome>> answers = IntStream.rangeClosed(1, WAITING)
                .mapToObj(i -> allocate("S-" + i, "k-" + i))
                .toList();
        holder.rollback();
        assertThat(answers.stream().map(CompletableFuture::join).filter(AllocationOutcome.Allocated.class::isInstance))
                .hasSize(7);
        assertThat(column("SELECT subject FROM allocation WHERE study = '%s'")).hasSize(7);
    }

    /** Eight callers beside the service, each with its own stratum's batches, over the same few subjects, keys and sites. */
    @Test
    void batchesOverTheSameSubjectsAndSitesNeverWaitInACircle() throws Exception {
        study.active(TestStudy.plan(60, 100, "external").replace("\"study\":100", "\"study\":100,\"site\":60"));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                int number = caller;
                running.add(callers.submit(() -> batches(number)));
            }
            List<String> failures = new ArrayList<>();
            for (Future<List<String>> done : running) {
                failures.addAll(done.get());
            }
            assertThat(failures).as("SQL states").isEmpty();
        } finally {
            callers.shutdownNow();
        }
        assertThat(column("SELECT sum(taken) FROM stratum_counter c JOIN randomization_list l USING (list) "
                        + "WHERE l.study = '%s'"))
                .isEqualTo(column("SELECT count(*) FROM allocation WHERE study = '%s'"));
    }

    /** What the database gave up, by its SQL state. */
    private List<String> batches(int caller) throws SQLException {
        Random random = new Random(caller);
        String list =
                column("SELECT list FROM randomization_list WHERE study = '%s'").get(0);
        String stratum = "site=0" + (1 + caller % 2) + ",madrsBand=" + (caller % 4 < 2 ? "LT35" : "GE35");
        List<String> failures = new ArrayList<>();
        try (Connection connection = Database.asService()) {
            for (int batch = 0; batch < 15; batch++) {
                int first = 10 * batch;
                try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT outcome FROM randomize_batch(?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb[])")) {
                    statement.setString(1, study.id());
                    statement.setString(2, list);
                    statement.setString(3, stratum);
                    statement.setArray(4, texts(connection, i -> "S-" + (first + random.nextInt(14))));
                    statement.setArray(5, texts(connection, i -> "0" + (1 + random.nextInt(2))));
                    statement.setArray(6, texts(connection, i -> "k-" + (first + random.nextInt(20))));
                    statement.setArray(7, texts(connection, i -> "f-" + random.nextInt(900)));
                    statement.setArray(8, connection.createArrayOf("boolean", filled(false)));
                    statement.setArray(
                            9, connection.createArrayOf("timestamptz", filled(Timestamp.from(Instant.now()))));
                    statement.setArray(10, texts(connection, i -> "{}"));
                    statement.execute();
                } catch (SQLException e) {
                    failures.add(e.getSQLState());
                }
            }
        }
        return failures;
    }

    private static Array texts(Connection connection, IntFunction<String> value) throws SQLException {
        return connection.createArrayOf(
                "text", IntStream.range(0, 8).mapToObj(value).toArray());
    }

    private static Object[] filled(Object value) {
        return Collections.nCopies(8, value).toArray();
    }

    private void holdStratum() throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute("SELECT FROM stratum_counter c JOIN randomization_list l ON l.list = c.list "
                    + "WHERE l.study = '" + study.id() + "' FOR UPDATE OF c");
        }
    }

    private CompletableFuture<AllocationOutcome> allocate(String subject, String key) {
        String list =
                column("SELECT list FROM randomization_list WHERE study = '%s'").get(0);
        AllocationRequest request = new AllocationRequest(
                study.id(),
                list,
                STRATUM,
                subject,
                "01",
                new UniqueRequest(key, "fingerprint of " + subject),
                false,
                Instant.now(),
                Map.of("actor", "tester"));
        return store.allocate(request, Optional.empty()).subscribeAsCompletionStage();
    }

    private List<String> column(String sql) {
        return Database.column(sql.formatted(study.id()));
    }
}
