package org.equipoise.randomizer.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.randomizer.application.AuditRoots;
import org.equipoise.randomizer.application.UniqueRequest;

@ApplicationScoped
class PostgresAuditRoots implements AuditRoots {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final String STUDIES = "SELECT DISTINCT study FROM plan ORDER BY study";
    private static final String HEADS = "SELECT * FROM audit_heads($1)";
    private static final String APPEND =
            "SELECT append_audit_root($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, " + "$13, $14, $15) AS added";
    private static final String PAGE = "SELECT content, previous_hash, hash, key, signature FROM audit_root "
            + "WHERE study = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    private static final String PAGE_BACK = "SELECT content, previous_hash, hash, key, signature FROM audit_root "
            + "WHERE study = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    private static final String ASKED =
            "SELECT fingerprint, reference FROM idempotent_request WHERE study = $1 AND key = $2";

    private final Pool pool;

    PostgresAuditRoots(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<String>> studies() {
        return new Statement(STUDIES)
                .on(pool)
                .flatMap(rows -> rows.toMulti()
                        .map(row -> row.getString("study"))
                        .collect()
                        .asList());
    }

    @Override
    public Uni<Heads> heads(String study) {
        return new Statement(HEADS)
                .with(study)
                .on(pool)
                .flatMap(rows -> rows.toMulti().collect().asList())
                .map(PostgresAuditRoots::heads);
    }

    @Override
    public Uni<Boolean> append(NewRoot made) {
        AuditRoot root = made.root();
        List<ChainHead> moved = new ArrayList<>(root.changed());
        moved.addAll(made.sealedHeads());
        return new Statement(APPEND)
                .with(root.study())
                .with(root.seq())
                .with(root.at())
                .with(root.content())
                .with(root.previousHash())
                .with(root.hash())
                .with(root.key())
                .with(root.signature())
                .with(made.salt())
                .with(CanonicalJson.of(made.sealedHeads()))
                .with((Object) moved.stream().map(ChainHead::stream).toArray(String[]::new))
                .with((Object) moved.stream().map(ChainHead::seq).toArray(Long[]::new))
                .with((Object) moved.stream().map(ChainHead::hash).toArray(String[]::new))
                .with(made.request().map(UniqueRequest::key).orElse(null))
                .with(made.request().map(UniqueRequest::fingerprint).orElse(null))
                .on(pool)
                .map(rows -> rows.iterator().next().getBoolean("added"));
    }

    @Override
    public Uni<List<AuditRoot>> page(String study, long after, int limit) {
        return roots(PAGE, study, after, limit);
    }

    @Override
    public Uni<List<AuditRoot>> pageBack(String study, long before, int limit) {
        return roots(PAGE_BACK, study, before, limit);
    }

    private Uni<List<AuditRoot>> roots(String statement, String study, long from, int limit) {
        return new Statement(statement)
                .with(study)
                .with(from)
                .with(limit)
                .on(pool)
                .flatMap(rows ->
                        rows.toMulti().map(PostgresAuditRoots::root).collect().asList());
    }

    @Override
    public Uni<Optional<Asked>> asked(String study, String key) {
        return new Statement(ASKED)
                .with(study)
                .with(key)
                .on(pool)
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(asked(rows.iterator().next()))
                        : Optional.empty());
    }

    private static Asked asked(Row row) {
        String reference = row.getString("reference");
        return new Asked(row.getString("fingerprint"), reference.matches("\\d{1,18}") ? Long.parseLong(reference) : 0);
    }

    private static Heads heads(List<Row> rows) {
        List<ChainHead> heads = new ArrayList<>();
        List<ChainHead> hidden = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        long lastRoot = 0;
        String lastHash = "";
        for (Row row : rows) {
            ChainHead head = new ChainHead(row.getString("stream"), row.getLong("seq"), row.getString("hash"));
            (row.getBoolean("hidden") ? hidden : heads).add(head);
            if (head.seq() > row.getLong("anchored_seq")) {
                moved.add(head.stream());
            }
            lastRoot = Optional.ofNullable(row.getLong("last_root")).orElse(0L);
            lastHash = row.getString("last_root_hash");
        }
        return new Heads(heads, hidden, moved, lastRoot, lastHash);
    }

    /** The hashed text, with what stands beside it. */
    private static AuditRoot root(Row row) {
        try {
            JsonNode content = JSON.readTree(row.getString("content"));
            ((ObjectNode) content)
                    .put("previousHash", row.getString("previous_hash"))
                    .put("hash", row.getString("hash"))
                    .put("key", row.getString("key"))
                    .put("signature", row.getString("signature"));
            return JSON.treeToValue(content, AuditRoot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored root is not JSON", e);
        }
    }
}
