package org.equipoise.ecrf.domain.form;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How what a form says at single places came about. The last change of a place is what it says now. */
public final class FieldHistory {
    private FieldHistory() {}

    /**
     * One change of one place.
     *
     * @param place the place
     * @param before what it said; nothing before the first answer
     * @param after what it says from then on; nothing if the answer was taken away
     * @param revision the revision that changed it
     * @param by who changed it
     * @param at when
     * @param reason why; empty for the first revision of the form
     */
    public record Change(
            String place, Answer before, Answer after, int revision, Author by, Instant at, Optional<String> reason) {}

    /**
     * The changes of one place.
     *
     * @param revisions all revisions of one form, oldest first
     * @param place the place
     * @return each change, oldest first; a revision that left the place alone is not among them
     */
    public static List<Change> of(List<Revision> revisions, String place) {
        List<Change> changes = new ArrayList<>();
        Answer before = Answer.NONE;
        for (Revision revision : revisions) {
            Answer after = Answer.at(place, revision.content());
            if (!after.equals(before)) {
                changes.add(new Change(
                        place,
                        before,
                        after,
                        revision.number(),
                        revision.savedBy(),
                        revision.savedAt(),
                        revision.reasonForChange()));
            }
            before = after;
        }
        return changes;
    }

    /**
     * What lies between two states of a form.
     *
     * @param revisions all revisions of one form, oldest first
     * @param from number of the earlier revision; 0 for the form before it was entered
     * @param to number of the later revision
     * @return for each place that says something else, the change from the one state to the other, by whoever changed it last
     */
    public static List<Change> between(List<Revision> revisions, int from, int to) {
        Optional<FormContent> before = content(revisions, from);
        Optional<FormContent> after = content(revisions, to);
        Set<String> places = new TreeSet<>();
        before.ifPresent(content -> places.addAll(Answer.places(content)));
        after.ifPresent(content -> places.addAll(Answer.places(content)));
        List<Revision> until =
                revisions.stream().filter(revision -> revision.number() <= to).toList();
        List<Change> changes = new ArrayList<>();
        for (String place : places) {
            Answer one = before.map(content -> Answer.at(place, content)).orElse(Answer.NONE);
            Answer other = after.map(content -> Answer.at(place, content)).orElse(Answer.NONE);
            if (!one.equals(other)) {
                List<Change> all = of(until, place);
                Change last = all.get(all.size() - 1);
                changes.add(new Change(place, one, other, last.revision(), last.by(), last.at(), last.reason()));
            }
        }
        return changes;
    }

    private static Optional<FormContent> content(List<Revision> revisions, int number) {
        return revisions.stream()
                .filter(revision -> revision.number() == number)
                .findFirst()
                .map(Revision::content);
    }
}
