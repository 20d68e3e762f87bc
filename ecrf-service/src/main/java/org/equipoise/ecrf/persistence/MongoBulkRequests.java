package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
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
    public Optional<RequestStamp> find(String study, String author, String key) {
        Document known = collections
                .bulkRequests()
                .find(and(eq("study", study), eq("author", author), eq("requestKey", key)))
                .first();
        return Optional.ofNullable(known)
                .map(request -> new RequestStamp(key, request.getString("requestFingerprint")));
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
        return find(study, author, request.key()).orElseGet(() -> new RequestStamp(request.key(), ""));
    }
}
