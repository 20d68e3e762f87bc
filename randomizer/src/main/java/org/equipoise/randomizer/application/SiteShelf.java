package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;

/**
 * Everything that was delivered to a site, as it stood at one moment.
 *
 * @param version counts what has happened to kits at the site; with another version the shelf is another one
 * @param kits every kit of every delivery received, by number
 */
public record SiteShelf(long version, List<Shelved> kits) {

    /** Keeps an unmodifiable copy. */
    public SiteShelf {
        kits = List.copyOf(kits);
    }

    /**
     * A kit of a delivery.
     *
     * @param kit the kit
     * @param shipment with which it came
     * @param received when that was
     * @param free whether it can be handed out
     */
    public record Shelved(SealedKit kit, String shipment, Instant received, boolean free) {}
}
