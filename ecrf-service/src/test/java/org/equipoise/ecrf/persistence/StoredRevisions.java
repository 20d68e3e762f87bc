package org.equipoise.ecrf.persistence;

import com.mongodb.MongoClientSettings;
import org.bson.BsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.configuration.CodecRegistry;
import org.equipoise.ecrf.application.StoredRevision;

/** What becomes of a revision that is stored and read again. */
public final class StoredRevisions {
    private static final CodecRegistry CODECS = MongoClientSettings.getDefaultCodecRegistry();

    private StoredRevisions() {}

    /** By way of the types that the database knows. */
    public static StoredRevision thereAndBack(StoredRevision stored) {
        BsonDocument kept = RevisionDocuments.write(stored).toBsonDocument(BsonDocument.class, CODECS);
        return RevisionDocuments.read(new DocumentCodec(CODECS)
                .decode(kept.asBsonReader(), DecoderContext.builder().build()));
    }
}
