package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * How methods that are made for equal arms serve an unequal ratio and still keep it at every single allocation.
 *
 * <p><b>Rule.</b> With the ratio <i>r</i><sub>0</sub>:…:<i>r</i><sub>K−1</sub> in smallest numbers, arm <i>k</i> owns
 * <i>r</i><sub>k</sub> of <i>R</i> cells, in the order of the arms. The method balances the cells as if each were an arm
 * of its own, and a subject is treated in the arm that owns its cell. With equal arms, cells are arms.
 *
 * <p><b>Law.</b> A method that treats its arms alike gives every cell the probability 1/<i>R</i> at every allocation, taken
 * over all courses so far; so arm <i>k</i> has <i>r</i><sub>k</sub>/<i>R</i> at every allocation. Adjusting an imbalance
 * measure to the ratio does not have this property, which biases rerandomization tests.
 *
 * <p>Source: O. M. Kuznetsova, Y. Tymofyeyev: <i>Preserving the allocation ratio at every allocation with biased coin
 * randomization and minimization in studies with unequal allocation</i>, Statistics in Medicine 31 (2012) 701.
 *
 * @param arms the arm that owns each cell
 */
record Cells(List<Integer> arms) {

    /** More cells are refused when a plan is published. */
    static final int MOST = 100;

    Cells {
        arms = List.copyOf(arms);
    }

    static Cells of(AllocationRatio ratio) {
        List<Integer> arms = new ArrayList<>();
        List<Integer> parts = ratio.reduced().parts();
        for (int arm = 0; arm < parts.size(); arm++) {
            arms.addAll(Collections.nCopies(parts.get(arm), arm));
        }
        return new Cells(arms);
    }

    int size() {
        return arms.size();
    }

    /** Why a ratio makes too many cells, if it does. */
    static List<Objection> objections(AllocationRatio ratio) {
        int cells = ratio.reduced().sum();
        return cells <= MOST
                ? List.of()
                : List.of(new Objection(
                        "arms",
                        ratio.toString(),
                        "use a ratio whose parts add up to at most " + MOST + ", not " + cells));
    }

    /** The cells whose value is smallest, those whose value is next, and so on. */
    static <T extends Comparable<T>> List<List<Integer>> groups(List<T> values) {
        return values.stream()
                .distinct()
                .sorted()
                .map(value -> IntStream.range(0, values.size())
                        .filter(cell -> values.get(cell).equals(value))
                        .boxed()
                        .toList())
                .toList();
    }

    /** A rule that chooses a cell by how far each is ahead of the cell with fewest subjects. */
    interface Rule {

        int cell(List<Integer> surplus, Draws draws);
    }

    /** The chain of such a rule. */
    record State(Rule rule, Cells cells, List<Integer> surplus) implements AllocationState {

        static State begin(Rule rule, AllocationRatio ratio) {
            Cells cells = Cells.of(ratio);
            return new State(rule, cells, Collections.nCopies(cells.size(), 0));
        }

        @Override
        public Step next(Draws draws) {
            int cell = rule.cell(surplus, draws);
            List<Integer> counts = new ArrayList<>(surplus);
            counts.set(cell, counts.get(cell) + 1);
            int least = Collections.min(counts);
            counts.replaceAll(count -> count - least);
            return new Step(cells.arms().get(cell), new State(rule, cells, List.copyOf(counts)));
        }
    }
}
