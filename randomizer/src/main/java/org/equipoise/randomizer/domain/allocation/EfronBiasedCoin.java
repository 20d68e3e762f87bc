package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Efron's biased coin: the arm that is behind is favoured with the same probability, however far it is behind.
 *
 * <p><b>Rule.</b> Two arms: with difference <i>D</i> = <i>n</i><sub>0</sub> − <i>n</i><sub>1</sub>, arm 0 has
 * probability 1/2 if <i>D</i> = 0, <i>p</i> if <i>D</i> &lt; 0 and 1 − <i>p</i> if <i>D</i> &gt; 0. In general the
 * {@link Cells cells} are ranked by their numbers of subjects, fewest first; the first rank has <i>p</i>, each other rank
 * (1 − <i>p</i>)/(<i>R</i> − 1), and equals share the probabilities of their ranks.
 *
 * <p><b>Law.</b> Two arms: |<i>D</i>| has a stationary law in which large values fall off like
 * ((1 − <i>p</i>)/<i>p</i>)<sup>|<i>D</i>|</sup>. The ratio holds at every allocation (see {@link Cells}).
 *
 * <p>Sources: B. Efron: <i>Forcing a sequential experiment to be balanced</i>, Biometrika 58 (1971) 403; several arms: S. J.
 * Pocock, R. Simon, Biometrics 31 (1975) 103, here without factors; unequal ratios: see {@link Cells}.
 *
 * @param probability <i>p</i>, from 1/<i>R</i> to 1
 */
public record EfronBiasedCoin(Fraction probability) implements SequenceMethod, Cells.Rule {

    /** The method's name in a plan. */
    public static final String TYPE = "efron-biased-coin";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        return BiasedCoins.objections(probability, ratio);
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        return Cells.State.begin(this, ratio);
    }

    @Override
    public int cell(List<Integer> surplus, Draws draws) {
        return Ranks.draw(Cells.groups(surplus), Ranks.weights(probability, surplus.size()), draws);
    }
}
