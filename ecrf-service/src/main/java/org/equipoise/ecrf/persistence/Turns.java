package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/**
 * The order of what is written about a subject. The number of a turn is part of a document's {@code _id}, so that of two writers who
 * counted the same turns one is refused; a subject's documents lie on one shard, where {@code _id} is unique. A turn that was
 * passed is a document with nothing but its number, which stands where a form has its repeat too: the unique index of revisions takes
 * only one document of a subject that has none of its fields. What was stored before there were turns counts for none.
 */
final class Turns {
    private static final int MOST_REMEMBERED = 20_000;
    private static final int MOST_ATTEMPTS = 1_000;

    private final MongoCollection<Document> documents;
    private final Map<String, Long> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Turns(MongoCollection<Document> documents) {
        this.documents = documents;
    }

    /** May be too few, when another replica wrote: then the next turn is refused, and counted the time after. Never too many. */
    long taken(String study, String subject) {
        return remembered(study, subject).orElseGet(() -> {
            long counted = counted(study, subject);
            remember(study, subject, counted);
            return counted;
        });
    }

    /** False if it is taken, or another unique index refuses the document. */
    boolean take(String study, String subject, long number, Document document) {
        Document numbered = new Document("_id", id(study, subject, number)).append("turn", number);
        numbered.putAll(document);
        boolean taken = Writes.insert(documents, numbered);
        if (taken) {
            remember(study, subject, number);
        } else {
            forget(study, subject);
        }
        return taken;
    }

    void pass(String study, Collection<String> subjects) {
        List<String> remaining = List.copyOf(subjects);
        for (int attempt = 0; !remaining.isEmpty(); attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new IllegalStateException("No turn of " + remaining + " could be passed");
            }
            List<Document> turns = new ArrayList<>();
            for (String subject : remaining) {
                long next = counted(study, subject) + 1;
                turns.add(new Document("_id", id(study, subject, next))
                        .append("turn", next)
                        .append("study", study)
                        .append("subject", subject)
                        .append("repeat", next));
            }
            remaining = Writes.insertNew(documents, turns).stream()
                    .map(index -> turns.get(index).getString("subject"))
                    .toList();
        }
        subjects.forEach(subject -> forget(study, subject));
    }

    long counted(String study, String subject) {
        Document last = documents
                .find(and(eq("study", study), eq("subject", subject)))
                .projection(Projections.include("turn"))
                .sort(Sorts.descending("turn"))
                .first();
        return Optional.ofNullable(last)
                .map(found -> found.get("turn", Number.class))
                .map(Number::longValue)
                .orElse(0L);
    }

    private static String id(String study, String subject, long number) {
        return study + "/" + subject + "/" + number;
    }

    private Optional<Long> remembered(String study, String subject) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(study + "/" + subject));
        }
    }

    private void remember(String study, String subject, long number) {
        synchronized (remembered) {
            remembered.merge(study + "/" + subject, number, Math::max);
        }
    }

    private void forget(String study, String subject) {
        synchronized (remembered) {
            remembered.remove(study + "/" + subject);
        }
    }
}
