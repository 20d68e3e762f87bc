package org.equipoise.ecrf.domain.study;

import java.util.List;

/**
 * The answers that a choice offers.
 *
 * @param entries codes and labels in the order in which they are shown; codes are unique
 */
public record CodeList(List<Entry> entries) {
    /** Copies the entries. */
    public CodeList {
        entries = List.copyOf(entries);
    }

    /**
     * One answer.
     *
     * @param code what is stored
     * @param label what people read
     */
    public record Entry(String code, String label) {}

    /**
     * Tells whether a code belongs to the list.
     *
     * @param code a code
     * @return true if an entry has exactly this code
     */
    public boolean has(String code) {
        return entries.stream().anyMatch(entry -> entry.code().equals(code));
    }

    /**
     * All codes in order.
     *
     * @return the codes, separated by commas
     */
    public String codes() {
        return String.join(", ", entries.stream().map(Entry::code).toList());
    }
}
