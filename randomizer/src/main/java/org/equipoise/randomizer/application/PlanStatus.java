package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;

/**
 * What anyone in the study may know about its plan: no seed, no block sizes, no arms.
 *
 * @param study the study
 * @param version the plan's version
 * @param status {@code active} or {@code published}
 * @param merkleRoot the commitment to the list; null until activation
 * @param strataFactors the stratification factors with their levels
 * @param activatedAt when the list was made; null until activation
 */
public record PlanStatus(
        String study,
        String version,
        String status,
        String merkleRoot,
        List<StratificationFactor> strataFactors,
        Instant activatedAt) {

    public static final String ACTIVE = "active";
    public static final String PUBLISHED = "published";
}
