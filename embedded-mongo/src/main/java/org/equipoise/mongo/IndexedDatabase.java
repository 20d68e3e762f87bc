package org.equipoise.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database whose indexes serve queries on their first fields, and from a date on, as MongoDB's do. */
final class IndexedDatabase extends H2Database {

    IndexedDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return keys.size() == 1 ? new DateIndex(name, keys.get(0), sparse) : new PrefixIndex(name, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        MongoCollection<Object> existing = resolveCollection(collection, false);
        if (keys.size() > 1 && existing != null) {
            existing.addIndex(new PrefixIndex(name + "_prefix", keys, sparse));
        }
        return super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    }
}
