package org.equipoise.stats.persistence;

import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.stats.domain.meeting.MeetingEvent;

/** An entry of minutes as it is sealed: one of the kinds, and the fingerprint of the request that made it. */
record SealedEntry(
        String fingerprint,
        MeetingEvent.Attended attended,
        MeetingEvent.InterestDeclared interests,
        MeetingEvent.Drafted drafted,
        MeetingEvent.Signed signed,
        MeetingEvent.Released released,
        MeetingEvent.Closed closed) {

    static SealedEntry of(MeetingEvent event, String fingerprint) {
        if (event instanceof MeetingEvent.Attended attended) {
            return new SealedEntry(fingerprint, attended, null, null, null, null, null);
        }
        if (event instanceof MeetingEvent.InterestDeclared interests) {
            return new SealedEntry(fingerprint, null, interests, null, null, null, null);
        }
        if (event instanceof MeetingEvent.Drafted drafted) {
            return new SealedEntry(fingerprint, null, null, drafted, null, null, null);
        }
        if (event instanceof MeetingEvent.Signed signed) {
            return new SealedEntry(fingerprint, null, null, null, signed, null, null);
        }
        if (event instanceof MeetingEvent.Released released) {
            return new SealedEntry(fingerprint, null, null, null, null, released, null);
        }
        return new SealedEntry(fingerprint, null, null, null, null, null, (MeetingEvent.Closed) event);
    }

    MeetingEvent event() {
        return Stream.of(attended, interests, drafted, signed, released, closed)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A sealed entry of minutes is of no known kind"));
    }

    @Override
    public String toString() {
        return "SealedEntry[…]";
    }
}
