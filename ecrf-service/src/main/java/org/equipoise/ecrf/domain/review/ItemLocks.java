package org.equipoise.ecrf.domain.review;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FormContent;

/**
 * The items of one form that are locked one by one, while the rest of the form takes changes. A locked item keeps its answer: its
 * value or reason, or that it has neither. That holds for whatever would change it, also for a derivation or a value carried from
 * another form: whoever wants to change what an item is derived from has to have it unlocked.
 */
public final class ItemLocks {
    private ItemLocks() {}

    /**
     * The fold of the marks that lock and unlock items.
     *
     * @param marks all marks of one form, oldest first
     * @return the places of the form that are locked, in order
     */
    public static Set<String> after(List<Mark> marks) {
        return new TreeSet<>(byPlace(marks).keySet());
    }

    /**
     * The same with the mark that locked each item.
     *
     * @param marks all marks of one form, oldest first
     * @return the places that are locked, in order, with the mark that did it
     */
    public static Map<String, Mark> byPlace(List<Mark> marks) {
        Map<String, Mark> locked = new TreeMap<>();
        for (Mark mark : marks) {
            if (mark.action() == MarkAction.LOCK_ITEMS) {
                mark.statement().items().forEach(item -> locked.put(item, mark));
            } else if (mark.action() == MarkAction.UNLOCK_ITEMS) {
                locked.keySet().removeAll(mark.statement().items());
            }
        }
        return locked;
    }

    /**
     * The items that an action has no place on: to be locked although they are, or unlocked although they are not.
     *
     * @param locked what is locked
     * @param action the action
     * @param items the items that it names
     * @return those of them, in the order named; empty for an action that locks no items
     */
    public static List<String> misplaced(Set<String> locked, MarkAction action, List<String> items) {
        if (!action.isOnItems()) {
            return List.of();
        }
        boolean locks = action == MarkAction.LOCK_ITEMS;
        return items.stream().filter(item -> locked.contains(item) == locks).toList();
    }

    /**
     * The locked places that would say something else.
     *
     * @param locked what is locked
     * @param before what the form says
     * @param after what it would say
     * @return those places, in order
     */
    public static List<String> broken(Collection<String> locked, FormContent before, FormContent after) {
        return locked.stream()
                .filter(place -> !Answer.at(place, before).equals(Answer.at(place, after)))
                .sorted()
                .toList();
    }
}
