package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index in which several documents may share a key. Kept in memory: the server fills it anew from the documents whenever
 * it opens a collection.
 *
 * @param <K> what documents are found by
 */
abstract class SharedKeyIndex<K> extends Index<Object> {

    private final Map<K, Map<Object, Object>> positions;
    private long count;

    /** @param positions empty; for each key the positions of its documents by their ids */
    SharedKeyIndex(String name, List<IndexKey> keys, boolean sparse, Map<K, Map<Object, Object>> positions) {
        super(name, keys, sparse);
        this.positions = positions;
    }

    final void enter(K key, Document document, Object position) {
        positions.computeIfAbsent(key, none -> new LinkedHashMap<>()).put(document.get("_id"), position);
        count++;
    }

    final Object leave(K key, Document document) {
        Map<Object, Object> same = positions.get(key);
        if (same == null) {
            return null;
        }
        Object position = same.remove(document.get("_id"));
        if (position != null) {
            count--;
        }
        if (same.isEmpty()) {
            positions.remove(key);
        }
        return position;
    }

    /** Several documents share a key, so none of them has the position. */
    @Override
    public final Object getPosition(Document document) {
        return null;
    }

    @Override
    public final synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public final void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public final void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public final synchronized long getCount() {
        return count;
    }

    @Override
    public final long getDataSize() {
        return 0;
    }

    @Override
    public final synchronized void drop() {
        positions.clear();
        count = 0;
    }
}
