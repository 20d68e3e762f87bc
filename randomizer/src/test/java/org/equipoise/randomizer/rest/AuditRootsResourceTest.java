package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class AuditRootsResourceTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void aTrial() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
    }

    @Test
    void rootsAreSignedOnDemandOnceAKey() {
        String first = sign("k").then().statusCode(201).extract().asString();
        assertThat(sign("k").asString()).isEqualTo(first);
        sign("other").then().body("seq", equalTo(2)).body("changed", hasSize(0));
        study.as("data-manager")
                .get(study.path("/audit/roots?after=1"))
                .then()
                .statusCode(200)
                .body("items.seq", contains(2));
        study.as("data-manager")
                .get(study.path("/audit/roots?newestFirst=true&limit=1"))
                .then()
                .statusCode(200)
                .body("items.seq", contains(2))
                .body("next", equalTo("2"));
        study.as("data-manager")
                .get(study.path("/audit/roots?newestFirst=true&after=2"))
                .then()
                .body("items.seq", contains(1));
    }

    /** With what HTTP gives a monitor: the export, the roots and the keys. */
    @Test
    void theExportCanBeVerifiedWithoutTheDatabase() throws JsonProcessingException {
        study.allocations("a-1").then().statusCode(200);
        sign("k").then().statusCode(201);
        RootKeys keys = study.as("monitor").get(study.path("/audit/keys")).as(RootKeys.class);
        AuditRoot root = JSON.readValue(sign("k").asString(), AuditRoot.class);
        AuditVerifier verifier =
                new AuditVerifier(study.id(), study.id() + "/unblinding-register", keys, List.of(root));
        String export = study.as("monitor").get(study.path("/audit/export")).asString();
        assertThat(export).doesNotContain("a-1", "unblinding-register");
        for (String line : export.strip().split("\n", -1)) {
            var entry = JSON.readTree(line);
            verifier.accept(new StoredEntry(
                    entry.get("stream").asText(),
                    entry.get("seq").asLong(),
                    entry.get("entry").toString(),
                    entry.get("previousHash").asText(),
                    entry.get("hash").asText()));
        }
        AuditVerifier.Report report = verifier.finish(List.of());
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(3);
    }

    /** The commitment cannot be tried out as the plan's plain hash could. */
    @Test
    void theTrailHoldsNoHashOfThePlanThatCouldBeGuessed() {
        String hash = Database.text("SELECT content_hash FROM plan WHERE study = '" + study.id() + "'");
        String trail = study.as("monitor").get(study.path("/audit")).asString();
        assertThat(trail).contains("contentCommitment").doesNotContain("contentHash", hash);
    }

    /** An entry with a smaller number that commits late must not be passed over by who reads page by page. */
    @Test
    void aReaderWaitsForWhoeverIsStillWriting() throws Exception {
        try (Connection slow = Database.asOwner();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("SELECT append_audit('" + study.id() + "', 'late', now(), '{\"action\":\"late\"}')");
            append("quick");
            CompletableFuture<List<String>> reader = CompletableFuture.supplyAsync(this::actions);
            waitUntilSomebodyWaitsForTheLock();
            assertThat(reader).isNotDone();
            slow.commit();
            assertThat(reader.get(10, TimeUnit.SECONDS)).endsWith("late", "quick");
        }
    }

    private void waitUntilSomebodyWaitsForTheLock() {
        Awaitility.await()
                .until(() -> !Database.column("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .isEmpty());
    }

    private void append(String action) throws SQLException {
        try (Connection connection = Database.asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT append_audit('" + study.id() + "', '" + action + "', now(), '{\"action\":\""
                    + action + "\"}')");
        }
    }

    private List<String> actions() {
        return new ArrayList<>(study.as("monitor").get(study.path("/audit")).path("items.entry.action"));
    }

    private Response sign(String key) {
        return study.as("monitor").header("Idempotency-Key", key).post(study.path("/audit/roots"));
    }
}
