package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.equipoise.ecrf.application.AuditRoots;
import org.equipoise.platform.audit.AuditRoot;
import org.equipoise.platform.audit.AuditVerifier.Seal;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.ChainHead;

/** Roots as text, one document each, together with what opens their commitment. */
@ApplicationScoped
public class MongoAuditRoots implements AuditRoots {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Collections collections;
    private final NamedHeads named;

    public MongoAuditRoots(Collections collections) {
        this.collections = collections;
        this.named = new NamedHeads(collections.auditHeads());
    }

    @Override
    public boolean append(NewRoot made) {
        AuditRoot root = made.root();
        Document document = new Document("study", root.study())
                .append("seq", root.seq())
                .append("root", CanonicalJson.of(root))
                .append("salt", made.seal().salt())
                .append("sealed", CanonicalJson.of(made.seal().changed()));
        made.requestKey().ifPresent(key -> document.append("requestKey", key));
        return Writes.insert(collections.auditRoots(), document);
    }

    @Override
    public Optional<AuditRoot> last(String study) {
        return Optional.ofNullable(collections
                        .auditRoots()
                        .find(eq("study", study))
                        .sort(Sorts.descending("seq"))
                        .first())
                .map(MongoAuditRoots::root);
    }

    @Override
    public List<AuditRoot> page(String study, long after, int limit) {
        return collections
                .auditRoots()
                .find(and(eq("study", study), gt("seq", after)))
                .sort(Sorts.ascending("seq"))
                .limit(limit)
                .map(MongoAuditRoots::root)
                .into(new ArrayList<>());
    }

    @Override
    public List<AuditRoot> pageBack(String study, long before, int limit) {
        return collections
                .auditRoots()
                .find(and(eq("study", study), lt("seq", before)))
                .sort(Sorts.descending("seq"))
                .limit(limit)
                .map(MongoAuditRoots::root)
                .into(new ArrayList<>());
    }

    @Override
    public void named(String study, boolean hidden, Consumer<ChainHead> each) {
        upToDate(study).forEach(study, hidden, each);
    }

    @Override
    public Collection<ChainHead> named(String study, boolean hidden, Collection<String> streams) {
        return upToDate(study).find(study, hidden, streams);
    }

    @Override
    public void nameAgain(String study) {
        named.clear(study);
    }

    /** The copy of what roots have named, with what they have named since. */
    private NamedHeads upToDate(String study) {
        collections
                .auditRoots()
                .find(and(eq("study", study), gt("seq", named.until(study))))
                .sort(Sorts.ascending("seq"))
                .forEach(document -> named.add(
                        study,
                        document.getLong("seq"),
                        root(document).changed(),
                        sealed(document.getString("sealed"))));
        return named;
    }

    @Override
    public Optional<String> salt(String study, long seq) {
        return Optional.ofNullable(collections
                        .auditRoots()
                        .find(and(eq("study", study), eq("seq", seq)))
                        .projection(Projections.include("salt"))
                        .first())
                .map(document -> document.getString("salt"));
    }

    @Override
    public List<Seal> seals(String study) {
        return collections
                .auditRoots()
                .find(eq("study", study))
                .sort(Sorts.ascending("seq"))
                .map(document -> new Seal(
                        document.getLong("seq"), document.getString("salt"), sealed(document.getString("sealed"))))
                .into(new ArrayList<>());
    }

    @Override
    public Optional<AuditRoot> askedFor(String study, String requestKey) {
        return Optional.ofNullable(collections
                        .auditRoots()
                        .find(and(eq("study", study), eq("requestKey", requestKey)))
                        .first())
                .map(MongoAuditRoots::root);
    }

    /** Text that is no root becomes one that fits nothing, so that a verifier names it. */
    private static AuditRoot root(Document document) {
        try {
            return JSON.readValue(document.getString("root"), AuditRoot.class);
        } catch (JsonProcessingException e) {
            return new AuditRoot(
                    document.getString("study"), document.getLong("seq"), null, 0, List.of(), "", "", "", "", "", "");
        }
    }

    /** Text that is no list of heads opens no commitment. */
    private static List<ChainHead> sealed(String text) {
        try {
            return JSON.readerForListOf(ChainHead.class).readValue(text);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
