package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import jakarta.enterprise.context.ApplicationScoped;
import org.bson.Document;
import org.equipoise.ecrf.application.BulkRequests;
import org.equipoise.ecrf.application.RequestStamp;

@ApplicationScoped
public class MongoBulkRequests implements BulkRequests {
    private final Collections collections;

    public MongoBulkRequests(Collections collections) {
        this.collections = collections;
    }

    @Override
    public RequestStamp first(String study, String author, RequestStamp request) {
        Document document = new Document("study", study)
                .append("author", author)
                .append("requestKey", request.key())
                .append("requestFingerprint", request.fingerprint());
        if (Writes.insert(collections.bulkRequests(), document)) {
            return request;
        }
        Document known = collections
                .bulkRequests()
                .find(and(eq("study", study), eq("author", author), eq("requestKey", request.key())))
                .first();
        return new RequestStamp(request.key(), known == null ? "" : known.getString("requestFingerprint"));
    }
}
