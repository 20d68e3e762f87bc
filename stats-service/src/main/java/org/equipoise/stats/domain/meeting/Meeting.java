package org.equipoise.stats.domain.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The minutes of a closed session: what it is about, and all entries in their order. Everything else follows from them.
 * {@link MeetingConduct} says which entry may come next.
 *
 * @param subject what it is about
 * @param events the entries
 */
public record Meeting(MeetingSubject subject, List<MeetingEvent> events) {

    /** Takes a copy. */
    public Meeting {
        events = List.copyOf(events);
    }

    /**
     * The minutes with one entry more.
     *
     * @param event the entry
     * @return new minutes
     */
    public Meeting with(MeetingEvent event) {
        return new Meeting(
                subject, Stream.concat(events.stream(), Stream.of(event)).toList());
    }

    /**
     * Who attends.
     *
     * @return each person once, in the order of their first entries
     */
    public List<Attendance> attendance() {
        Map<String, Attendance> found = new LinkedHashMap<>();
        of(MeetingEvent.Attended.class).forEach(entry -> {
            Attendance known = found.computeIfAbsent(
                    entry.by().id(), id -> new Attendance(entry.by(), new TreeSet<>(), entry.at()));
            known.sessions().addAll(entry.sessions());
        });
        return List.copyOf(found.values());
    }

    /**
     * Whether somebody attends a session.
     *
     * @param who the person
     * @param session the session
     * @return whether they entered it
     */
    public boolean attends(Participant who, Session session) {
        return of(MeetingEvent.Attended.class)
                .anyMatch(entry -> entry.by().is(who) && entry.sessions().contains(session));
    }

    /**
     * All declarations of interests.
     *
     * @return in their order
     */
    public List<MeetingEvent.InterestDeclared> interests() {
        return of(MeetingEvent.InterestDeclared.class).toList();
    }

    /**
     * Whether somebody has declared their interests, be it that there are none.
     *
     * @param who the person
     * @return whether they have
     */
    public boolean hasDeclared(Participant who) {
        return interests().stream().anyMatch(entry -> entry.by().is(who));
    }

    /**
     * Whether a conflict bars somebody from voting. Their last declaration counts: it corrects those before it.
     *
     * @param who the person
     * @return whether it does
     */
    public boolean isBarred(Participant who) {
        return interests().stream()
                .filter(entry -> entry.by().is(who))
                .reduce((earlier, later) -> later)
                .filter(entry -> entry.declaration() == InterestDeclaration.BARS_VOTING)
                .isPresent();
    }

    /**
     * All revisions of the recommendation.
     *
     * @return in their order; the last is the one that counts
     */
    public List<MeetingEvent.Drafted> drafts() {
        return of(MeetingEvent.Drafted.class).toList();
    }

    /**
     * The recommendation as it stands.
     *
     * @return its last revision; empty before anybody wrote one
     */
    public Optional<MeetingEvent.Drafted> draft() {
        List<MeetingEvent.Drafted> all = drafts();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Hash of the recommendation as it stands.
     *
     * @return the hash that is signed; empty before anybody wrote a recommendation
     */
    public Optional<String> hash() {
        return draft().map(current -> new SignedContent(subject, current).hash());
    }

    /**
     * All signatures, those that were voided too. A signature stands while the recommendation is the one that was signed and
     * its signer has declared no conflict after it that bars from voting. Correcting that declaration does not revive it: the
     * signer signs again.
     *
     * @return in their order
     */
    public List<Signature> signatures() {
        List<Signature> found = new ArrayList<>();
        int current = draft().map(MeetingEvent.Drafted::revision).orElse(0);
        int revision = 0;
        for (int i = 0; i < events.size(); i++) {
            MeetingEvent event = events.get(i);
            if (event instanceof MeetingEvent.Drafted drafted) {
                revision = drafted.revision();
            } else if (event instanceof MeetingEvent.Signed signed) {
                found.add(new Signature(signed, revision, voidBecause(i, revision, current)));
            }
        }
        return List.copyOf(found);
    }

    private Optional<Signature.Reason> voidBecause(int position, int revision, int current) {
        if (revision != current) {
            return Optional.of(Signature.Reason.RECOMMENDATION_CHANGED);
        }
        Participant signer = events.get(position).by();
        boolean conflict = events.subList(position, events.size()).stream()
                .anyMatch(later -> later instanceof MeetingEvent.InterestDeclared declared
                        && declared.by().is(signer)
                        && declared.declaration() == InterestDeclaration.BARS_VOTING);
        return conflict ? Optional.of(Signature.Reason.CONFLICT_DECLARED) : Optional.empty();
    }

    /**
     * How many signatures stand, each by another person.
     *
     * @return the number
     */
    public int standingSignatures() {
        return (int) signatures().stream()
                .filter(Signature::stands)
                .map(signature -> signature.signed().by().id())
                .distinct()
                .count();
    }

    /**
     * The release.
     *
     * @return the last entry, if it is one
     */
    public Optional<MeetingEvent.Released> released() {
        return of(MeetingEvent.Released.class).findFirst();
    }

    /**
     * The end without a release.
     *
     * @return the last entry, if it is one
     */
    public Optional<MeetingEvent.Closed> closed() {
        return of(MeetingEvent.Closed.class).findFirst();
    }

    /**
     * Whether nothing is entered any more.
     *
     * @return whether the recommendation is released, or the meeting closed without a release
     */
    public boolean isEnded() {
        return released().isPresent() || closed().isPresent();
    }

    /**
     * When the last entry was made.
     *
     * @return the instant
     */
    public Instant changedAt() {
        return events.isEmpty()
                ? subject.openedAt()
                : events.get(events.size() - 1).at();
    }

    private <T extends MeetingEvent> Stream<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Shows the name alone. */
    @Override
    public String toString() {
        return "Meeting[" + subject.meeting() + "]";
    }
}
