package org.equipoise.ecrf.domain.form;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.Item;

/**
 * What a save leaves as it is because its author may not enter it: these items keep the answers of the revision before, whatever is
 * sent. Derived items are not among them, since the server computes them anew.
 *
 * @param hidden the items that the author does not see, so that the form has none of these names for the author
 * @param closed all items that the author may not enter, the hidden ones included
 * @param values the values that stay, by item or cell
 * @param missing the reasons that stay, by item or cell
 */
public record KeptAnswers(
        HiddenItems hidden, HiddenItems closed, Map<String, ItemValue> values, Map<String, MissingReason> missing) {
    /** The author may enter all of the form. */
    public static final KeptAnswers NONE = new KeptAnswers(HiddenItems.NONE, HiddenItems.NONE, Map.of(), Map.of());

    /** Copies both maps, sorted. */
    public KeptAnswers {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    }

    /**
     * What stays of a form.
     *
     * @param form the form as the version in force has it; what it no longer has does not stay
     * @param hidden the items that the author does not see
     * @param closed all items that the author may not enter
     * @param before what the form says now; empty if it was not entered
     * @return the answers that stay
     */
    public static KeptAnswers of(Form form, HiddenItems hidden, HiddenItems closed, Optional<FormContent> before) {
        if (closed.isEmpty()) {
            return NONE;
        }
        Map<String, ItemValue> values = new TreeMap<>();
        Map<String, MissingReason> missing = new TreeMap<>();
        before.ifPresent(content -> {
            content.values().forEach((key, value) -> {
                if (stays(form, closed, key)) {
                    values.put(key, value);
                }
            });
            content.missing().forEach((key, reason) -> {
                if (stays(form, closed, key)) {
                    missing.put(key, reason);
                }
            });
        });
        return new KeptAnswers(hidden, closed, values, missing);
    }

    private static boolean stays(Form form, HiddenItems closed, String key) {
        Optional<Item> item = form.answered(key);
        return closed.hides(key) && item.filter(known -> !known.isDerived()).isPresent();
    }

    /**
     * Whether an answer is the one that stays.
     *
     * @param key the item or cell
     * @param sent what was sent
     * @return true if it means the same
     */
    boolean says(String key, Answer sent) {
        return sent.means(new Answer(Optional.ofNullable(values.get(key)), Optional.ofNullable(missing.get(key))));
    }
}
