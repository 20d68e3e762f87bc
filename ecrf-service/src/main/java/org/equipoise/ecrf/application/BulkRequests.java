package org.equipoise.ecrf.application;

/** What was asked for under the keys of requests that do many things at once. */
public interface BulkRequests {
    /** Remembers a person's request, unless the key is known, and answers with the first one under that key. */
    RequestStamp first(String study, String author, RequestStamp request);
}
