package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.RecentSignIn;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingConduct;
import org.equipoise.stats.domain.meeting.MeetingEvent;

/** Adds an entry to a meeting's minutes, once for each key. */
@ApplicationScoped
public class KeepMinutes {

    private final MeetingStore meetings;
    private final Clock clock;

    public KeepMinutes(MeetingStore meetings, Clock clock) {
        this.meetings = meetings;
        this.clock = clock;
    }

    /**
     * Whose entry it is, where it goes, and what makes a repeat of it the same.
     *
     * @param kind the last part of its address
     * @param content what was asked
     */
    record Entering(
            String study, UUID meeting, CommitteePerson person, IdempotencyKey key, String kind, Object content) {

        RequestKey unique() {
            return RequestKey.of(key, "/studies/" + study + "/meetings/" + meeting + "/" + kind, person, content);
        }
    }

    Meeting add(Entering entering, Function<MeetingConduct, MeetingEvent> entry) {
        return addReleasing(entering, conduct -> MeetingStore.Entry.of(entry.apply(conduct)));
    }

    Meeting addReleasing(Entering entering, Function<MeetingConduct, MeetingStore.Entry> entry) {
        RequestKey unique = entering.unique();
        MeetingStore.Kept kept = meetings.add(
                entering.study(),
                entering.meeting(),
                unique,
                meeting -> MeetingRefusals.orRefused(() -> entry.apply(new MeetingConduct(
                        meeting, entering.person().participant(), now().truncatedTo(ChronoUnit.MILLIS)))));
        unique.requireSame(kept.fingerprint());
        return kept.meeting();
    }

    /** When the person proved who they are: not longer than 60 s ago. */
    Instant recentSignIn(CommitteePerson person) {
        Optional<Instant> signedInAt = person.signedInAt();
        RecentSignIn.require(signedInAt, now());
        return signedInAt.orElseThrow();
    }

    private Instant now() {
        return clock.instant();
    }
}
