package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.InterestDeclaration;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.Session;

/** Somebody enters that they attend a meeting, and what interests they have. Everybody does so for themselves. */
@ApplicationScoped
public class TakePart {

    private final KeepMinutes minutes;

    public TakePart(KeepMinutes minutes) {
        this.minutes = minutes;
    }

    /**
     * Enters attendance.
     *
     * @throws Refusal {@code not-found}, {@code state-conflict} or {@code key-reused}
     */
    public Meeting attend(String study, UUID meeting, Set<Session> sessions, IdempotencyKey key, CommitteePerson who) {
        return minutes.add(
                new KeepMinutes.Entering(
                        study, meeting, who, key, "attendance", Map.of("sessions", new TreeSet<>(sessions))),
                conduct -> conduct.attend(sessions));
    }

    /** What somebody says of their interests. */
    public record Interests(InterestDeclaration declaration, String statement) {}

    /**
     * Enters a declaration of interests.
     *
     * @throws Refusal {@code not-found}, {@code state-conflict} or {@code key-reused}
     */
    public Meeting declare(String study, UUID meeting, Interests interests, IdempotencyKey key, CommitteePerson who) {
        return minutes.add(
                new KeepMinutes.Entering(study, meeting, who, key, "interests", interests),
                conduct -> conduct.declare(interests.declaration(), interests.statement()));
    }
}
