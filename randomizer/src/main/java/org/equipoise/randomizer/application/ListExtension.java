package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the extension of a list. */
public sealed interface ListExtension {

    /** The part was added, by this request or an earlier one with the same key. */
    record Extended(ListPart part) implements ListExtension {}

    /** The key belongs to another request. */
    record KeyReused() implements ListExtension {}

    /** Another part was added meanwhile. */
    record Overtaken() implements ListExtension {}

    /** Another subject was allocated from an adaptive list meanwhile. */
    record Superseded() implements ListExtension {}

    /**
     * A part of a list.
     *
     * @param list the list's identifier
     * @param extension 0 for what was activated first, one more for each amendment
     * @param version the version of the plan from which it was made
     * @param merkleRoot the commitment to the part
     * @param entries how many allocations the part holds
     * @param activatedAt when it was added
     */
    record ListPart(
            @Schema(description = "The list's identifier") String list,

            @Schema(description = "0 for what was activated first, one more for each amendment")
            int extension,

            @Schema(description = "The version of the plan from which it was made")
            String version,

            @Schema(description = "The commitment to the part")
            String merkleRoot,

            @Schema(description = "How many allocations the part holds")
            int entries,

            @Schema(description = "When it was added") Instant activatedAt) {}
}
