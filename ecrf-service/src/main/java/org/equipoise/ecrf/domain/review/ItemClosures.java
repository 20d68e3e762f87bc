package org.equipoise.ecrf.domain.review;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * The items of one form that are frozen or locked one by one, while the rest of the form takes changes. Each item goes through the
 * states that a form goes through ({@link Closure}): open, frozen, locked, and back to open from either. A frozen item can be locked;
 * a locked one is opened by unlocking it alone, whether it was frozen before or not.
 *
 * <p>A closed item keeps its answer: its value or reason, or that it has neither. That holds for whatever would change it, also for a
 * derivation or a value carried from another form: whoever wants to change what an item is derived from has to have it opened.
 *
 * @param byPlace the places of the form that are closed, in order
 */
public record ItemClosures(Map<String, Closed> byPlace) {
    /** All items are open. */
    public static final ItemClosures NONE = new ItemClosures(Map.of());

    /** Copies the map, sorted. */
    public ItemClosures {
        byPlace = Collections.unmodifiableMap(new TreeMap<>(byPlace));
    }

    /**
     * An item that takes no changes.
     *
     * @param state frozen or locked
     * @param by the mark that brought it there
     */
    public record Closed(Closure state, Mark by) {}

    /**
     * The fold of the marks that close and open items.
     *
     * @param marks all marks of one form, oldest first
     * @return the places that are closed
     */
    public static ItemClosures after(List<Mark> marks) {
        Map<String, Closed> closed = new TreeMap<>();
        marks.stream()
                .filter(mark -> mark.action().isOnItems())
                .forEach(mark -> mark.statement()
                        .items()
                        .forEach(item -> state(closed, item)
                                .then(mark.action().ofEach())
                                .ifPresent(next -> put(closed, item, new Closed(next, mark)))));
        return new ItemClosures(closed);
    }

    private static void put(Map<String, Closed> closed, String item, Closed next) {
        if (next.state() == Closure.OPEN) {
            closed.remove(item);
        } else {
            closed.put(item, next);
        }
    }

    private static Closure state(Map<String, Closed> closed, String item) {
        return closed.containsKey(item) ? closed.get(item).state() : Closure.OPEN;
    }

    /**
     * The state of one item.
     *
     * @param item its place
     * @return open, frozen or locked
     */
    public Closure state(String item) {
        return state(byPlace, item);
    }

    /**
     * Tells whether all items are open.
     *
     * @return true if none is closed
     */
    public boolean isEmpty() {
        return byPlace.isEmpty();
    }

    /**
     * The items that are frozen.
     *
     * @return their places, in order
     */
    public Set<String> frozen() {
        return in(Closure.FROZEN);
    }

    /**
     * The items that are locked.
     *
     * @return their places, in order
     */
    public Set<String> locked() {
        return in(Closure.LOCKED);
    }

    private Set<String> in(Closure state) {
        Set<String> places = new TreeSet<>(byPlace.keySet());
        places.removeIf(place -> state(place) != state);
        return places;
    }

    /**
     * The items that an action has no place on: to be frozen although they are closed, locked although they are, or opened from a
     * state that they are not in.
     *
     * @param action the action
     * @param items the items that it names
     * @return those of them, in the order named; empty for an action that is not on items
     */
    public List<String> misplaced(MarkAction action, List<String> items) {
        return action.isOnItems()
                ? items.stream()
                        .filter(item -> state(item).then(action.ofEach()).isEmpty())
                        .toList()
                : List.of();
    }

    /**
     * The closed items that would say something else.
     *
     * @param before what the form says
     * @param after what it would say
     * @return those of these
     */
    public ItemClosures brokenBy(FormContent before, FormContent after) {
        return among(changed(byPlace.keySet(), before, after));
    }

    /**
     * What is closed as somebody sees it who does not see all items.
     *
     * @param hidden the items that are not seen
     * @return the closed ones among the others
     */
    public ItemClosures without(HiddenItems hidden) {
        return hidden.isEmpty() ? this : among(hidden.visible(byPlace.keySet()));
    }

    private ItemClosures among(Collection<String> places) {
        Map<String, Closed> some = new TreeMap<>(byPlace);
        some.keySet().retainAll(Set.copyOf(places));
        return new ItemClosures(some);
    }

    /**
     * The places that say something else after than before.
     *
     * @param places some places of a form
     * @param before what the form says
     * @param after what it says then
     * @return those places, in order
     */
    public static List<String> changed(Collection<String> places, FormContent before, FormContent after) {
        return places.stream()
                .filter(place -> !Answer.at(place, before).equals(Answer.at(place, after)))
                .sorted()
                .toList();
    }
}
