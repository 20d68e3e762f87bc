package org.equipoise.ecrf.domain.study;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands within a form that has repeating groups: an item in a numbered row of its group, written
 * {@code MEDICATION[2].DOSE}. An item of a group that does not repeat stands under its id alone.
 *
 * <p>Rows keep their number for good: a row that is emptied leaves a gap, so that a key means the same in every revision.
 *
 * @param group id of the repeating group
 * @param row number of the row, from 1
 * @param item id of the item
 */
public record CellKey(String group, int row, String item) {
    private static final Pattern KEY =
            Pattern.compile("([A-Z][A-Z0-9_]{0,39})\\[([1-9]\\d{0,2})]\\.([A-Z][A-Z0-9_]{0,39})");

    /**
     * Reads a key.
     *
     * @param text for example {@code MEDICATION[2].DOSE}
     * @return the key, or empty if the text is none
     */
    public static Optional<CellKey> parse(String text) {
        Matcher parts = KEY.matcher(text);
        return parts.matches()
                ? Optional.of(new CellKey(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /**
     * The item that a value is an answer to.
     *
     * @param key an item's id, or the key of a cell
     * @return the item's id
     */
    public static String itemOf(String key) {
        return parse(key).map(CellKey::item).orElse(key);
    }

    @Override
    public String toString() {
        return group + "[" + row + "]." + item;
    }
}
