package org.equipoise.stats.application;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a result was computed with, so that it can be computed again.
 *
 * @param snapshot the frozen data cut at the eCRF service; null where the data were read as of an instant
 * @param snapshotHash the hash of its content, as that service states it; null likewise
 * @param seed of everything random
 * @param codeVersion version of this service
 */
public record Provenance(
        @Schema(description = "Identifier of the frozen data cut in the eCRF service")
        String snapshot,

        @Schema(description = "SHA-256 of the frozen data") String snapshotHash,

        @Schema(description = "Seed of all random draws of the run")
        long seed,

        @Schema(description = "Version of the program that computed it")
        String codeVersion) {}
