package org.equipoise.randomizer.domain.list;

import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;

/**
 * All prepared allocations of a study, made from a plan and a {@link Seed}: the same arguments always make the same
 * list.
 *
 * <p><b>Addresses</b> in the {@link org.equipoise.randomizer.domain.randomness.KeyedStream}, for study <i>S</i>, list
 * <i>L</i> and the stratum with key <i>T</i>:
 *
 * <table>
 *   <caption>What is drawn where</caption>
 *   <tr><th>what</th><th>stratum</th><th>purpose</th><th>index</th></tr>
 *   <tr><td>arms of block <i>b</i> (permuted blocks)</td><td><i>T</i></td><td>{@code block}</td><td><i>b</i> = 0, 1, …</td></tr>
 *   <tr><td>arm of position <i>p</i> (all other methods)</td><td><i>T</i></td><td>{@code position}</td><td><i>p</i> = 1, 2, …</td></tr>
 *   <tr><td>salt of position <i>p</i>, 32 bytes</td><td><i>T</i></td><td>{@code salt}</td><td><i>p</i></td></tr>
 *   <tr><td>key of the randomization numbers, 32 bytes</td><td>empty</td><td>{@code randomization-number}</td><td>0</td></tr>
 *   <tr><td>key of the kit numbers, 32 bytes</td><td>empty</td><td>{@code kit}</td><td>0</td></tr>
 * </table>
 *
 * <p><b>Order.</b> Strata in the order of {@link org.equipoise.randomizer.domain.allocation.Stratification#strata()},
 * within each the positions 1, 2, …. Entry <i>e</i> of this order (counted from 0) gets number <i>e</i> of the two
 * {@link NumberSeries}, and is leaf <i>e</i> of the {@link MerkleTree}.
 *
 * <p><b>Parts.</b> A list that is extended gets another part, with a seed, a Merkle tree and a root of its own; its
 * entries follow those that the strata have. Numbers that an earlier part has are passed over.
 *
 * @param id the list's identifier
 * @param entries the allocations in the order described
 * @param merkleRoot the commitment to them, as hexadecimal digits
 */
public record RandomizationList(String id, List<ListEntry> entries, String merkleRoot) {

    /** First letter of randomization numbers. */
    public static final String RANDOMIZATION_NUMBER = "R";

    /** First letter of kit numbers. */
    public static final String KIT = "K";

    /** Keeps an unmodifiable copy. */
    public RandomizationList {
        entries = List.copyOf(entries);
    }

    /**
     * Makes the list of a plan.
     *
     * @param plan a sound plan whose method makes lists
     * @param id the new list's identifier
     * @param seed the new list's secret
     * @throws IllegalArgumentException if the method makes no list in advance
     */
    public static RandomizationList generate(RandomizationPlan plan, String id, Seed seed) {
        return generate(plan, new Part(id, seed, Numbering.LIVE), Map.of());
    }

    /**
     * A list to be, or a later part of one.
     *
     * @param list the list's identifier, the same for all its parts
     * @param seed the part's own secret
     * @param numbering what its numbers begin with and which are taken
     */
    public record Part(String list, Seed seed, Numbering numbering) {}

    /**
     * Makes what a plan asks for beyond the entries that there are. The draws are those of the part's seed from their
     * beginning, so a stratum that goes on begins a new sequence of the method, with a new block.
     *
     * @param plan a sound plan
     * @param part the list or part to be
     * @param have how many entries the strata have, by key; none for a new list
     */
    public static RandomizationList generate(RandomizationPlan plan, Part part, Map<String, Integer> have) {
        ListGeneration generation = new ListGeneration(plan.study(), part.list(), part.seed(), part.numbering());
        return generation.run(generation.sequences(plan, have));
    }

    /**
     * Takes up arms that were put in order elsewhere; salts, and numbers where none are given, come from the seed.
     *
     * @param study the study
     * @param part the list or part to be
     * @param sequences the strata's arms, see {@link UploadRules}
     */
    public static RandomizationList of(String study, Part part, List<StratumSequence> sequences) {
        return new ListGeneration(study, part.list(), part.seed(), part.numbering()).run(sequences);
    }

    /** The salts of a part. */
    @FunctionalInterface
    public interface Salts {

        /** The salt of an entry, 32 bytes, by the stratum's key and the position. */
        byte[] of(String stratum, int position);
    }

    /** The salts of a part, for the revelation of a list. */
    public static Salts salts(String study, Part part) {
        return new ListGeneration(study, part.list(), part.seed(), part.numbering())::salt;
    }

    /** Identifier and size only: a list must not reach a log with its arms. */
    @Override
    public String toString() {
        return "RandomizationList[" + id + ", " + entries.size() + " entries]";
    }
}
