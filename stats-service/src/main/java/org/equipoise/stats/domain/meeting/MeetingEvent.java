package org.equipoise.stats.domain.meeting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An entry in the minutes of a closed session. Entries are added, never changed. */
public sealed interface MeetingEvent {

    /**
     * Who made the entry, always for themselves.
     *
     * @return the person
     */
    Participant by();

    /**
     * When it was made.
     *
     * @return the instant
     */
    Instant at();

    /**
     * Somebody was there.
     *
     * @param by who
     * @param at when it was entered
     * @param sessions which sessions, each once
     */
    record Attended(Participant by, Instant at, List<Session> sessions) implements MeetingEvent {

        /** Takes a copy. */
        public Attended {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Somebody spoke of their interests.
     *
     * @param by who
     * @param at when
     * @param declaration what it means for the vote
     * @param statement in their words; empty only where there is nothing to declare
     */
    record InterestDeclared(Participant by, Instant at, InterestDeclaration declaration, String statement)
            implements MeetingEvent {}

    /**
     * The recommendation was written, or changed.
     *
     * @param by who wrote it
     * @param at when
     * @param revision from 1
     * @param recommendation all of it
     */
    record Drafted(Participant by, Instant at, int revision, Recommendation recommendation) implements MeetingEvent {}

    /**
     * Somebody signed.
     *
     * @param by who
     * @param at when
     * @param signedInAt when the person had proved who they are
     * @param meaning what the signature says
     * @param hash of exactly what was signed, see {@link SignedContent}
     */
    record Signed(Participant by, Instant at, Instant signedInAt, SignatureMeaning meaning, String hash)
            implements MeetingEvent {}

    /**
     * The recommendation was released. Nothing changes any more.
     *
     * @param by who released it
     * @param at when
     * @param signedInAt when the person had proved who they are
     * @param hash of what was released
     * @param recommendation random name under which sponsor and sites see it
     */
    record Released(Participant by, Instant at, Instant signedInAt, String hash, UUID recommendation)
            implements MeetingEvent {}

    /**
     * The meeting was closed without a release: nothing of it is published, and nothing changes any more.
     *
     * @param by who closed it
     * @param at when
     * @param signedInAt when the person had proved who they are
     * @param reason why, for the closed minutes
     */
    record Closed(Participant by, Instant at, Instant signedInAt, String reason) implements MeetingEvent {

        /** Shows nothing of the reason. */
        @Override
        public String toString() {
            return "Closed[…]";
        }
    }
}
