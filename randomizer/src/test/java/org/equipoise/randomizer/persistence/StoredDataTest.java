package org.equipoise.randomizer.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RandomizerTest
class StoredDataTest {

    private static final String NO_RIGHT = "42501";
    private static final String APPEND_ONLY = "23001";

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void aRunningTrial() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
        study.randomizeEligible("01-002").then().statusCode(201);
        study.allocations("a-1").then().statusCode(200);
        study.atSite("01", "investigator")
                .header("Idempotency-Key", "break")
                .body(Map.of(
                        "category", "overdose", "reason", "Perhaps KTM, ketamine", "alsoTold", List.of("midazolam")))
                .post(study.path("/subjects/01-001/code-breaks"))
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "randomization_list",
                "list_extension",
                "list_entry",
                "test_allocation",
                "enrolment_status",
                "cap_warning",
                "randomization_correction",
                "allocation",
                "idempotent_request",
                "audit_entry",
                "unblinding_register",
                "code_break",
                "code_break_confirmation",
                "study_unblinding",
                "study_unblinding_approval",
                "audit_root",
                "audit_root_seal",
                "audit_salt"
            })
    void recordsCanNeitherBeChangedNorRemovedByTheServiceOrTheOwner(String table) {
        String column = Database.text("SELECT column_name FROM information_schema.columns WHERE table_name = '" + table
                + "' AND is_identity = 'NO' LIMIT 1");
        for (String change : List.of(
                "UPDATE " + table + " SET " + column + " = " + column,
                "DELETE FROM " + table,
                "TRUNCATE " + table + " CASCADE")) {
            assertThat(failure(true, change)).as("owner: " + change).isEqualTo(APPEND_ONLY);
            assertThat(failure(false, change)).as("service: " + change).isEqualTo(NO_RIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT arm FROM list_entry",
                "SELECT seed FROM randomization_list",
                "SELECT seed FROM list_extension",
                "SELECT allocation_gate('S', 'l', 's', '01')",
                "SELECT * FROM randomization_list",
                "SELECT * FROM stratum_counter",
                "UPDATE stratum_counter SET taken = 0",
                "UPDATE audit_head SET hash = ''",
                "UPDATE study_key SET wrapped_keyset = ''",
                "UPDATE outbox SET subject = ''",
                "DELETE FROM outbox",
                "INSERT INTO audit_entry (study, stream, seq, at, entry, previous_hash, hash) "
                        + "VALUES ('S', 's', 1, now(), '{}', '', '')",
                "INSERT INTO allocation SELECT * FROM allocation",
                "SELECT append_audit('S', 's', now(), '{}')",
                "CREATE TABLE own (a int)",
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL"
            })
    void theServicesOwnRoleHasNoRightTo(String statement) {
        assertThat(failure(false, statement)).isEqualTo(NO_RIGHT);
    }

    @Test
    void noArmStandsAnywhereInACopyOfTheDatabase() {
        StringBuilder dump = new StringBuilder();
        for (String table : Database.column("SELECT table_name FROM information_schema.tables "
                + "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
            Database.column("SELECT t::text FROM " + table + " t").forEach(dump::append);
        }
        // codes as words of their own, and whole names: three letters turn up by chance in any long ciphertext
        assertThat(dump.toString())
                .contains("01-001", study.id())
                .doesNotContainPattern("(?i)(?<![a-z0-9+/])(KTM|MDZ)(?![a-z0-9+/])")
                .doesNotContainIgnoringCase("ketamine", "midazolam")
                .doesNotContainIgnoringCase(hex("\"KTM\""), hex("\"MDZ\""), hex("Ketamine"), hex("Midazolam"));
    }

    @Test
    void equalArmsLookDifferentAndAllAreEquallyLong() {
        List<String> arms = Database.column("SELECT encode(e.arm, 'hex') FROM list_entry e JOIN randomization_list l "
                + "ON l.list = e.list WHERE l.study = '" + study.id() + "'");
        assertThat(arms).hasSize(240).doesNotHaveDuplicates();
        assertThat(new HashSet<>(arms.stream().map(String::length).toList())).hasSize(1);
    }

    @Test
    void theSeedAndThePlanAreStoredEncrypted() {
        assertThat(Integer.parseInt(Database.text(
                        "SELECT length(seed) FROM randomization_list WHERE study = '" + study.id() + "'")))
                .as("32 bytes and what encryption adds")
                .isGreaterThan(32);
        assertThat(Database.text("SELECT encode(definition, 'escape') FROM plan WHERE study = '" + study.id() + "'"))
                .doesNotContain("permuted", "KTM");
    }

    /** Status of the failure of a statement, or nothing if it succeeds. */
    private static String failure(boolean owner, String statement) {
        SQLException failure = assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(owner, statement))
                .actual();
        return failure.getSQLState();
    }

    private static void execute(boolean owner, String sql) throws SQLException {
        try (Connection connection = owner ? Database.asOwner() : Database.asService();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(sql);
            } finally {
                connection.rollback();
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
