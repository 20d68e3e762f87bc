package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds documents by the first fields of an index, for queries that name texts or truth values for them.
 *
 * <p>The server itself uses an index only for a query on exactly its fields, and reads the whole collection for any other;
 * MongoDB uses every prefix.
 */
final class PrefixIndex extends SharedKeyIndex<List<Object>> {

    private static final int MOST_FIELDS = 2;

    private final List<String> fields;
    private final Map<List<Object>, Map<Object, Object>> positions;
    private boolean usable;

    PrefixIndex(String name, List<IndexKey> keys, boolean sparse) {
        this(name, keys, sparse, new HashMap<>());
    }

    private PrefixIndex(
            String name, List<IndexKey> keys, boolean sparse, Map<List<Object>, Map<Object, Object>> positions) {
        super(name, keys, sparse, positions);
        this.positions = positions;
        this.fields = keys.stream().map(IndexKey::getKey).limit(MOST_FIELDS).toList();
        this.usable = fields.stream().noneMatch(field -> field.contains("."));
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return usable && wanted(query).isPresent();
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        List<Object> key = wanted(query).orElseThrow();
        return List.copyOf(positions.getOrDefault(key, Map.of()).values());
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        List<Object> key = key(document);
        // a list would have to be found by each of its elements
        usable &= key.stream().noneMatch(Collection.class::isInstance);
        enter(key, document, position);
    }

    @Override
    public synchronized Object remove(Document document) {
        return leave(key(document), document);
    }

    private List<Object> key(Document document) {
        List<Object> key = new ArrayList<>();
        fields.forEach(field -> key.add(document.get(field)));
        return key;
    }

    /** The values that a query wants for all the fields, at its top or inside of {@code $and}. */
    private Optional<List<Object>> wanted(Document query) {
        Map<String, Object> equalities = new HashMap<>();
        collect(query, equalities);
        return equalities.keySet().containsAll(fields)
                ? Optional.of(fields.stream().map(equalities::get).toList())
                : Optional.empty();
    }

    private static void collect(Document query, Map<String, Object> equalities) {
        query.forEach((field, value) -> {
            if (field.equals("$and") && value instanceof Iterable<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Document document) {
                        collect(document, equalities);
                    }
                }
            } else if (value instanceof String || value instanceof Boolean) {
                equalities.put(field, value);
            }
        });
    }
}
