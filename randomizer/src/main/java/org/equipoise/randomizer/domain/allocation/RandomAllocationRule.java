package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Random allocation rule: of all sequences of the planned length in which the ratio holds exactly, each is equally likely.
 *
 * <p><b>Rule.</b> Arm <i>k</i> has a quota of <i>N r</i><sub>k</sub>/<i>R</i>. At each position draw arm <i>k</i> with a
 * weight equal to what is left of its quota. When all are used up the quotas start again.
 *
 * <p><b>Law.</b> Each of the <i>N</i>! / Π (<i>N r</i><sub>k</sub>/<i>R</i>)! sequences has the same probability: it is one
 * permuted block of size <i>N</i>.
 *
 * <p>Source: Rosenberger and Lachin 2016 (see {@link CompleteRandomization}), section 3.3.
 *
 * @param total <i>N</i>, the planned number of allocations in a stratum
 */
public record RandomAllocationRule(int total) implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "random-allocation";

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
        return new Open(full, full);
    }

    private record Open(List<Integer> full, List<Integer> open) implements AllocationState {

        @Override
        public Step next(Draws draws) {
            int arm = draws.choose(open.stream().mapToInt(quota -> quota).toArray());
            return new Step(arm, new Open(full, Quotas.after(open, arm, full)));
        }
    }
}
