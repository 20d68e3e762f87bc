package org.equipoise.ecrf.domain.review;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * How far the review of a form has come: the fold of its marks over its revisions. A mark holds for what it was made on, so
 * a later change undoes it visibly: an item is verified as long as it says what it said then, of the time that the form named then;
 * a review and a signature hold for exactly one state of the whole form.
 *
 * @param closure whether the form itself is frozen or locked
 * @param items the items that are frozen or locked one by one
 * @param verified the items whose present answer was verified
 * @param unverified the items with an answer that was not, and those whose answer was, and is gone
 * @param reviewed whether the present revision was reviewed
 * @param signatures all signatures, oldest first
 */
public record FormStanding(
        Closure closure,
        ItemClosures items,
        Set<String> verified,
        Set<String> unverified,
        boolean reviewed,
        List<Signature> signatures) {
    /** Copies the collections. */
    public FormStanding {
        verified = Set.copyOf(verified);
        unverified = Set.copyOf(unverified);
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature and whether it still covers what is there.
     *
     * @param mark the mark that it is
     * @param unchanged whether nothing changed since
     * @param independent whether the person entered no form, before or since, that the signed one must be signed
     *     independently of
     */
    public record Signature(Mark mark, boolean unchanged, boolean independent) {
        /**
         * Whether the person answers for the present state.
         *
         * @return true if nothing changed and the person is independent
         */
        public boolean valid() {
            return unchanged && independent;
        }
    }

    /**
     * Folds marks over revisions.
     *
     * @param revisions all revisions of the form, oldest first, at least one
     * @param contentHash hash of the present state
     * @param marks all marks of the form, oldest first
     * @param dependent ids of those who may not answer for the form
     * @return how the form stands
     */
    public static FormStanding of(
            List<Revision> revisions, String contentHash, List<Mark> marks, Set<String> dependent) {
        FormContent present = revisions.get(revisions.size() - 1).content();
        Map<Integer, FormContent> contents = new TreeMap<>();
        revisions.forEach(revision -> contents.put(revision.number(), revision.content()));
        Set<String> verified = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        marks.stream()
                .filter(mark -> mark.action() == MarkAction.VERIFY)
                .forEach(mark -> mark.statement().items().forEach(item -> {
                    FormContent then = contents.get(mark.statement().revision());
                    if (then != null
                            && then.occurredAt().equals(present.occurredAt())
                            && answer(then, item).equals(answer(present, item))) {
                        verified.add(item);
                    } else {
                        verified.remove(item);
                        changed.add(item);
                    }
                }));
        Set<String> unverified = new TreeSet<>(changed);
        unverified.addAll(present.values().keySet());
        unverified.addAll(present.missing().keySet());
        unverified.removeAll(verified);
        return new FormStanding(
                Closure.after(marks),
                ItemClosures.after(marks),
                verified,
                unverified,
                holds(marks, MarkAction.REVIEW, contentHash),
                signatures(marks, contentHash, dependent));
    }

    /**
     * Whether somebody answers for the present state.
     *
     * @return whether a signature is valid
     */
    public boolean signed() {
        return signatures.stream().anyMatch(Signature::valid);
    }

    /**
     * The signatures among some marks.
     *
     * @param marks marks of one target, oldest first
     * @param contentHash hash of the target's present state
     * @param dependent ids of those who may not answer for the target
     * @return the signatures, oldest first
     */
    public static List<Signature> signatures(List<Mark> marks, String contentHash, Set<String> dependent) {
        return marks.stream()
                .filter(mark -> mark.action() == MarkAction.SIGN)
                .map(mark -> new Signature(
                        mark,
                        mark.statement().contentHash().equals(contentHash),
                        !dependent.contains(mark.by().id())))
                .toList();
    }

    private static boolean holds(List<Mark> marks, MarkAction action, String contentHash) {
        return marks.stream()
                .anyMatch(mark -> mark.action() == action
                        && mark.statement().contentHash().equals(contentHash));
    }

    private static Optional<String> answer(FormContent content, String item) {
        return Optional.ofNullable(content.values().get(item))
                .map(value -> "=" + value.plain())
                .or(() -> Optional.ofNullable(content.missing().get(item)).map(Objects::toString));
    }

    /**
     * How a form stands for somebody who does not see all of its items.
     *
     * @param hidden the items that are not seen
     * @return the standing without them
     */
    public FormStanding without(HiddenItems hidden) {
        return hidden.isEmpty()
                ? this
                : new FormStanding(
                        closure,
                        items.without(hidden),
                        hidden.visible(verified),
                        hidden.visible(unverified),
                        reviewed,
                        signatures.stream()
                                .flatMap(signature -> signature.mark().without(hidden).stream()
                                        .map(mark ->
                                                new Signature(mark, signature.unchanged(), signature.independent())))
                                .toList());
    }
}
