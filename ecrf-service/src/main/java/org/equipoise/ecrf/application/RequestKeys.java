package org.equipoise.ecrf.application;

import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What is said about idempotency keys. */
final class RequestKeys {
    private RequestKeys() {}

    static Refusal reused() {
        return Refusal.of(ProblemType.KEY_REUSED, "This Idempotency-Key came with another request before.")
                .fix("Send a new UUID as Idempotency-Key for a new request.");
    }
}
