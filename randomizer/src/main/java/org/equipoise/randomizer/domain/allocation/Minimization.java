package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Pocock and Simon's minimization: each subject most probably goes where the arms become most alike in the subject's own
 * levels of the factors.
 *
 * <p><b>Rule.</b> The ratio is served by {@link Cells cells}; with equal arms, cells are arms. For a subject with level
 * <i>l</i><sub>f</sub> of factor <i>f</i>, let <i>n</i><sub>fc</sub> be the number of earlier subjects with this level in
 * cell <i>c</i>. For each cell <i>j</i>
 *
 * <pre>   G_j = Σ_f w_f d(n_f1 + [j = 1], …, n_fC + [j = C]) </pre>
 *
 * with the weights <i>w</i><sub>f</sub> and the {@link ImbalanceMeasure} <i>d</i>. Cells are ranked by <i>G</i>, least first;
 * rank <i>i</i> has probability <i>p</i><sub>i</sub>, and cells with equal <i>G</i> share the probabilities of their ranks
 * evenly. Equality is decided exactly, for the standard deviation too.
 *
 * <p>With one probability <i>p</i>, <i>p</i><sub>1</sub> = <i>p</i> and all others are (1 − <i>p</i>)/(<i>C</i> − 1). <i>p</i>
 * = 1 is minimization without chance except at ties, and foreseeable.
 *
 * <p><b>Law.</b> An arm's probability at any allocation, over all courses so far and whatever the subjects' levels, is
 * <i>r</i><sub>k</sub>/<i>R</i>, because cells are treated alike. Given the course, it is what the rule says.
 *
 * <p>Sources: S. J. Pocock, R. Simon: <i>Sequential treatment assignment with balancing for prognostic factors in the
 * controlled clinical trial</i>, Biometrics 31 (1975) 103; D. R. Taves, Clin. Pharmacol. Ther. 15 (1974) 443; unequal ratios:
 * see {@link Cells}.
 *
 * @param measure <i>d</i>
 * @param weights <i>w</i><sub>f</sub> by factor, from 1 to {@value #GREATEST_WEIGHT}; a factor without one has 1
 * @param probabilities one number <i>p</i>, or <i>p</i><sub>1</sub> ≥ … ≥ <i>p</i><sub>C</sub> with sum 1
 */
public record Minimization(ImbalanceMeasure measure, Map<String, Integer> weights, List<Fraction> probabilities)
        implements AllocationMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "minimization";

    /** The greatest weight of a factor. */
    public static final int GREATEST_WEIGHT = 1000;

    /** Keeps unmodifiable copies. */
    public Minimization {
        weights = Map.copyOf(weights);
        probabilities = List.copyOf(probabilities);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        int cells = ratio.reduced().sum();
        if (probabilities.size() == 1) {
            return BiasedCoins.objections(probabilities.get(0), ratio);
        }
        List<Objection> objections = new ArrayList<>(Cells.objections(ratio));
        if (probabilities.size() != cells) {
            objections.add(vector("give " + cells + " probabilities, one for each rank: " + cells
                    + " is the sum of the ratio in smallest numbers"));
        } else if (!Ranks.sumToOne(probabilities)) {
            objections.add(vector("let the probabilities add up to 1"));
        } else if (IntStream.range(1, cells)
                .anyMatch(rank -> probabilities.get(rank).compareTo(probabilities.get(rank - 1)) > 0)) {
            objections.add(vector("let no rank have more than a better one: that would favour imbalance"));
        }
        return objections;
    }

    private Objection vector(String remedy) {
        return new Objection(
                "method.probabilities",
                probabilities.stream().map(Fraction::toString).toList(),
                remedy);
    }

    /** The totals before the first subject. */
    public FactorTotals begin(Stratification factors, AllocationRatio ratio) {
        return FactorTotals.none(factors, ratio.reduced().sum());
    }

    /**
     * Allocates a subject.
     *
     * @param ratio a ratio to which there are no objections
     * @param totals the earlier subjects
     * @param stratum the subject's levels
     * @param draws the subject's own draws
     */
    public Allocation allocate(AllocationRatio ratio, FactorTotals totals, Stratum stratum, Draws draws) {
        return rank(ratio, totals, stratum).apply(draws);
    }

    /** Ranks the cells for a subject; what is left to do is to draw. Arguments as in {@link #allocate}. */
    public Function<Draws, Allocation> rank(AllocationRatio ratio, FactorTotals totals, Stratum stratum) {
        List<Integer> arms = Cells.of(ratio).arms();
        List<List<Integer>> rows = totals.of(stratum);
        List<RootSum> imbalances = IntStream.range(0, arms.size())
                .mapToObj(cell -> imbalance(totals.factors(), rows, cell))
                .toList();
        List<List<Integer>> groups = Cells.groups(imbalances);
        List<BigInteger> ranks = rankWeights(arms.size());
        return draws -> {
            int cell = Ranks.draw(groups, ranks, draws);
            return new Allocation(arms.get(cell), totals.plus(stratum, cell));
        };
    }

    /** An allocation and the totals after it; its text does not tell the arm. */
    public record Allocation(int arm, FactorTotals after) {

        @Override
        public String toString() {
            return "Allocation[hidden]";
        }
    }

    private RootSum imbalance(Stratification factors, List<List<Integer>> rows, int cell) {
        RootSum sum = RootSum.ZERO;
        for (int f = 0; f < rows.size(); f++) {
            int weight = weights.getOrDefault(factors.factors().get(f).id(), 1);
            sum = sum.plus(measure.of(FactorTotals.plusOne(rows.get(f), cell), weight));
        }
        return sum;
    }

    private List<BigInteger> rankWeights(int cells) {
        return probabilities.size() == 1 ? Ranks.weights(probabilities.get(0), cells) : Ranks.weights(probabilities);
    }
}
