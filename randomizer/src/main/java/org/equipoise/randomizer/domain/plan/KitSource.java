package org.equipoise.randomizer.domain.plan;

/** Where the number on a subject's medication comes from. */
public sealed interface KitSource {

    /** In a plan: the number that stands on the list entry. */
    String PER_ENTRY = "per-entry";

    /** In a plan: a kit from the stock of the subject's site. */
    String MANAGED = "managed";

    /** The list entry has a number, and whoever prepares the dose finds the arm behind it. */
    record PerEntry() implements KitSource {}

    /**
     * Kits are registered, shipped and dispensed one by one, and a subject gets one of its arm from the site's stock.
     *
     * @param minimumDays how many days a kit must be usable after the day on which it is dispensed, from 0 to 3,650
     */
    record Managed(int minimumDays) implements KitSource {}
}
