package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/**
 * Kits on their way from a depot to a site; for unblinded people, because it tells which kits came together.
 *
 * @param shipment its identifier
 * @param depot from where
 * @param site whereto
 * @param state how far it is
 * @param requestedAt when it was asked for
 * @param changedAt when it came to its state
 * @param kits the numbers, in their order
 */
public record Shipment(
        String shipment,
        String depot,
        String site,
        ShipmentState state,
        Instant requestedAt,
        Instant changedAt,
        List<String> kits) {

    /** Keeps an unmodifiable copy. */
    public Shipment {
        kits = List.copyOf(kits);
    }
}
