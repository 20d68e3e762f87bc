package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something done to kits.
 *
 * @param study the study
 * @param request what makes the request the same as an earlier one
 * @param answer what the request will be answered, now and again; it tells no type
 * @param changes the steps, all of them or none
 * @param at the time
 * @param facts what the audit entries say besides
 */
public record KitBooking(
        String study,
        UniqueRequest request,
        String answer,
        List<KitChange> changes,
        Instant at,
        Map<String, String> facts) {

    /** Keeps unmodifiable copies. */
    public KitBooking {
        changes = List.copyOf(changes);
        facts = Map.copyOf(facts);
    }
}
