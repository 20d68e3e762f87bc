package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingConduct;
import org.equipoise.stats.domain.meeting.MeetingEvent;
import org.equipoise.stats.domain.meeting.MeetingSubject;
import org.equipoise.stats.domain.meeting.Recommendation;

/** The chair releases a signed recommendation to sponsor and sites, having just signed in. Nothing changes after it. */
@ApplicationScoped
public class ReleaseRecommendation {

    private final CurrentPlan plans;
    private final KeepMinutes minutes;
    private final MeetingStore meetings;
    private final AnalysisIds ids;

    public ReleaseRecommendation(CurrentPlan plans, KeepMinutes minutes, MeetingStore meetings, Sources sources) {
        this.plans = plans;
        this.minutes = minutes;
        this.meetings = meetings;
        this.ids = sources.ids();
    }

    /**
     * Releases.
     *
     * @param hash of the revision that the chair has read
     * @throws Refusal {@code sign-in-too-old}; {@code permission-missing} if the charter names somebody else; {@code
     *     revision-conflict}, {@code state-conflict}, {@code not-found} or {@code key-reused}
     */
    public Meeting release(String study, UUID meeting, String hash, IdempotencyKey key, CommitteePerson who) {
        Instant signedInAt = minutes.recentSignIn(who);
        boolean chair = who.chairs(plans.of(study).plan().charter());
        Optional<UUID> superseded = superseded(study, meeting);
        return minutes.addReleasing(
                new KeepMinutes.Entering(study, meeting, who, key, "release", Map.of("hash", hash)), conduct -> {
                    MeetingEvent.Released released = conduct.release(chair, hash, signedInAt, ids.next());
                    return new MeetingStore.Entry(released, Optional.of(publication(conduct, released, superseded)));
                });
    }

    private Optional<UUID> superseded(String study, UUID meeting) {
        MeetingSubject subject =
                meetings.find(study, meeting).orElseThrow(Refusal::notFound).subject();
        return subject.supersedes()
                .flatMap(earlier -> meetings.find(study, earlier))
                .flatMap(Meeting::released)
                .map(MeetingEvent.Released::recommendation);
    }

    private static ReleasedRecommendation publication(
            MeetingConduct conduct, MeetingEvent.Released released, Optional<UUID> superseded) {
        Recommendation signed = conduct.meeting().draft().orElseThrow().recommendation();
        return new ReleasedRecommendation(
                released.recommendation(),
                conduct.meeting().subject().look(),
                signed.action(),
                signed.wording(),
                released.at(),
                superseded);
    }
}
