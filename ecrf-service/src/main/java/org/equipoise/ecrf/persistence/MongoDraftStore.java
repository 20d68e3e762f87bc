package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.Draft;
import org.equipoise.ecrf.application.DraftStore;
import org.equipoise.ecrf.domain.form.FormInstance;

/** Items are stored as a list of pairs: keys of cells hold points, which names of members may not. */
@ApplicationScoped
public class MongoDraftStore implements DraftStore {
    private final Collections collections;

    public MongoDraftStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public void put(Draft draft) {
        Bson identity = identity(new Key(draft.study(), draft.subject(), draft.instance(), draft.owner()));
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        try {
            collections.drafts().replaceOne(identity, write(draft), upsert);
        } catch (MongoWriteException twoAtOnce) {
            if (twoAtOnce.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw twoAtOnce;
            }
            collections.drafts().replaceOne(identity, write(draft), upsert);
        }
    }

    @Override
    public Optional<Draft> find(Key key) {
        return Optional.ofNullable(collections.drafts().find(identity(key)).first())
                .map(MongoDraftStore::read);
    }

    @Override
    public void delete(Key key) {
        collections.drafts().deleteOne(identity(key));
    }

    @Override
    public void deleteUntil(Key key, int baseRevision, Instant until) {
        collections
                .drafts()
                .deleteOne(and(identity(key), lte("baseRevision", baseRevision), lte("savedAt", Plain.date(until))));
    }

    private static Bson identity(Key key) {
        return and(
                eq("study", key.study()),
                eq("subject", key.subject()),
                eq("event", key.instance().event()),
                eq("form", key.instance().form()),
                eq("repeat", key.instance().repeat()),
                eq("owner", key.owner()));
    }

    private static Document write(Draft draft) {
        Draft.Typed typed = draft.entry();
        Document document = new Document("study", draft.study())
                .append("subject", draft.subject())
                .append("event", draft.instance().event())
                .append("form", draft.instance().form())
                .append("repeat", draft.instance().repeat())
                .append("owner", draft.owner())
                .append("baseRevision", draft.baseRevision())
                .append("values", pairs(typed.values()))
                .append("missing", pairs(typed.missing()))
                .append("warningReasons", pairs(typed.warningReasons()))
                .append("savedAt", Plain.date(draft.savedAt()));
        typed.occurredAt().ifPresent(at -> document.append("occurredAt", at));
        typed.windowReason().ifPresent(reason -> document.append("windowReason", reason));
        typed.reasonForChange().ifPresent(reason -> document.append("reasonForChange", reason));
        return document;
    }

    private static Draft read(Document document) {
        Map<String, Object> values = new HashMap<>();
        document.getList("values", Document.class)
                .forEach(pair -> values.put(pair.getString("name"), Plain.read(pair.get("value"))));
        return new Draft(
                document.getString("study"),
                document.getString("subject"),
                new FormInstance(
                        document.getString("event"), document.getString("form"), document.getInteger("repeat")),
                document.getString("owner"),
                document.getInteger("baseRevision"),
                new Draft.Typed(
                        values,
                        texts(document, "missing"),
                        texts(document, "warningReasons"),
                        Plain.optionalText(document, "occurredAt"),
                        Plain.optionalText(document, "windowReason"),
                        Plain.optionalText(document, "reasonForChange")),
                Plain.instant(document, "savedAt"));
    }

    private static List<Document> pairs(Map<String, ?> map) {
        return map.entrySet().stream()
                .map(entry -> new Document("name", entry.getKey()).append("value", Plain.write(entry.getValue())))
                .toList();
    }

    private static Map<String, String> texts(Document document, String member) {
        Map<String, String> texts = new HashMap<>();
        document.getList(member, Document.class)
                .forEach(pair -> texts.put(pair.getString("name"), pair.getString("value")));
        return texts;
    }
}
