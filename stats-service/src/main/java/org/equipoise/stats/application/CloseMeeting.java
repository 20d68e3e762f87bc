package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;

/** The chair closes a meeting without a release, having just signed in. Nothing of it is published or changes after it. */
@ApplicationScoped
public class CloseMeeting {

    private final CurrentPlan plans;
    private final KeepMinutes minutes;

    public CloseMeeting(CurrentPlan plans, KeepMinutes minutes) {
        this.plans = plans;
        this.minutes = minutes;
    }

    /**
     * Closes it.
     *
     * @param reason why, for the closed minutes
     * @throws Refusal {@code sign-in-too-old}; {@code permission-missing} if the charter names somebody else; {@code
     *     state-conflict} if the meeting has ended; {@code not-found} or {@code key-reused}
     */
    public Meeting close(String study, UUID meeting, String reason, IdempotencyKey key, CommitteePerson who) {
        Instant signedInAt = minutes.recentSignIn(who);
        boolean chair = who.chairs(plans.of(study).plan().charter());
        return minutes.add(
                new KeepMinutes.Entering(study, meeting, who, key, "closing", Map.of("reason", reason)),
                conduct -> conduct.close(chair, reason, signedInAt));
    }
}
