package org.equipoise.randomizer.domain.predictability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.AllocationState;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;

/**
 * The exact law of one sequence: at each position the probability of a correct guess, and after each the law of the arms'
 * numbers. Courses that meet in one state with the same numbers are counted together, so that long sequences stay feasible.
 *
 * @param convergence at position <i>m</i> (index <i>m</i> − 1), the probability of a correct guess
 * @param knowingMethod the same for the other guesser
 * @param counts after <i>m</i> allocations (index <i>m</i>), the law of (<i>n</i><sub>0</sub>, …, <i>n</i><sub>K−1</sub>)
 */
record SequenceLaw(List<Double> convergence, List<Double> knowingMethod, List<Map<List<Integer>, Double>> counts) {

    private static final int MOST_NODES = 3_000;

    private record Node(AllocationState state, List<Integer> counts) {}

    /** Empty if there are too many states to count. */
    static Optional<SequenceLaw> of(SequenceMethod method, AllocationRatio ratio, int length) {
        Guesser guesser = new Guesser(ratio);
        SequenceLaw law = new SequenceLaw(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<Node, Double> nodes = Map.of(new Node(method.begin(ratio), Collections.nCopies(ratio.arms(), 0)), 1.0);
        law.remember(nodes);
        for (int m = 1; m <= length; m++) {
            nodes = law.step(nodes, guesser, ratio.arms());
            if (nodes.size() > MOST_NODES) {
                return Optional.empty();
            }
            law.remember(nodes);
        }
        return Optional.of(law);
    }

    private Map<Node, Double> step(Map<Node, Double> nodes, Guesser guesser, int arms) {
        Map<Node, Double> after = new HashMap<>();
        double hits = 0;
        double best = 0;
        for (Map.Entry<Node, Double> node : nodes.entrySet()) {
            double[] next = new double[arms];
            for (Branches.Branch<AllocationState.Step> branch :
                    Branches.of(node.getKey().state()::next)) {
                int arm = branch.outcome().arm();
                next[arm] += branch.probability();
                after.merge(
                        new Node(branch.outcome().after(), plusOne(node.getKey().counts(), arm)),
                        node.getValue() * branch.probability(),
                        Double::sum);
            }
            hits += node.getValue() * guesser.convergence(node.getKey().counts(), next);
            best += node.getValue() * guesser.knowingMethod(next);
        }
        convergence.add(hits);
        knowingMethod.add(best);
        return after;
    }

    private void remember(Map<Node, Double> nodes) {
        Map<List<Integer>, Double> law = new HashMap<>();
        nodes.forEach((node, probability) -> law.merge(node.counts(), probability, Double::sum));
        counts.add(law);
    }

    static List<Integer> plusOne(List<Integer> counts, int arm) {
        List<Integer> after = new ArrayList<>(counts);
        after.set(arm, after.get(arm) + 1);
        return List.copyOf(after);
    }
}
