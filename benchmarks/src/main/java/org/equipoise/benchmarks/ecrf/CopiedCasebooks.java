package org.equipoise.benchmarks.ecrf;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Fills the store: what the service itself stored of the first subject, again for each other subject, with other numbers. */
final class CopiedCasebooks {

    private static final int SUBJECTS_AT_ONCE = 10;
    private static final int LOWEST = 20;
    private static final int SPREAD = 60;

    private final MongoCollection<Document> revisions;

    private CopiedCasebooks(MongoCollection<Document> revisions) {
        this.revisions = revisions;
    }

    static void fill(int mongoPort, List<String> subjects) {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + mongoPort)) {
            new CopiedCasebooks(client.getDatabase(EcrfSystem.DATABASE).getCollection("revisions")).fill(subjects);
        }
    }

    private void fill(List<String> subjects) {
        List<Document> first = revisions
                .find(new Document("study", Casebooks.STUDY).append("subject", subjects.get(0)))
                .into(new ArrayList<>());
        for (int from = 1; from < subjects.size(); from += SUBJECTS_AT_ONCE) {
            List<Document> copies = new ArrayList<>();
            for (int index = from; index < Math.min(from + SUBJECTS_AT_ONCE, subjects.size()); index++) {
                for (Document revision : first) {
                    copies.add(copy(revision, subjects.get(index), index));
                }
            }
            revisions.insertMany(copies);
        }
    }

    private static Document copy(Document revision, String subject, int index) {
        Document copy = new Document(revision);
        copy.remove("_id");
        copy.put("subject", subject);
        copy.put(
                "values",
                revision.getList("values", Document.class).stream()
                        .map(value -> other(value, index))
                        .toList());
        return copy;
    }

    private static Document other(Document value, int index) {
        Document other = new Document(value);
        if (value.get("value") instanceof Long number) {
            other.put("value", LOWEST + (number + index) % SPREAD);
        }
        return other;
    }
}
