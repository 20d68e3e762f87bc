package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Complete randomization: every subject is allocated as if it were the only one.
 *
 * <p><b>Rule.</b> At each position draw arm <i>k</i> with weight <i>r</i><sub>k</sub>.
 *
 * <p><b>Law.</b> Allocations are independent with P(<i>k</i>) = <i>r</i><sub>k</sub>/<i>R</i>. Nobody can guess better
 * than by the ratio, and nothing bounds the imbalance: with 1:1 its variance after <i>n</i> is <i>n</i>.
 *
 * <p>Source: W. F. Rosenberger, J. M. Lachin: <i>Randomization in Clinical Trials</i>, 2nd ed., Wiley 2016, section 3.2.
 */
public record CompleteRandomization() implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "complete";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        return List.of();
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        return new Forgetful(ratio.reduced());
    }

    private record Forgetful(AllocationRatio ratio) implements AllocationState {

        @Override
        public Step next(Draws draws) {
            return new Step(
                    draws.choose(ratio.parts().stream().mapToInt(part -> part).toArray()), this);
        }
    }
}
