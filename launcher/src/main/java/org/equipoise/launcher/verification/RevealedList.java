package org.equipoise.launcher.verification;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * A revealed list, as the randomizer answers {@code GET …/revealed-list}.
 *
 * @param format {@value #FORMAT}
 * @param study the study
 * @param list the list's identifier
 * @param parts the parts, in the order in which they were added
 * @param replay what the entries follow from; null if they were prepared in advance
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RevealedList(String format, String study, String list, List<Part> parts, Replay replay) {

    static final String FORMAT = "org.equipoise.revealed-list/1";

    /**
     * A part of a list.
     *
     * @param extension the part's number, from 0
     * @param merkleRoot the commitment that the file names; it proves nothing
     * @param entries the entries in the order of the leaves
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Part(int extension, String merkleRoot, List<Entry> entries) {}

    /** An entry with everything that its leaf commits to. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(
            String stratum,
            int position,
            String randomizationNumber,
            String kit,
            String arm,
            String salt,
            String leaf) {

        Entry withLeaf(String newLeaf) {
            return new Entry(stratum, position, randomizationNumber, kit, arm, salt, newLeaf);
        }

        String place() {
            return stratum + ", position " + position;
        }
    }

    /** Seed and method of a list whose method looked at earlier subjects. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Replay(
            String seed,
            String measure,
            List<String> probabilities,
            Map<String, Integer> weights,
            List<Share> arms,
            List<String> factors) {}

    /** An arm and its part of the ratio. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Share(String code, int ratio) {}
}
