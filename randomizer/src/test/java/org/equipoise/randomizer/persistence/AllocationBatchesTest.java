package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
