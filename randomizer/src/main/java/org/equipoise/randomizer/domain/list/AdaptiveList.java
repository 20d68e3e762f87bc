package org.equipoise.randomizer.domain.list;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.domain.allocation.FactorTotals;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.FieldEncoding;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;

/**
 * The allocations of a study whose method looks at earlier subjects: no list exists in advance, but everything that comes
 * follows from the plan, the {@link Seed} and the order in which subjects of which strata come.
 *
 * <p><b>Commitment.</b> Since there are no leaves yet, activation publishes
 *
 * <pre>   SHA-256(0x00 ‖ "org.equipoise.seed-commitment/1" ‖ study ‖ list ‖ seed) </pre>
 *
 * with the fields as {@link FieldEncoding} writes them. The seed's 256 bits keep it from being guessed; once it is revealed,
 * {@link #replay} gives every entry again, and with it the leaf that a receipt names.
 *
 * <p><b>Addresses</b> in the {@link KeyedStream}. Positions <i>p</i> = 1, 2, … count through the whole study, in the order in
 * which allocations were committed.
 *
 * <table>
 *   <caption>What is drawn where</caption>
 *   <tr><th>what</th><th>stratum</th><th>purpose</th><th>index</th></tr>
 *   <tr><td>arm of position <i>p</i></td><td>empty</td><td>{@code position}</td><td><i>p</i></td></tr>
 *   <tr><td>salt of position <i>p</i>, 32 bytes</td><td>the subject's</td><td>{@code salt}</td><td><i>p</i></td></tr>
 *   <tr><td>keys of the numbers</td><td colspan="3">as in {@link RandomizationList}</td></tr>
 * </table>
 *
 * Position <i>p</i> gets number <i>p</i> − 1 of the two {@link NumberSeries}.
 *
 * <p><b>Amendments.</b> A level that is added later (a site, say) begins with no subjects; seed, commitment, positions and
 * numbers go on. What the other levels hold stays as it is, see {@link FactorTotals#withLevelsOf}.
 */
public final class AdaptiveList {

    private static final String COMMITMENT = "org.equipoise.seed-commitment/1";
    private static final int SECRET_BYTES = 32;
    private static final String WHOLE_LIST = "";

    private final RandomizationPlan plan;
    private final Minimization method;
    private final String id;
    private final Seed seed;
    private final String prefix;

    /**
     * Takes what everything of a live list follows from.
     *
     * @param plan a sound plan whose method is minimization
     * @param id the list's identifier
     * @param seed the list's secret
     * @throws IllegalArgumentException if the method is another one
     */
    public AdaptiveList(RandomizationPlan plan, String id, Seed seed) {
        this(plan, new RandomizationList.Part(id, seed, Numbering.LIVE));
    }

    /**
     * Takes what everything follows from.
     *
     * @param plan a sound plan whose method is minimization
     * @param part the list's identifier and secret, and what its numbers begin with
     * @throws IllegalArgumentException if the method is another one
     */
    public AdaptiveList(RandomizationPlan plan, RandomizationList.Part part) {
        if (!(plan.method() instanceof Minimization minimization)) {
            throw new IllegalArgumentException("Not a method that looks at earlier subjects: "
                    + plan.method().type());
        }
        this.plan = plan;
        this.method = minimization;
        this.id = part.list();
        this.seed = part.seed();
        this.prefix = part.numbering().prefix();
    }

    /** What is published at activation, as 64 hexadecimal digits. */
    public String commitment() {
        return MerkleTree.leafHash(new FieldEncoding()
                .text(COMMITMENT)
                .text(plan.study())
                .text(id)
                .binary(seed.bytes())
                .bytes());
    }

    /** The totals before the first subject. */
    public FactorTotals begin() {
        return method.begin(plan.stratification(), plan.ratio());
    }

    /**
     * Makes the entry of one position.
     *
     * @param totals the subjects at all earlier positions
     * @param position the position, from 1
     * @param stratum the subject's levels
     */
    public Next next(FactorTotals totals, int position, Stratum stratum) {
        Minimization.Allocation allocation =
                method.allocate(plan.ratio(), totals, stratum, stream(WHOLE_LIST, "position", position));
        String number = number(RandomizationList.RANDOMIZATION_NUMBER, "randomization-number", position);
        String kit = number(RandomizationList.KIT, "kit", position);
        EntryLeaf leaf = new EntryLeaf(
                plan.study(),
                id,
                stratum.key(),
                position,
                number,
                kit,
                plan.arms().get(allocation.arm()).code());
        String hash = leaf.hash(stream(stratum.key(), "salt", position).bytes(SECRET_BYTES));
        return new Next(
                new ListEntry(stratum, position, number, kit, plan.arms().get(allocation.arm()), hash),
                allocation.after());
    }

    /** An entry, and the totals after it. */
    public record Next(ListEntry entry, FactorTotals after) {}

    /**
     * Makes all entries again.
     *
     * @param order the subjects' strata, in the order in which they were allocated
     */
    public List<ListEntry> replay(List<Stratum> order) {
        List<ListEntry> entries = new ArrayList<>();
        FactorTotals totals = begin();
        for (Stratum stratum : order) {
            Next next = next(totals, entries.size() + 1, stratum);
            entries.add(next.entry());
            totals = next.after();
        }
        return List.copyOf(entries);
    }

    private String number(String letter, String purpose, int position) {
        byte[] key = stream(WHOLE_LIST, purpose, 0).bytes(SECRET_BYTES);
        return new NumberSeries(prefix + letter, key).number(position - 1);
    }

    private KeyedStream stream(String stratum, String purpose, long index) {
        return KeyedStream.at(seed, new StreamAddress(plan.study(), id, stratum, purpose, index));
    }
}
