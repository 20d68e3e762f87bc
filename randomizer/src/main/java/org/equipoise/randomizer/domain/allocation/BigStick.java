package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Big stick design: a fair coin, until the imbalance reaches what is tolerated.
 *
 * <p><b>Rule.</b> A {@link Cells cell} is open if it has less than <i>b</i> subjects more than the cell with fewest. Draw
 * uniformly among the open cells. Two equal arms: a fair coin while |<i>D</i>| &lt; <i>b</i>, and at |<i>D</i>| =
 * <i>b</i> the arm that is behind.
 *
 * <p><b>Law.</b> |<i>D</i>| ≤ <i>b</i> always; with two equal arms an allocation is certain only when |<i>D</i>| =
 * <i>b</i>. The ratio holds at every allocation (see {@link Cells}).
 *
 * <p>Sources: J. F. Soares, C. F. J. Wu: <i>Some restricted randomization rules in sequential designs</i>, Commun. Statist.
 * Theory Methods 12 (1983) 2017; unequal ratios: see {@link Cells}.
 *
 * @param tolerance <i>b</i>, the maximal tolerated imbalance, at least 1
 */
public record BigStick(int tolerance) implements SequenceMethod, Cells.Rule {

    /** The method's name in a plan. */
    public static final String TYPE = "big-stick";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>(Cells.objections(ratio));
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
        List<Integer> open = IntStream.range(0, surplus.size())
                .filter(cell -> surplus.get(cell) < tolerance)
                .boxed()
                .toList();
        return open.get(draws.below(open.size()));
    }
}
