package org.equipoise.ecrf.domain.study;

/**
 * When an item is not asked.
 *
 * <p>An item is skipped when its {@code skipWhen} holds, or when its {@code shownWhen} does not. A condition that nothing can be
 * said about, because an item that it names has no value, does not hold: {@code skipWhen} then asks and {@code shownWhen} does not.
 *
 * @param skipsWhenTrue true for {@code skipWhen}, false for {@code shownWhen}
 * @param condition CEL expression over the items of the form
 */
public record SkipRule(boolean skipsWhenTrue, String condition) {
    /**
     * The member of the definition that the rule is written in.
     *
     * @return {@code skipWhen} or {@code shownWhen}
     */
    public String member() {
        return skipsWhenTrue ? "skipWhen" : "shownWhen";
    }

    /**
     * Tells whether the item is skipped.
     *
     * @param holds whether the condition holds; false if nothing can be said
     * @return true if the item is not asked
     */
    public boolean skips(boolean holds) {
        return skipsWhenTrue == holds;
    }
}
