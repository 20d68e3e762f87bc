package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the documents whose date is not before one that a query names, for an index of one field.
 *
 * <p>The server itself reads the whole collection for a range; MongoDB uses the index. Kept in memory, as {@link PrefixIndex} is.
 */
final class DateIndex extends Index<Object> {

    private final String field;
    private final NavigableMap<Instant, Map<Object, Object>> positions = new TreeMap<>();
    private long count;
    private boolean usable = true;

    DateIndex(String name, IndexKey key, boolean sparse) {
        super(name, List.of(key), sparse);
        this.field = key.getKey();
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

    /** Several documents share a date, so none of them has the position. */
    @Override
    public Object getPosition(Document document) {
        return null;
    }

    /** What has no date there is not later than any; a list of dates would have to be found by each of them. */
    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        Object value = document.get(field);
        usable &= !(value instanceof Iterable<?>);
        if (value instanceof Instant date) {
            positions.computeIfAbsent(date, none -> new LinkedHashMap<>()).put(document.get("_id"), position);
            count++;
        }
    }

    @Override
    public synchronized Object remove(Document document) {
        if (!(document.get(field) instanceof Instant date)) {
            return null;
        }
        Map<Object, Object> same = positions.getOrDefault(date, Map.of());
        Object position = same.isEmpty() ? null : same.remove(document.get("_id"));
        if (position != null) {
            count--;
        }
        if (same.isEmpty()) {
            positions.remove(date);
        }
        return position;
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public synchronized void drop() {
        positions.clear();
        count = 0;
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
