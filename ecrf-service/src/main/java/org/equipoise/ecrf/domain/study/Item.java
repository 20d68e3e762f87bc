package org.equipoise.ecrf.domain.study;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One question of a form.
 *
 * @param id name of the item and of its variable in rules; unique in the form
 * @param label what people read
 * @param type the kind of value
 * @param unit unit of a number, for people
 * @param precision largest number of decimal places of a decimal
 * @param range permitted values of a number
 * @param codeList permitted codes of a choice
 * @param required whether a value or a reason for its absence must be given
 * @param derivation CEL expression by which the server computes the value; nobody then enters it
 * @param missingReasons the reasons that may be given instead of a value
 * @param skip when the item is not asked
 * @param carried when its value is taken over from an earlier form
 * @param hint what helps people to answer; empty if nothing does
 * @param category what one must see, besides its form, to see it; empty if whoever sees the form sees it
 */
public record Item(
        String id,
        String label,
        ItemType type,
        Optional<String> unit,
        OptionalInt precision,
        Optional<Range> range,
        Optional<CodeList> codeList,
        boolean required,
        Optional<String> derivation,
        CodeList missingReasons,
        Optional<SkipRule> skip,
        Optional<CarryRule> carried,
        Optional<String> hint,
        Optional<FormCategory> category) {
    /**
     * The same item, hidden further by another version of the study.
     *
     * @param other the category that the other version gives it; empty keeps its own
     * @return a copy
     */
    public Item hiddenAs(Optional<FormCategory> other) {
        return new Item(
                id,
                label,
                type,
                unit,
                precision,
                range,
                codeList,
                required,
                derivation,
                missingReasons,
                skip,
                carried,
                hint,
                other.or(() -> category));
    }

    /**
     * Tells whether the server computes the value.
     *
     * @return true if the item has a derivation
     */
    public boolean isDerived() {
        return derivation.isPresent();
    }
}
