package org.equipoise.stats.application;

import java.util.Map;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The caller's key for a request, and the fingerprint of its content and of who sent it. */
public record RequestKey(String value, String fingerprint) {

    /** A key is its sender's own: another person who sends it gets nothing repeated. */
    static RequestKey of(IdempotencyKey key, String path, CommitteePerson person, Object content) {
        return new RequestKey(
                key.value(),
                IdempotencyKey.fingerprint(
                        "POST", path, Map.of("by", person.participant().id(), "request", content)));
    }

    /**
     * Compares with the request that first came with the key.
     *
     * @throws Refusal {@code key-reused} if it was another
     */
    void requireSame(String first) {
        if (!fingerprint.equals(first)) {
            throw Refusal.of(ProblemType.KEY_REUSED, "This Idempotency-Key was used for another request.")
                    .fix("Send a new UUID as Idempotency-Key for a new request.");
        }
    }
}
