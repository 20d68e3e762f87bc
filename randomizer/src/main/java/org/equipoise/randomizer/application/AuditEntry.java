package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of a hash chain.
 *
 * @param id the entry's number: in the audit its place among the study's visible entries, counted from 1 without a gap; in
 *     a kit's history the database's own
 * @param stream the chain that it belongs to
 * @param seq its place in the chain, counted from 1
 * @param at when
 * @param entry canonical JSON of what happened
 * @param previousHash hash of the entry before, or of the stream's name
 * @param hash SHA-256 of previous hash, line feed and entry
 */
public record AuditEntry(
        @Schema(
                description =
                        "The entry's number: in the audit its place among the study's visible entries, counted from 1"
                                + " without a gap; in a kit's history the database's own")
        long id,

        @Schema(description = "The chain that it belongs to")
        String stream,

        @Schema(description = "Its place in the chain, counted from 1")
        long seq,

        @Schema(description = "When") Instant at,

        @Schema(description = "Canonical JSON of what happened")
        String entry,

        @Schema(description = "Hash of the entry before, or of the stream's name")
        String previousHash,

        @Schema(description = "SHA-256 of previous hash, line feed and entry")
        String hash) {}
