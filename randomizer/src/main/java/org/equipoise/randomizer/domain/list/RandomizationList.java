package org.equipoise.randomizer.domain.list;

import java.util.List;
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
        return new ListGeneration(plan, id, seed).run();
    }

    /** Identifier and size only: a list must not reach a log with its arms. */
    @Override
    public String toString() {
        return "RandomizationList[" + id + ", " + entries.size() + " entries]";
    }
}
