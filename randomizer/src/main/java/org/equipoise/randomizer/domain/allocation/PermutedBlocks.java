package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.equipoise.randomizer.domain.randomness.DrawSource;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Permuted blocks with random block sizes: the sequence is cut into blocks, in each of which the ratio holds exactly.
 *
 * <p><b>Rule.</b> Let the ratio be <i>r</i><sub>0</sub>:…:<i>r</i><sub>K−1</sub> with sum <i>R</i>. For block
 * <i>b</i> = 0, 1, …, with the draws of unit <i>b</i>:
 *
 * <ol>
 *   <li>Draw the size <i>n</i> uniformly from the <i>S</i> sizes of the plan: element {@code below(S)} of the list. (A
 *       single size draws nothing: fixed blocks.)
 *   <li>Fill the block with <i>m</i> = <i>n</i>/<i>R</i> times <i>r</i><sub>k</sub> copies of each arm <i>k</i>, in
 *       the order of the arms.
 *   <li>Shuffle it: for <i>i</i> = <i>n</i> − 1, …, 1 exchange elements <i>i</i> and {@code below(i + 1)}.
 * </ol>
 *
 * The blocks are joined and cut at the wanted length, so the last block may be incomplete.
 *
 * <p><b>Law.</b> Every size has probability 1/<i>S</i> and, given the size, every one of the
 * <i>n</i>! / Π (<i>m r</i><sub>k</sub>)! arrangements is equally likely; blocks are independent. At any moment arm
 * <i>k</i> deviates from its due share by less than one block: with the largest size <i>n</i>, and 1:1, the imbalance
 * never exceeds <i>n</i>/2.
 *
 * <p>Sources: W. F. Rosenberger, J. M. Lachin: <i>Randomization in Clinical Trials</i>, 2nd ed., Wiley 2016, section
 * 3.10; the shuffle is R. Durstenfeld's, <i>Communications of the ACM</i> 7 (1964) 420.
 *
 * @param blockSizes the sizes, each equally likely; a size listed twice would be twice as likely, so a plan may not
 */
public record PermutedBlocks(List<Integer> blockSizes) implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "permuted-blocks";

    /** The greatest block size that a plan may ask for. */
    public static final int LARGEST_BLOCK = 200;

    /** Keeps an unmodifiable copy. */
    public PermutedBlocks {
        blockSizes = List.copyOf(blockSizes);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>();
        if (blockSizes.isEmpty()) {
            objections.add(new Objection(
                    "method.blockSizes", blockSizes, "give one or more block sizes, for example " + examples(ratio)));
        }
        for (int i = 0; i < blockSizes.size(); i++) {
            int size = blockSizes.get(i);
            String field = "method.blockSizes[" + i + "]";
            if (size < 1 || size % ratio.sum() != 0) {
                objections.add(new Objection(
                        field,
                        size,
                        "use a multiple of " + ratio.sum() + ", the sum of the ratio " + ratio + ", for example "
                                + examples(ratio)));
            } else if (size > LARGEST_BLOCK) {
                objections.add(new Objection(field, size, "use a block of at most " + LARGEST_BLOCK));
            }
            if (blockSizes.indexOf(size) < i) {
                objections.add(new Objection(field, size, "name each block size once; all are equally likely"));
            }
        }
        return objections;
    }

    /** {@code block}, counted from 0. */
    @Override
    public String unit() {
        return "block";
    }

    /**
     * The same law as {@link #sequence}, one allocation at a time: at the beginning of a block its size is drawn, then each
     * arm with a weight equal to what is left of it in the block. The draws differ, so that it makes other sequences.
     */
    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        return new InBlock(this, ratio.reduced(), List.of());
    }

    private record InBlock(PermutedBlocks method, AllocationRatio ratio, List<Integer> open)
            implements AllocationState {

        @Override
        public Step next(Draws draws) {
            List<Integer> before = open.isEmpty()
                    ? Quotas.of(ratio, method.blockSizes.get(draws.below(method.blockSizes.size())))
                    : open;
            int arm = draws.choose(before.stream().mapToInt(quota -> quota).toArray());
            return new Step(arm, new InBlock(method, ratio, Quotas.after(before, arm, List.of())));
        }
    }

    @Override
    public List<Integer> sequence(AllocationRatio ratio, int length, DrawSource draws) {
        require(ratio);
        List<Integer> sequence = new ArrayList<>(length);
        for (long block = 0; sequence.size() < length; block++) {
            List<Integer> arms = block(ratio, draws.at(block));
            sequence.addAll(arms.subList(0, Math.min(arms.size(), length - sequence.size())));
        }
        return List.copyOf(sequence);
    }

    private List<Integer> block(AllocationRatio ratio, Draws draws) {
        int size = blockSizes.get(draws.below(blockSizes.size()));
        List<Integer> arms = new ArrayList<>(size);
        for (int arm = 0; arm < ratio.arms(); arm++) {
            arms.addAll(Collections.nCopies(ratio.parts().get(arm) * (size / ratio.sum()), arm));
        }
        for (int last = size - 1; last > 0; last--) {
            Collections.swap(arms, last, draws.below(last + 1));
        }
        return arms;
    }

    private static String examples(AllocationRatio ratio) {
        return "[" + 2 * ratio.sum() + ", " + 3 * ratio.sum() + "]";
    }
}
