package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;

/**
 * What anyone in the study may know about its plan: no seed, no block sizes, no arms.
 *
 * @param study the study
 * @param version the plan's version
 * @param status {@code active} or {@code published}
 * @param merkleRoot the commitment to the list's last part; null until activation
 * @param strataFactors the stratification factors with their levels
 * @param activatedAt when the list was made; null until activation
 * @param list the list's identifier; null until activation
 * @param parts the list's parts, each with the commitment to it; empty until activation
 */
public record PlanStatus(
        @Schema(description = "The study") String study,
        @Schema(description = "The plan's version") String version,
        @Schema(description = "`active` or `published`") String status,

        @Schema(description = "The commitment to the list's last part; null until activation")
        String merkleRoot,

        @Schema(description = "The stratification factors with their levels")
        List<StratificationFactor> strataFactors,

        @Schema(description = "When the list was made; null until activation")
        Instant activatedAt,

        @Schema(description = "The list's identifier; null until activation")
        String list,

        @Schema(description = "The list's parts, each with the commitment to it; empty until activation")
        List<ListExtension.ListPart> parts) {

    public static final String ACTIVE = "active";
    public static final String PUBLISHED = "published";
}
