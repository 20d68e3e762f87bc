package org.equipoise.stats.domain.meeting;

import java.util.Locale;

/** The rules of a closed session that an entry can break; each has a stable code. */
public enum MeetingRule {
    /** Nothing changes once the recommendation is released. */
    RELEASED,
    /** Nothing changes once the meeting is closed without a release. */
    CLOSED,
    /** Whoever writes, signs or releases has entered that they attend the closed session. */
    NOT_ATTENDING,
    /** Whoever writes, signs or releases has declared their interests in this meeting. */
    INTERESTS_NOT_DECLARED,
    /** A conflict that bars from voting bars from writing, signing and releasing. */
    CONFLICT_BARS,
    /** Whoever takes a conflict that bars from voting back says why. */
    REASON_MISSING,
    /** Only members of the committee write, sign and release. */
    NOT_A_MEMBER,
    /** Only whom the charter names opens a meeting, releases its recommendation or closes it without a release. */
    NOT_THE_CHAIR,
    /** There is no recommendation yet. */
    NOTHING_WRITTEN,
    /** The recommendation is not the one that the person has read. */
    CHANGED_SINCE,
    /** Nobody signs the same revision twice. */
    SIGNED_ALREADY,
    /** Authorship is signed by whoever wrote the revision. */
    NOT_THE_AUTHOR,
    /** A release takes two signatures that stand, by two members. */
    SIGNATURES_MISSING,
    /** A look has one open meeting at a time, and one after a release names the released meeting that it replaces. */
    OTHER_MEETING;

    /**
     * The code.
     *
     * @return for example {@code not-attending}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
