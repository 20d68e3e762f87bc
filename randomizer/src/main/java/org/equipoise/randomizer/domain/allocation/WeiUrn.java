package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Wei's urn design UD(α, β): a coin whose bias grows with the relative imbalance and fades as the trial grows.
 *
 * <p><b>Rule.</b> An urn begins with α balls of each arm. A ball is drawn and put back, and β balls of every <em>other</em>
 * arm are added. After <i>n</i> allocations, <i>n</i><sub>k</sub> of them to arm <i>k</i>, its weight is
 *
 * <pre>   r_k α + β (r_k n − n_k) </pre>
 *
 * which for equal arms is the urn just described, and for an unequal ratio the urn of the {@link Cells cells}, whose balls
 * need not be told apart within an arm. While the urn is empty (α = 0 at the beginning) the weights are
 * <i>r</i><sub>k</sub>.
 *
 * <p><b>Law.</b> Two equal arms: P(arm 0) = (α + β <i>n</i><sub>1</sub>)/(2α + β<i>n</i>), and the variance of
 * <i>D</i><sub>n</sub> tends to <i>n</i>/3 for β &gt; 0 (a third of complete randomization). The ratio holds at every
 * allocation.
 *
 * <p>Sources: L. J. Wei: <i>An application of an urn model to the design of sequential controlled clinical trials</i>, J.
 * Amer. Statist. Assoc. 73 (1978) 559; L. J. Wei, J. M. Lachin, Controlled Clinical Trials 9 (1988) 345; unequal ratios:
 * see {@link Cells}.
 *
 * @param initialBalls α, at least 0
 * @param addedBalls β, at least 0; not both 0
 */
public record WeiUrn(int initialBalls, int addedBalls) implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "wei-urn";

    /** Most balls of a kind that a plan may ask for. */
    public static final int MOST_BALLS = 1000;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>();
        balls(objections, "method.initialBalls", initialBalls);
        balls(objections, "method.addedBalls", addedBalls);
        if (initialBalls == 0 && addedBalls == 0) {
            objections.add(new Objection("method.addedBalls", 0, "put at least one ball into the urn"));
        }
        return objections;
    }

    private static void balls(List<Objection> objections, String field, int balls) {
        if (balls < 0 || balls > MOST_BALLS) {
            objections.add(new Objection(field, balls, "use a whole number from 0 to " + MOST_BALLS));
        }
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        return new Urn(this, ratio.reduced().parts(), Collections.nCopies(ratio.arms(), 0));
    }

    private record Urn(WeiUrn design, List<Integer> parts, List<Integer> counts) implements AllocationState {

        @Override
        public Step next(Draws draws) {
            int arm = draws.choose(weights());
            List<Integer> after = new ArrayList<>(counts);
            after.set(arm, after.get(arm) + 1);
            return new Step(arm, new Urn(design, parts, List.copyOf(after)));
        }

        /** In integers of any size: ratio, balls and a long list together go beyond 32 bits. */
        private List<BigInteger> weights() {
            long n = counts.stream().mapToLong(count -> count).sum();
            return IntStream.range(0, parts.size())
                    .mapToObj(k -> BigInteger.valueOf(design.initialBalls == 0 && n == 0 ? parts.get(k) : weight(k, n)))
                    .toList();
        }

        private long weight(int k, long n) {
            return Math.addExact(
                    (long) parts.get(k) * design.initialBalls,
                    Math.multiplyExact((long) design.addedBalls, parts.get(k) * n - counts.get(k)));
        }
    }
}
