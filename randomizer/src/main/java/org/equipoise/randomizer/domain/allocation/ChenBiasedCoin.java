package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Chen's biased coin design with imbalance tolerance: Efron's coin within the bounds of the big stick.
 *
 * <p><b>Rule.</b> As {@link EfronBiasedCoin}, but {@link Cells cells} that have <i>b</i> subjects more than the cell with
 * fewest are left out, and the probabilities of the ranks that remain keep their proportions. Two equal arms: 1/2 at
 * <i>D</i> = 0, <i>p</i> for the arm that is behind while |<i>D</i>| &lt; <i>b</i>, and 1 at |<i>D</i>| = <i>b</i>.
 *
 * <p><b>Law.</b> |<i>D</i>| ≤ <i>b</i> always. <i>p</i> = 1/2 is the big stick, <i>b</i> = ∞ is Efron's coin. The ratio
 * holds at every allocation (see {@link Cells}).
 *
 * <p>Sources: Y.-P. Chen: <i>Biased coin design with imbalance tolerance</i>, Commun. Statist. Stochastic Models 15 (1999)
 * 953; unequal ratios: see {@link Cells}.
 *
 * @param probability <i>p</i>, from 1/<i>R</i> to 1
 * @param tolerance <i>b</i>, at least 1
 */
public record ChenBiasedCoin(Fraction probability, int tolerance) implements SequenceMethod, Cells.Rule {

    /** The method's name in a plan. */
    public static final String TYPE = "chen-biased-coin";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>(BiasedCoins.objections(probability, ratio));
        objections.addAll(BiasedCoins.tolerance(tolerance));
        return objections;
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        return Cells.State.begin(this, ratio);
    }

    @Override
    public int cell(List<Integer> surplus, Draws draws) {
        List<List<Integer>> open = Cells.groups(surplus).stream()
                .filter(group -> surplus.get(group.get(0)) < tolerance)
                .toList();
        return Ranks.draw(open, Ranks.weights(probability, surplus.size()), draws);
    }
}
