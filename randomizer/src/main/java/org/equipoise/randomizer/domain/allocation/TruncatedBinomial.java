package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Truncated binomial design: a coin that takes no notice of the past until an arm has all its subjects.
 *
 * <p><b>Rule.</b> Arm <i>k</i> has a quota of <i>N r</i><sub>k</sub>/<i>R</i>. At each position draw among the arms whose
 * quota is not used up, arm <i>k</i> with weight <i>r</i><sub>k</sub>; with one such arm left, nothing is drawn. When all
 * are used up the quotas start again.
 *
 * <p><b>Law.</b> With 1:1, a sequence whose first arm is full after <i>t</i> allocations has probability
 * 2<sup>−<i>t</i></sup>; the <i>N</i> − <i>t</i> allocations after it are certain. With several arms this is the truncated
 * multinomial design. With an unequal ratio the same rule is used, and since it ends in exact balance the ratio holds on
 * the whole, though not at every single position.
 *
 * <p>Sources: D. Blackwell, J. L. Hodges: <i>Design for the control of selection bias</i>, Ann. Math. Statist. 28 (1957)
 * 449; Rosenberger and Lachin 2016, section 3.4; several arms: A. L. Rukhin: <i>Stopping rules in balanced allocation
 * problem</i>, Sequential Analysis 27 (2008) 277.
 *
 * @param total <i>N</i>, the planned number of allocations in a stratum
 */
public record TruncatedBinomial(int total) implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "truncated-binomial";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        return Quotas.objections(ratio, total);
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        List<Integer> full = Quotas.of(ratio, total);
        return new Open(ratio.reduced().parts(), full, full);
    }

    private record Open(List<Integer> parts, List<Integer> full, List<Integer> open) implements AllocationState {

        @Override
        public Step next(Draws draws) {
            int arm = draws.choose(IntStream.range(0, parts.size())
                    .map(k -> open.get(k) > 0 ? parts.get(k) : 0)
                    .toArray());
            return new Step(arm, new Open(parts, full, Quotas.after(open, arm, full)));
        }
    }
}
