package org.equipoise.stats.domain.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which entry somebody may make in a meeting. Each method returns the entry, to be added by {@link Meeting#with}, or throws
 * {@link MeetingRuleException}.
 *
 * <ul>
 *   <li>Everybody enters their own attendance and their own interests. Of several declarations the last counts.
 *   <li>Who writes, signs or releases is a member, attends the closed session, has declared their interests and is not barred
 *       by them.
 *   <li>A signature is given to one revision, named by its hash. A new revision voids the signatures of the one before, and
 *       a conflict declared later that bars from voting voids the signer's own.
 *   <li>A release takes two signatures that stand, by two members; who wrote the recommendation may be one of them.
 *   <li>The chair may close a meeting without a release, and say why. Nothing of it is published.
 *   <li>After the release or the closing there are no entries. A further meeting on the look is a record of its own.
 * </ul>
 *
 * @param meeting the minutes so far
 * @param who makes the entry
 * @param at when
 */
public record MeetingConduct(Meeting meeting, Participant who, Instant at) {

    /** Signatures that a release takes, each by another member. */
    public static final int SIGNATURES = 2;

    /**
     * Opens a meeting. A look has one open meeting at a time; after a release a further one is opened by naming the last
     * that was released, whose recommendation it replaces. A meeting closed without a release leaves nothing to replace.
     *
     * @param earlier the study's meetings so far
     * @param subject what the meeting is to be about
     * @return the empty minutes
     * @throws MeetingRuleException {@code OTHER_MEETING}
     */
    public static Meeting open(List<Meeting> earlier, MeetingSubject subject) {
        List<Meeting> ofLook = earlier.stream()
                .filter(meeting -> meeting.subject().look() == subject.look())
                .toList();
        ofLook.stream().filter(meeting -> !meeting.isEnded()).findFirst().ifPresent(going -> {
            throw new MeetingRuleException(
                    MeetingRule.OTHER_MEETING,
                    "Meeting " + going.subject().meeting() + " on look " + subject.look()
                            + " is neither released nor closed yet.",
                    "Go on with that meeting, or have the chair close it without a release.");
        });
        Optional<UUID> last = ofLook.stream()
                .filter(meeting -> meeting.released().isPresent())
                .map(meeting -> meeting.subject().meeting())
                .reduce((earlierOne, later) -> later);
        if (!last.equals(subject.supersedes())) {
            throw new MeetingRuleException(
                    MeetingRule.OTHER_MEETING,
                    last.map(known -> "Look " + subject.look() + " has a released recommendation, that of meeting "
                                    + known + "; supersedes names another or none.")
                            .orElse("Look " + subject.look() + " has no released recommendation to supersede."),
                    last.map(known -> "Name that meeting in supersedes to replace its recommendation.")
                            .orElse("Leave supersedes out."));
        }
        return new Meeting(subject, List.of());
    }

    /**
     * Enters the person's own attendance.
     *
     * @param sessions which sessions, at least one
     * @return the entry
     * @throws MeetingRuleException {@code RELEASED} or {@code CLOSED}
     */
    public MeetingEvent.Attended attend(Set<Session> sessions) {
        requireOpen();
        return new MeetingEvent.Attended(who, at, List.copyOf(new TreeSet<>(sessions)));
    }

    /**
     * Declares the person's own interests, or corrects what they declared before: both stay in the minutes, and the later
     * counts. A conflict that bars from voting voids their signature for good, and is taken back with a reason only.
     *
     * @param declaration what it means for the vote
     * @param statement in their words
     * @return the entry
     * @throws MeetingRuleException {@code RELEASED}, {@code CLOSED} or {@code REASON_MISSING}
     */
    public MeetingEvent.InterestDeclared declare(InterestDeclaration declaration, String statement) {
        requireOpen();
        if (meeting.isBarred(who) && declaration != InterestDeclaration.BARS_VOTING && statement.isBlank()) {
            throw new MeetingRuleException(
                    MeetingRule.REASON_MISSING,
                    who.name() + " has declared a conflict that bars from voting, and corrects it without a word.",
                    "Say in the statement why the earlier declaration is corrected.");
        }
        return new MeetingEvent.InterestDeclared(who, at, declaration, statement);
    }

    /**
     * Writes the recommendation, or changes it, which voids all signatures given before.
     *
     * @param replaces the revision that the person has before them; 0 for the first
     * @param recommendation all of it
     * @return the entry
     * @throws MeetingRuleException if a rule is broken
     */
    public MeetingEvent.Drafted write(int replaces, Recommendation recommendation) {
        requireOpen();
        requireVoter("write the recommendation");
        int current = meeting.draft().map(MeetingEvent.Drafted::revision).orElse(0);
        if (replaces != current) {
            throw new MeetingRuleException(
                    MeetingRule.CHANGED_SINCE,
                    "The recommendation is at revision " + current + ", not " + replaces + ".",
                    "Read the present revision, then write yours over it.");
        }
        return new MeetingEvent.Drafted(who, at, current + 1, recommendation);
    }

    /**
     * Signs the recommendation as it stands.
     *
     * @param hash hash of what the person has read
     * @param meaning what the signature says
     * @param signedInAt when the person proved who they are; how recent that must be is the caller's to check
     * @return the entry
     * @throws MeetingRuleException if a rule is broken
     */
    public MeetingEvent.Signed sign(String hash, SignatureMeaning meaning, Instant signedInAt) {
        requireOpen();
        requireVoter("sign");
        requireSame(hash);
        boolean again = meeting.signatures().stream()
                .anyMatch(known -> known.stands() && known.signed().by().is(who));
        if (again) {
            throw new MeetingRuleException(
                    MeetingRule.SIGNED_ALREADY,
                    who.name() + " has signed this revision already.",
                    "Have another member sign.");
        }
        if (meaning == SignatureMeaning.AUTHORSHIP
                && !meeting.draft().orElseThrow().by().is(who)) {
            throw new MeetingRuleException(
                    MeetingRule.NOT_THE_AUTHOR,
                    "This revision was written by "
                            + meeting.draft().orElseThrow().by().name() + ".",
                    "Sign with the meaning approval.");
        }
        return new MeetingEvent.Signed(who, at, signedInAt, meaning, hash);
    }

    /**
     * Releases the recommendation. The chair, too, attends the closed session and has declared their interests.
     *
     * @param chair whether the charter lets the person release
     * @param hash hash of what the person has read
     * @param signedInAt when the person proved who they are
     * @param recommendation random name under which sponsor and sites will see it
     * @return the entry
     * @throws MeetingRuleException if a rule is broken
     */
    public MeetingEvent.Released release(boolean chair, String hash, Instant signedInAt, UUID recommendation) {
        requireOpen();
        if (!chair) {
            throw notTheChair(who);
        }
        requireVoter("release the recommendation");
        requireSame(hash);
        int signatures = meeting.standingSignatures();
        if (signatures < SIGNATURES) {
            throw new MeetingRuleException(
                    MeetingRule.SIGNATURES_MISSING,
                    signatures + " of " + SIGNATURES + " signatures stand.",
                    "Have " + (SIGNATURES - signatures) + " more attending member"
                            + (SIGNATURES - signatures == 1 ? "" : "s") + " sign the present revision.");
        }
        return new MeetingEvent.Released(who, at, signedInAt, hash, recommendation);
    }

    /**
     * Closes the meeting without a release, say because it was about a run that rested on an error. Nothing of it is
     * published; its look may then have another meeting. It takes neither attendance nor interests of the chair.
     *
     * @param chair whether the charter names the person as chair
     * @param reason why
     * @param signedInAt when the person proved who they are
     * @return the entry
     * @throws MeetingRuleException {@code RELEASED}, {@code CLOSED} or {@code NOT_THE_CHAIR}
     */
    public MeetingEvent.Closed close(boolean chair, String reason, Instant signedInAt) {
        requireOpen();
        if (!chair) {
            throw notTheChair(who);
        }
        return new MeetingEvent.Closed(who, at, signedInAt, reason);
    }

    /**
     * The refusal for somebody who is not a member whom the charter names as chair.
     *
     * @param who the person
     * @return the exception
     */
    public static MeetingRuleException notTheChair(Participant who) {
        return new MeetingRuleException(
                MeetingRule.NOT_THE_CHAIR,
                "The charter does not let " + who.name()
                        + " open a meeting, release its recommendation or close it without a release.",
                "Ask the committee's chair.");
    }

    private void requireOpen() {
        meeting.released().ifPresent(released -> {
            throw new MeetingRuleException(
                    MeetingRule.RELEASED,
                    "The recommendation was released at " + released.at() + "; nothing changes any more.",
                    "Open a further meeting that supersedes this one.");
        });
        meeting.closed().ifPresent(closed -> {
            throw new MeetingRuleException(
                    MeetingRule.CLOSED,
                    "The meeting was closed without a release at " + closed.at() + "; nothing changes any more.",
                    "Open another meeting on the look.");
        });
    }

    private void requireVoter(String what) {
        if (!who.member()) {
            throw new MeetingRuleException(
                    MeetingRule.NOT_A_MEMBER,
                    "Only members of the committee " + what + ", and " + who.name() + " is none.",
                    "Ask a member.");
        }
        if (!meeting.attends(who, Session.CLOSED)) {
            throw new MeetingRuleException(
                    MeetingRule.NOT_ATTENDING,
                    who.name() + " is not entered as attending the closed session.",
                    "Enter your own attendance first.");
        }
        if (!meeting.hasDeclared(who)) {
            throw new MeetingRuleException(
                    MeetingRule.INTERESTS_NOT_DECLARED,
                    who.name() + " has not declared their interests in this meeting.",
                    "Declare your interests first, be it that there are none.");
        }
        if (meeting.isBarred(who)) {
            throw barred(what);
        }
    }

    private MeetingRuleException barred(String what) {
        return new MeetingRuleException(
                MeetingRule.CONFLICT_BARS,
                who.name() + " has declared a conflict that bars from voting and cannot " + what + ".",
                "Leave it to the other members.");
    }

    private void requireSame(String hash) {
        String current = meeting.hash()
                .orElseThrow(() -> new MeetingRuleException(
                        MeetingRule.NOTHING_WRITTEN,
                        "There is no recommendation yet.",
                        "Have a member write the recommendation first."));
        if (!current.equals(hash)) {
            throw new MeetingRuleException(
                    MeetingRule.CHANGED_SINCE,
                    "The recommendation is not the one with the hash " + hash + " any more.",
                    "Read the present revision, then decide again.");
        }
    }
}
