package org.equipoise.ecrf.persistence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;

/** Inserts that a unique index may refuse. */
final class Writes {
    private Writes() {}

    /** False if a unique index knows the document already. */
    static boolean insert(MongoCollection<Document> collection, Document document) {
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    /** Inserts those that no unique index knows; the places of the others in the list. */
    static List<Integer> insertNew(MongoCollection<Document> collection, List<Document> documents) {
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return List.of();
        } catch (MongoBulkWriteException refused) {
            boolean onlyKnown = refused.getWriteErrors().stream()
                    .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
            if (!onlyKnown || refused.getWriteConcernError() != null) {
                throw refused;
            }
            return refused.getWriteErrors().stream()
                    .map(BulkWriteError::getIndex)
                    .toList();
        }
    }
}
