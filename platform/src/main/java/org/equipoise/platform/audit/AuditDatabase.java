package org.equipoise.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.platform.audit.AuditFinding.Kind;
import org.equipoise.platform.audit.AuditVerifier.Report;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;

/**
 * Verifies the audit of a study in a database, reading all of it at one moment: entries, heads, roots, the unblinding
 * register, and the allocations, which must be what the entries say. The role needs to read these tables; it changes
 * nothing.
 */
public final class AuditDatabase {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final int FETCH = 1000;
    private static final String ENTRIES =
            "SELECT stream, seq, entry, previous_hash, hash FROM audit_entry WHERE study = ? ORDER BY stream, seq, id";
    private static final String REGISTER =
            "SELECT ? || '/unblinding-register', row_number() OVER (ORDER BY id), entry, "
                    + "previous_hash, hash FROM unblinding_register WHERE study = ? ORDER BY id";
    private static final String HEADS = "SELECT stream, seq, hash FROM audit_head WHERE study = ?";
    private static final String ROOTS =
            "SELECT content, previous_hash, hash, key, signature FROM audit_root WHERE study = ? ORDER BY seq";
    private static final String SEALS = "SELECT root, salt, changed FROM audit_root_seal WHERE study = ?";
    private static final Map<String, String> FACTS = Map.of(
            "site", "site",
            "list", "list",
            "stratum", "stratum",
            "randomizationNumber", "randomization_number",
            "kit", "kit",
            "leaf", "leaf");

    private final Connection connection;
    private final String study;

    public AuditDatabase(Connection connection, String study) {
        this.connection = connection;
        this.study = study;
    }

    /**
     * Verifies.
     *
     * @param keys the public keys, from outside the database
     * @param published the published roots, from outside the database
     */
    public Report verify(RootKeys keys, List<AuditRoot> published) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            AuditVerifier verifier = new AuditVerifier(study, study + "/unblinding-register", keys, published, roots());
            verifier.seals(seals());
            Map<String, JsonNode> randomized = new HashMap<>();
            read(ENTRIES, row -> {
                verifier.accept(entry(row));
                remember(row.getString("entry"), randomized);
            });
            read(REGISTER, row -> verifier.accept(entry(row)));
            Report report = verifier.finish(heads());
            List<AuditFinding> findings = new ArrayList<>(report.findings());
            findings.addAll(allocations(randomized));
            return new Report(report.entries(), report.streams(), report.roots(), findings);
        } finally {
            connection.rollback();
        }
    }

    private List<AuditRoot> roots() throws SQLException {
        List<AuditRoot> roots = new ArrayList<>();
        read(ROOTS, row -> roots.add(root(row)));
        return roots;
    }

    private List<Seal> seals() throws SQLException {
        List<Seal> seals = new ArrayList<>();
        read(SEALS, row -> seals.add(new Seal(row.getLong(1), row.getString(2), heads(row.getString(3)))));
        return seals;
    }

    private List<ChainHead> heads() throws SQLException {
        List<ChainHead> heads = new ArrayList<>();
        read(HEADS, row -> heads.add(new ChainHead(row.getString(1), row.getLong(2), row.getString(3))));
        return heads;
    }

    /** Text that is no list of heads opens no commitment. */
    private static List<ChainHead> heads(String text) {
        try {
            return JSON.readerForListOf(ChainHead.class).readValue(text);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static StoredEntry entry(ResultSet row) throws SQLException {
        return new StoredEntry(row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5));
    }

    /** A root whose content is not even JSON becomes one that fits nothing. */
    private AuditRoot root(ResultSet row) throws SQLException {
        try {
            JsonNode content = JSON.readTree(row.getString("content"));
            ((ObjectNode) content)
                    .put("previousHash", row.getString("previous_hash"))
                    .put("hash", row.getString("hash"))
                    .put("key", row.getString("key"))
                    .put("signature", row.getString("signature"));
            return JSON.treeToValue(content, AuditRoot.class);
        } catch (JsonProcessingException | ClassCastException e) {
            return new AuditRoot(study, 0, null, 0, List.of(), "", "", "", row.getString("hash"), "", "");
        }
    }

    private static void remember(String text, Map<String, JsonNode> randomized) {
        try {
            JsonNode entry = JSON.readTree(text);
            if (entry.path("action").asText().equals("randomize")) {
                randomized.put(entry.path("subject").asText(), entry);
            }
        } catch (JsonProcessingException e) {
            // the verifier names it
        }
    }

    private List<AuditFinding> allocations(Map<String, JsonNode> randomized) throws SQLException {
        List<AuditFinding> findings = new ArrayList<>();
        if (!exists("allocation")) {
            return findings;
        }
        TreeSet<String> left = new TreeSet<>(randomized.keySet());
        read("SELECT * FROM allocation WHERE study = ? ORDER BY subject", row -> {
            String subject = row.getString("subject");
            left.remove(subject);
            JsonNode entry = randomized.get(subject);
            if (entry == null) {
                findings.add(allocation(Kind.MOVED, subject, "no entry tells of this randomization"));
                return;
            }
            for (Map.Entry<String, String> fact : FACTS.entrySet()) {
                String told = entry.path(fact.getKey()).asText(null);
                if (told != null && !told.equals(row.getString(fact.getValue()))) {
                    findings.add(allocation(
                            Kind.CHANGED, subject, fact.getKey() + " is not what was written when it was randomized"));
                }
            }
        });
        left.forEach(subject ->
                findings.add(allocation(Kind.REMOVED, subject, "entries tell of this randomization, and it is gone")));
        return findings;
    }

    private static AuditFinding allocation(Kind kind, String subject, String what) {
        return new AuditFinding(kind, "allocation of " + subject, 0, what);
    }

    private boolean exists(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void read(String sql, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            int parameters = statement.getParameterMetaData().getParameterCount();
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, study);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
