package org.equipoise.ecrf.domain.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two people changed a form from the same revision: what each of them changed, place by place.
 *
 * <p>Places that only one of them changed, or both alike, go together; where both changed a place to different answers, a person
 * decides. Nothing is merged here: the proposal is what could be saved if whoever came second agrees.
 *
 * @param places each place that at least one of them changed
 */
public record ConcurrentChanges(List<Place> places) {
    /** Copies the places. */
    public ConcurrentChanges {
        places = List.copyOf(places);
    }

    /**
     * A place that was changed.
     *
     * @param place an item, a cell, {@code occurredAt} or {@code windowReason}
     * @param base what both of them saw
     * @param theirs what was saved meanwhile
     * @param yours what was to be saved
     * @param by who changed it meanwhile; empty if only you did
     */
    public record Place(String place, Answer base, Answer theirs, Answer yours, Optional<FieldHistory.Change> by) {
        /**
         * Tells whether both changed the place, and differently. One instant written in two zones is the same answer.
         *
         * @return true if a person has to decide
         */
        public boolean conflicts() {
            return !theirs.means(base) && !yours.means(base) && !theirs.means(yours);
        }

        /**
         * What the place would say if both changes were kept.
         *
         * @return yours if you changed it, else theirs
         */
        public Answer merged() {
            return yours.means(base) && !theirs.means(base) ? theirs : yours;
        }
    }

    /**
     * Compares.
     *
     * @param revisions all revisions of the form, oldest first
     * @param base number of the revision that both saw; 0 if neither saw one
     * @param yours what was to be saved, by place; derived items left out
     * @param ignored items that the server computes
     * @return what each changed
     */
    public static ConcurrentChanges of(
            List<Revision> revisions, int base, Map<String, Answer> yours, Set<String> ignored) {
        int latest = revisions.get(revisions.size() - 1).number();
        Map<String, FieldHistory.Change> theirs = new TreeMap<>();
        FieldHistory.between(revisions, base, latest).forEach(change -> theirs.put(change.place(), change));
        Optional<FormContent> before = revisions.stream()
                .filter(revision -> revision.number() == base)
                .findFirst()
                .map(Revision::content);
        Set<String> named = new TreeSet<>(theirs.keySet());
        named.addAll(yours.keySet());
        before.map(Answer::places).ifPresent(named::addAll);
        named.removeAll(ignored);
        List<Place> places = new ArrayList<>();
        for (String place : named) {
            Answer seen = before.map(content -> Answer.at(place, content)).orElse(Answer.NONE);
            Optional<FieldHistory.Change> change = Optional.ofNullable(theirs.get(place));
            Place found = new Place(
                    place,
                    seen,
                    change.map(FieldHistory.Change::after).orElse(seen),
                    yours.getOrDefault(place, Answer.NONE),
                    change);
            if (change.isPresent() || !found.yours().equals(seen)) {
                places.add(found);
            }
        }
        return new ConcurrentChanges(places);
    }

    /**
     * Tells whether the changes go together.
     *
     * @return true if no place was changed by both to different answers
     */
    public boolean areDisjoint() {
        return places.stream().noneMatch(Place::conflicts);
    }
}
