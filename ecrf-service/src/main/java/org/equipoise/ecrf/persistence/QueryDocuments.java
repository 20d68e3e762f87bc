package org.equipoise.ecrf.persistence;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.equipoise.ecrf.application.QueryStore.ChainedQuery;
import org.equipoise.ecrf.application.QueryStore.RaisedQuery;
import org.equipoise.ecrf.application.QueryText;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryEntry;

/** Queries as documents. */
final class QueryDocuments {
    private QueryDocuments() {}

    static Document write(RaisedQuery raised) {
        DataQuery query = raised.query();
        Document document = new Document("study", query.study())
                .append("query", query.id())
                .append("origin", raised.origin())
                .append("subject", query.subject())
                .append("site", query.site())
                .append("event", query.instance().event())
                .append("form", query.instance().form())
                .append("repeat", query.instance().repeat())
                .append("categories", RevisionDocuments.writeCategories(query.categories()))
                .append("status", query.status().code())
                .append("raisedAt", Plain.date(query.question().at()))
                .append("entries", query.thread().size())
                .append("thread", thread(query));
        query.item().ifPresent(item -> document.append("item", item));
        query.check().ifPresent(check -> document.append("check", check));
        return document;
    }

    private static List<Document> thread(DataQuery query) {
        return IntStream.range(0, query.thread().size())
                .mapToObj(index -> write(query, index))
                .toList();
    }

    /** An entry with the hash that chains it to those before. */
    static Document write(DataQuery query, int index) {
        return write(query.thread().get(index))
                .append("hash", QueryText.hashes(query).get(index));
    }

    /** Threads that were begun before they were chained have the hashes that they should have. */
    static ChainedQuery readChained(Document document) {
        DataQuery query = read(document);
        List<String> expected = QueryText.hashes(query);
        List<Document> thread = document.getList("thread", Document.class);
        return new ChainedQuery(
                query,
                IntStream.range(0, thread.size())
                        .mapToObj(index ->
                                Plain.optionalText(thread.get(index), "hash").orElse(expected.get(index)))
                        .toList(),
                stated(document, query));
    }

    /** What lists and counts select by, where it does not follow from the thread. */
    private static Map<String, String> stated(Document document, DataQuery query) {
        List<QueryEntry> thread = query.thread();
        Map<String, String> stated = new TreeMap<>();
        state(stated, document, "status", query.status().code());
        state(stated, document, "entries", thread.size());
        state(stated, document, "raisedAt", Plain.date(query.question().at()));
        state(
                stated,
                document,
                "settledAt",
                thread.size() > 1 ? Plain.date(thread.get(1).at()) : null);
        boolean isReopened = thread.stream().anyMatch(entry -> entry.action() == QueryEntry.Action.REOPENED);
        state(stated, document, "reopened", isReopened ? true : null);
        return stated;
    }

    private static void state(Map<String, String> stated, Document document, String member, Object follows) {
        Object said = document.get(member);
        if (!Objects.equals(said, follows)) {
            stated.put(member, said instanceof Date date ? date.toInstant().toString() : String.valueOf(said));
        }
    }

    private static Document write(QueryEntry entry) {
        Document document = new Document("at", Plain.date(entry.at()))
                .append("by", Plain.author(entry.by()))
                .append("action", entry.action().code())
                .append("text", entry.text())
                .append("requestKey", entry.requestKey());
        if (entry.afterTurn() > 0) {
            document.append("afterTurn", entry.afterTurn());
        }
        return document;
    }

    /** Whose turn it is follows from the thread; that the document states the same is a matter of the audit. */
    static DataQuery read(Document document) {
        List<QueryEntry> thread = document.getList("thread", Document.class).stream()
                .map(QueryDocuments::readEntry)
                .toList();
        return new DataQuery(
                document.getString("study"),
                document.getString("query"),
                document.getString("subject"),
                document.getString("site"),
                new FormInstance(
                        document.getString("event"), document.getString("form"), document.getInteger("repeat")),
                Plain.optionalText(document, "item"),
                Plain.optionalText(document, "check"),
                RevisionDocuments.readCategories(document.getList("categories", String.class)),
                thread.get(thread.size() - 1).action().status(),
                thread);
    }

    private static QueryEntry readEntry(Document document) {
        return new QueryEntry(
                Plain.instant(document, "at"),
                Plain.author(document, "by"),
                QueryEntry.Action.valueOf(document.getString("action").toUpperCase(Locale.ROOT)),
                document.getString("text"),
                document.getString("requestKey"),
                Optional.ofNullable(document.get("afterTurn", Number.class))
                        .map(Number::longValue)
                        .orElse(0L));
    }
}
