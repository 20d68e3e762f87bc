package org.equipoise.randomizer.application;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the unblinding register.
 *
 * @param id the entry's number
 * @param at when arms were read
 * @param by who read them, as the identity provider names them
 * @param byName the name that people know
 * @param party the service through which they read
 * @param why the analysis for which they read, the code break, or the study's unblinding
 * @param scope which subjects
 * @param subjects how many
 * @param staysBlinded who goes on knowing nothing; null where the whole study was read
 * @param previousHash hash of the entry before, or of the stream's name
 * @param hash hash of this entry
 */
public record RegisterEntry(
        @Schema(description = "The entry's number") long id,
        @Schema(description = "When arms were read") Instant at,

        @Schema(description = "Who read them, as the identity provider names them")
        String by,

        @Schema(description = "The name that people know") String byName,

        @Schema(description = "The service through which they read")
        String party,

        @Schema(description = "The analysis for which they read, the code break, or the study's unblinding")
        String why,

        @Schema(description = "Which subjects") String scope,
        @Schema(description = "How many") int subjects,

        @Schema(description = "Who goes on knowing nothing; null where the whole study was read")
        String staysBlinded,

        @Schema(description = "Hash of the entry before, or of the stream's name")
        String previousHash,

        @Schema(description = "Hash of this entry") String hash) {}
