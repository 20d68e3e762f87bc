package org.equipoise.randomizer.domain.predictability;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.predictability.Branches.Branch;

/** A small trial, exactly: every order of strata and every course of the draws, those that meet counted together. */
final class SmallTrial {

    private static final int MOST_NODES = 4_000;

    private final Trial trial;
    private final Guesser guesser;
    private final double[] shares;
    private final List<List<Integer>> seen;
    private double hits;
    private double best;
    private double allocated;

    private record Node(Object memory, Tally tally) {}

    private SmallTrial(RandomizationPlan plan, Accrual accrual) {
        this.trial = Trial.of(plan);
        this.guesser = new Guesser(plan.ratio());
        this.shares = trial.strata.stream()
                .mapToDouble(stratum -> accrual.share(plan.stratification(), stratum))
                .toArray();
        List<Integer> groups = trial.guessed();
        this.seen = groups.stream()
                .map(group -> IntStream.range(0, groups.size())
                        .filter(h -> groups.get(h).equals(group))
                        .boxed()
                        .toList())
                .toList();
    }

    /** Empty if there are too many courses. */
    static Optional<PlanAssessment> assess(RandomizationPlan plan, Accrual accrual) {
        if (plan.stratification().size() > MOST_NODES) {
            return Optional.empty();
        }
        SmallTrial small = new SmallTrial(plan, accrual);
        Map<Node, Double> nodes = new HashMap<>();
        nodes.put(new Node(small.trial.begin(), Tally.none(small.shares.length, small.trial.arms)), 1.0);
        for (int n = 0; n < accrual.subjects(); n++) {
            nodes = small.step(nodes);
            if (nodes.size() * small.shares.length > MOST_NODES) {
                return Optional.empty();
            }
        }
        return Optional.of(small.answer(nodes, accrual.subjects()));
    }

    private Map<Node, Double> step(Map<Node, Double> nodes) {
        Map<Node, Double> after = new HashMap<>();
        nodes.forEach((node, probability) -> {
            for (int h = 0; h < shares.length; h++) {
                if (shares[h] > 0) {
                    arrive(node, h, probability * shares[h], after);
                }
            }
        });
        return after;
    }

    private void arrive(Node node, int stratum, double probability, Map<Node, Double> after) {
        if (node.tally().at(stratum) >= trial.entriesPerStratum) {
            after.merge(new Node(node.memory(), node.tally().withoutEntry()), probability, Double::sum);
            return;
        }
        List<Branch<Trial.Allocation>> branches = trial.next(node.memory(), stratum);
        double[] next = trial.probabilities(branches);
        hits += probability * guesser.convergence(node.tally().over(seen.get(stratum)), next);
        best += probability * guesser.knowingMethod(next);
        allocated += probability;
        for (Branch<Trial.Allocation> branch : branches) {
            after.merge(
                    new Node(
                            branch.outcome().after(),
                            node.tally().plus(stratum, branch.outcome().arm())),
                    probability * branch.probability(),
                    Double::sum);
        }
    }

    private PlanAssessment answer(Map<Node, Double> nodes, int subjects) {
        Map<String, Imbalances> strata = new LinkedHashMap<>();
        for (int h = 0; h < shares.length; h++) {
            strata.put(trial.strata.get(h).key(), imbalances(nodes, List.of(h)));
        }
        Map<String, Imbalances> sites = new LinkedHashMap<>();
        trial.sites().forEach((site, of) -> sites.put(site, imbalances(nodes, of)));
        ToDoubleFunction<Boolean> ranOut = wanted -> nodes.entrySet().stream()
                .filter(node -> node.getKey().tally().ranOut() == wanted)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return new PlanAssessment(
                Figure.exact(hits / allocated),
                Figure.exact(best / allocated),
                Figure.exact(allocated / subjects),
                Figure.exact(ranOut.applyAsDouble(true)),
                imbalances(nodes, IntStream.range(0, shares.length).boxed().toList()),
                strata,
                sites);
    }

    private Imbalances imbalances(Map<Node, Double> nodes, List<Integer> over) {
        Map<Double, Double> law = new HashMap<>();
        nodes.forEach(
                (node, probability) -> law.merge(guesser.imbalance(node.tally().over(over)), probability, Double::sum));
        return Imbalances.exact(law);
    }
}
