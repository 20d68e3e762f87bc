package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of an activation. */
public sealed interface Activation {

    /** The list is active, by this request or an earlier one with the same key. */
    record Active(ActivatedList list, boolean replayed) implements Activation {}

    /** Another request made a list of this study active before. */
    record AlreadyActive(ActivatedList list) implements Activation {}

    /** The key belongs to another request. */
    record KeyReused() implements Activation {}

    /**
     * An active list.
     *
     * @param study the study
     * @param version the plan's version
     * @param list the list's identifier
     * @param merkleRoot the commitment to the list
     * @param entries how many allocations it holds
     * @param activatedAt when it became active
     * @param purpose {@code live}, or {@code test} for a list that subjects are never really randomized from
     */
    record ActivatedList(
            @Schema(description = "The study") String study,
            @Schema(description = "The plan's version") String version,
            @Schema(description = "The list's identifier") String list,

            @Schema(description = "The commitment to the list")
            String merkleRoot,

            @Schema(description = "How many allocations it holds")
            int entries,

            @Schema(description = "When it became active") Instant activatedAt,

            @Schema(description = "`live`, or `test` for a list that subjects are never really randomized from")
            String purpose) {}
}
