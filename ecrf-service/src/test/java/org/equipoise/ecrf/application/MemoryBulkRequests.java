package org.equipoise.ecrf.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class MemoryBulkRequests implements BulkRequests {
    private final Map<String, RequestStamp> known = new HashMap<>();

    @Override
    public Optional<RequestStamp> find(String study, String author, String key) {
        return Optional.ofNullable(known.get(study + "/" + author + "/" + key));
    }

    @Override
    public RequestStamp first(String study, String author, RequestStamp request) {
        RequestStamp earlier = known.putIfAbsent(study + "/" + author + "/" + request.key(), request);
        return earlier == null ? request : earlier;
    }
}
