package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.equipoise.stats.domain.meeting.Meeting;
import org.equipoise.stats.domain.meeting.MeetingEvent;

/** Keeps the minutes of closed sessions, sealed and for ever. One change of a study at a time. */
public interface MeetingStore {

    /**
     * Adds a meeting, unless the key is known.
     *
     * @param rule makes the meeting from the study's meetings so far, oldest first, or refuses it
     * @return the meeting now stored under the key, as it stands
     */
    Kept open(String study, RequestKey key, Function<List<Meeting>, Meeting> rule);

    /**
     * Adds an entry to a meeting, unless the key is known; with a release, what sponsor and sites see, in one transaction.
     *
     * @param rule makes the entry from the minutes so far, or refuses it
     * @return the meeting with the entry, as it stands
     * @throws org.equipoise.platform.problem.Refusal {@code not-found} if there is no such meeting
     */
    Kept add(String study, UUID meeting, RequestKey key, Function<Meeting, Entry> rule);

    Optional<Meeting> find(String study, UUID meeting);

    /** A page of meetings, oldest first. */
    List<Meeting> page(String study, Optional<UUID> after, int limit);

    /**
     * An entry to be added.
     *
     * @param release what the entry makes public, if it is a release
     */
    record Entry(MeetingEvent event, Optional<ReleasedRecommendation> release) {

        static Entry of(MeetingEvent event) {
            return new Entry(event, Optional.empty());
        }
    }

    /**
     * A meeting, and the fingerprint of the request that first came with the key.
     */
    record Kept(Meeting meeting, String fingerprint) {}
}
