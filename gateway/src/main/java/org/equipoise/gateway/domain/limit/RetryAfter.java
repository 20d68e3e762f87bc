package org.equipoise.gateway.domain.limit;

import java.time.Duration;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;

/** When a refused request is worth repeating (RFC 9110, section 10.2.3): a member of the problem, and a header. */
public final class RetryAfter {

    public static final String HEADER = "Retry-After";
    private static final String MEMBER = "retryAfterSeconds";

    private RetryAfter() {}

    /** Adds the time to a refusal, in whole seconds, rounded up and at least one. */
    public static Refusal in(Duration time, Refusal refusal) {
        return refusal.with(MEMBER, Math.max(1, time.plusNanos(999_999_999).toSeconds()));
    }

    /** The header's value, for a refusal that says when. */
    public static Optional<String> of(Refusal refusal) {
        return Optional.ofNullable(refusal.members().get(MEMBER)).map(Object::toString);
    }
}
