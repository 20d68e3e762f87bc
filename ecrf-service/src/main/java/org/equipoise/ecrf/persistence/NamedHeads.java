package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.equipoise.platform.audit.ChainHead;

/**
 * The head of each chain as a root named it last: a copy of what the roots say, one document for each chain, so that nobody has to
 * read all roots. It knows until which root it goes. Several replicas may write to it at once: a head is only moved forwards.
 */
final class NamedHeads {
    private final MongoCollection<Document> heads;

    NamedHeads(MongoCollection<Document> heads) {
        this.heads = heads;
    }

    /** The number of the last root that is in the copy. */
    long until(String study) {
        return Optional.ofNullable(heads.find(eq("_id", untilId(study))).first())
                .map(found -> found.getLong("until"))
                .orElse(0L);
    }

    /** Adds what the next root named. */
    void add(String study, long seq, List<ChainHead> open, List<ChainHead> hidden) {
        add(study, false, open);
        add(study, true, hidden);
        Document until = new Document("_id", untilId(study)).append("until", seq);
        if (!Writes.insert(heads, until)) {
            heads.updateOne(and(eq("_id", untilId(study)), lt("until", seq)), Updates.set("until", seq));
        }
    }

    private void add(String study, boolean hidden, List<ChainHead> named) {
        if (named.isEmpty()) {
            return;
        }
        List<Document> documents = named.stream()
                .map(head -> new Document("_id", id(hidden, head.stream()))
                        .append("study", study)
                        .append("hidden", hidden)
                        .append("stream", head.stream())
                        .append("seq", head.seq())
                        .append("hash", head.hash()))
                .toList();
        List<UpdateOneModel<Document>> moves = Writes.insertNew(heads, documents).stream()
                .map(named::get)
                .map(head -> new UpdateOneModel<Document>(
                        and(eq("_id", id(hidden, head.stream())), lt("seq", head.seq())),
                        Updates.combine(Updates.set("seq", head.seq()), Updates.set("hash", head.hash()))))
                .toList();
        if (!moves.isEmpty()) {
            heads.bulkWrite(moves);
        }
    }

    void forEach(String study, boolean hidden, Consumer<ChainHead> each) {
        heads.find(of(study, hidden))
                .projection(Projections.include("stream", "seq", "hash"))
                .sort(Sorts.ascending("stream"))
                .forEach(document -> each.accept(head(document)));
    }

    List<ChainHead> find(String study, boolean hidden, Collection<String> streams) {
        return heads.find(and(of(study, hidden), in("stream", streams)))
                .map(NamedHeads::head)
                .into(new ArrayList<>());
    }

    void clear(String study) {
        heads.deleteOne(eq("_id", untilId(study)));
        heads.deleteMany(eq("study", study));
    }

    private static ChainHead head(Document document) {
        return new ChainHead(document.getString("stream"), document.getLong("seq"), document.getString("hash"));
    }

    private static Bson of(String study, boolean hidden) {
        return and(eq("study", study), eq("hidden", hidden));
    }

    private static String id(boolean hidden, String stream) {
        return (hidden ? "hidden/" : "open/") + stream;
    }

    private static String untilId(String study) {
        return "until/" + study;
    }
}
