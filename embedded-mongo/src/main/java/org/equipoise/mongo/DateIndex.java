package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the documents whose date is not before one that a query names, for an index of one field.
 *
 * <p>The server itself reads the whole collection for a range; MongoDB uses the index.
 */
final class DateIndex extends SharedKeyIndex<Instant> {

    private final String field;
    private final NavigableMap<Instant, Map<Object, Object>> positions;
    private boolean usable = true;

    DateIndex(String name, IndexKey key, boolean sparse) {
        this(name, key, sparse, new TreeMap<>());
    }

    private DateIndex(String name, IndexKey key, boolean sparse, NavigableMap<Instant, Map<Object, Object>> positions) {
        super(name, List.of(key), sparse, positions);
        this.field = key.getKey();
        this.positions = positions;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return usable && from(query).isPresent();
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        List<Object> found = new ArrayList<>();
        positions
                .tailMap(from(query).orElseThrow(), true)
                .values()
                .forEach(documents -> found.addAll(documents.values()));
        return found;
    }

    /** What has no date there is not later than any; a list of dates would have to be found by each of them. */
    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        Object value = document.get(field);
        usable &= !(value instanceof Iterable<?>);
        if (value instanceof Instant date) {
            enter(date, document, position);
        }
    }

    @Override
    public synchronized Object remove(Document document) {
        return document.get(field) instanceof Instant date ? leave(date, document) : null;
    }

    /** The date from which a query wants the documents, at its top or inside of {@code $and}. */
    private Optional<Instant> from(Document query) {
        if (query.get(field) instanceof Document range) {
            for (String bound : List.of("$gte", "$gt")) {
                if (range.get(bound) instanceof Instant date) {
                    return Optional.of(date);
                }
            }
        }
        if (query.get("$and") instanceof Iterable<?> parts) {
            for (Object part : parts) {
                Optional<Instant> found = part instanceof Document document ? from(document) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
