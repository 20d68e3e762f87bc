package org.equipoise.randomizer.domain.kit;

import java.time.Instant;
import java.util.Objects;

/**
 * A kit that came to a site with a delivery.
 *
 * @param kit the kit
 * @param delivery with what it came
 * @param free whether it can be handed out: it lies at the site, and was neither dispensed nor is it damaged, lost, in
 *     quarantine, returned or destroyed
 */
public record DeliveredKit(Kit kit, Delivery delivery, boolean free) {

    /** Checks that nothing is missing. */
    public DeliveredKit {
        Objects.requireNonNull(kit, "kit");
        Objects.requireNonNull(delivery, "delivery");
    }

    /**
     * What came to a site at one time.
     *
     * @param id the shipment's identifier
     * @param at when it was received; of one that is underway, when it was packed or sent
     */
    public record Delivery(String id, Instant at) {}
}
