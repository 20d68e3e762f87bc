package org.equipoise.ecrf.application;

import java.util.Optional;

/** What was asked for under the keys of requests that do many things at once. */
public interface BulkRequests {
    /** A person's request that was begun under a key, or empty if there was none. */
    Optional<RequestStamp> find(String study, String author, String key);

    /** Remembers a person's request, unless the key is known, and answers with the first one under that key. */
    RequestStamp first(String study, String author, RequestStamp request);
}
