package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A randomization as blinded people see it.
 *
 * @param study the study
 * @param subject the subject
 * @param randomizationNumber the number by which people speak of it
 * @param kit the number on the medication
 * @param randomizedAt when
 * @param strata the levels under which the subject was randomized
 * @param receipt what binds it to the committed list
 */
public record Randomization(
        @Schema(description = "The study") String study,
        @Schema(description = "The subject") String subject,

        @Schema(description = "The number by which people speak of it")
        String randomizationNumber,

        @Schema(description = "The number on the medication")
        String kit,

        @Schema(description = "When") Instant randomizedAt,

        @Schema(description = "The levels under which the subject was randomized")
        Map<String, String> strata,

        @Schema(description = "What binds it to the committed list")
        Receipt receipt) {

    /** The site among the strata need not be the subject's: a plan may not stratify by site. */
    public record AtSite(String site, Randomization randomization) {}

    /**
     * What binds a randomization to the committed list.
     *
     * @param list the list's identifier
     * @param extension the part of the list, 0 for what was activated first, one more for each amendment
     * @param merkleRoot the commitment published for that part
     * @param leaf this entry's leaf under it
     */
    public record Receipt(
            @Schema(description = "The list's identifier") String list,

            @Schema(description = "The part of the list, 0 for what was activated first, one more for each amendment")
            int extension,

            @Schema(description = "The commitment published for that part")
            String merkleRoot,

            @Schema(description = "This entry's leaf under it")
            String leaf) {}
}
