package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.equipoise.platform.audit.AuditDatabase;
import org.equipoise.platform.audit.AuditFinding;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Report;
import org.equipoise.platform.audit.RootFile;
import org.equipoise.platform.audit.RootKeys;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.equipoise.testing.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database's superuser, whom no trigger and no right holds back, tampers; the verification says where. */
@RandomizerTest
class AuditTamperingTest {

    private final TestStudy study = new TestStudy();
    private String stratum;
    private RootKeys keys;

    @BeforeEach
    void aTrialWithSignedRoots() throws SQLException {
        study.active();
        for (int i = 1; i <= 4; i++) {
            study.randomizeEligible("01-00" + i).then().statusCode(201);
        }
        study.allocations("a-1").then().statusCode(200);
        sign();
        study.randomizeEligible("01-005").then().statusCode(201);
        study.allocations("a-2").then().statusCode(200);
        sign();
        keys = study.as("monitor").get(study.path("/audit/keys")).as(RootKeys.class);
        assertThat(published()).hasSize(2);
        stratum = text(
                "SELECT stream FROM audit_entry WHERE study = '" + study.id() + "' AND stream LIKE '%/list/%' LIMIT 1");
    }

    @Test
    void anHonestTrialIsUntouched() throws SQLException {
        Report report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(9);
        assertThat(report.roots()).isEqualTo(2);
    }

    @Test
    void aChangedEntry() throws SQLException {
        tamper("UPDATE audit_entry SET entry = replace(entry, '01-002', '01-999') WHERE stream = '" + stratum
                + "' AND seq = 2");
        assertFound(Kind.CHANGED, stratum, 2);
    }

    @Test
    void aRemovedEntry() throws SQLException {
        tamper("DELETE FROM audit_entry WHERE stream = '" + stratum + "' AND seq = 3");
        assertFound(Kind.REMOVED, stratum, 3);
    }

    @Test
    void exchangedEntries() throws SQLException {
        tamper("UPDATE audit_entry SET seq = -seq WHERE stream = '" + stratum + "' AND seq IN (2, 3)");
        tamper("UPDATE audit_entry SET seq = 5 + seq WHERE stream = '" + stratum + "' AND seq < 0");
        assertFound(Kind.MOVED, stratum, 2);
    }

    @Test
    void aCutEndWithItsHead() throws SQLException {
        tamper("DELETE FROM audit_entry WHERE stream = '" + stratum + "' AND seq > 3");
        tamper("UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entry WHERE stream = '" + stratum
                + "' AND seq = 3) WHERE stream = '" + stratum + "'");
        assertFound(Kind.REMOVED, stratum, 4);
        assertThat(verify().findings())
                .filteredOn(finding -> finding.place().equals(stratum))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("entries 4 to 5", "root 2"));
    }

    @Test
    void aRewriteOfEverythingWithAllHashesInOrderAndTheRootsGone() throws SQLException {
        tamper("UPDATE audit_entry SET entry = replace(entry, '01-002', '01-999') WHERE stream = '" + stratum
                + "' AND seq = 2");
        tamper(REHASH.formatted(stratum));
        tamper("DELETE FROM audit_root_seal WHERE study = '" + study.id() + "'");
        tamper("DELETE FROM audit_root WHERE study = '" + study.id() + "'");
        assertFound(Kind.REWRITTEN, stratum, 4);
        assertFound(Kind.ROOT, "roots", 1);
        assertThat(verify().findings())
                .as("the chain itself is sound")
                .noneMatch(finding -> finding.place().equals(stratum) && finding.kind() != Kind.REWRITTEN);
    }

    @Test
    void aRewriteWithRootsOfTheForgersOwn() throws SQLException {
        tamper("UPDATE audit_root SET signature = 'AAAA', content = replace(content, '\"seq\":2', '\"seq\":2') "
                + "WHERE study = '" + study.id() + "' AND seq = 2");
        assertFound(Kind.ROOT, "roots", 2);
        assertThat(verify(List.of()).findings())
                .as("without the published copy the signature tells it")
                .anyMatch(finding -> finding.what().contains("no known key"));
    }

    @Test
    void aReadingTakenOutOfTheUnblindingRegister() throws SQLException {
        tamper("DELETE FROM unblinding_register WHERE study = '" + study.id() + "' AND reason = 'a-2'");
        assertFound(Kind.REMOVED, study.id() + "/unblinding-register", 2);
    }

    @Test
    void anAllocationChangedBehindTheAudit() throws SQLException {
        tamper("UPDATE allocation SET kit = 'K0000000' WHERE study = '" + study.id() + "' AND subject = '01-003'");
        assertFound(Kind.CHANGED, "allocation of 01-003", 0);
    }

    private static final String REHASH = """
            DO $rehash$
            DECLARE
                v_entry audit_entry%%ROWTYPE;
                v_hash  text := sha256_hex('%1$s');
            BEGIN
                FOR v_entry IN SELECT * FROM audit_entry WHERE stream = '%1$s' ORDER BY seq LOOP
                    UPDATE audit_entry SET previous_hash = v_hash, hash = sha256_hex(v_hash || E'\\n' || entry)
                    WHERE id = v_entry.id RETURNING hash INTO v_hash;
                END LOOP;
                UPDATE audit_head SET hash = v_hash WHERE stream = '%1$s';
            END
            $rehash$""";

    private void sign() {
        study.as("monitor")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post(study.path("/audit/roots"))
                .then()
                .statusCode(201);
    }

    private void assertFound(Kind kind, String place, long seq) throws SQLException {
        assertThat(verify().findings())
                .extracting(AuditFinding::kind, AuditFinding::place, AuditFinding::seq)
                .contains(tuple(kind, place, seq));
    }

    private Report verify() throws SQLException {
        return verify(published());
    }

    private Report verify(List<AuditRoot> published) throws SQLException {
        try (Connection superuser = superuser()) {
            return new AuditDatabase(superuser, study.id()).verify(keys, published);
        }
    }

    private List<AuditRoot> published() {
        Path directory = Path.of(ConfigProvider.getConfig().getValue("equipoise.audit.roots-dir", String.class));
        Path file = directory.resolve(study.id() + ".jsonl");
        try {
            assertThat(Files.readString(file)).endsWith("\n");
            return new RootFile(file).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(sql);
        }
    }

    private static String text(String sql) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                ConfigProvider.getConfig().getValue(PostgresServer.SUPERUSER_URL, String.class));
    }
}
