package org.equipoise.randomizer.domain.predictability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.allocation.AllocationMethod;
import org.equipoise.randomizer.domain.allocation.AllocationState;
import org.equipoise.randomizer.domain.allocation.FactorTotals;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.predictability.Branches.Branch;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * A plan as a process: subjects of strata come one after another, and each gets an arm.
 *
 * <p>What the guesser sees: with a list, the earlier subjects of the same stratum, whose sequence it is. With minimization
 * there is no such sequence; the guesser sees the earlier subjects at the same site, or, if the plan has no factor
 * {@code site}, all of them.
 */
abstract class Trial {

    private static final String SITE = "site";
    private static final int MOST_REMEMBERED = 100_000;

    final List<Stratum> strata;
    final int arms;
    final int entriesPerStratum;

    private Trial(RandomizationPlan plan, int entriesPerStratum) {
        this.strata = plan.stratification().strata();
        this.arms = plan.ratio().arms();
        this.entriesPerStratum = entriesPerStratum;
    }

    static Trial of(RandomizationPlan plan) {
        AllocationMethod method = plan.method();
        if (method instanceof SequenceMethod sequence) {
            return new OfLists(plan, sequence);
        } else if (method instanceof Minimization minimization) {
            return new OfMinimization(plan, minimization);
        }
        throw new IllegalArgumentException("Nothing is known about the arms of " + method.type());
    }

    /** An allocation: the arm, and what the method remembers afterwards. */
    record Allocation(int arm, Object after) {}

    /** What the method remembers before the first subject. */
    abstract Object begin();

    /** What can become of the next subject of a stratum. */
    abstract List<Branch<Allocation>> next(Object state, int stratum);

    /** For each stratum, the number of the group whose earlier arms a guesser sees. */
    abstract List<Integer> guessed();

    /** The strata of each site; empty without a factor of that name. */
    Map<String, List<Integer>> sites() {
        Map<String, List<Integer>> sites = new LinkedHashMap<>();
        for (int h = 0; h < strata.size(); h++) {
            String site = strata.get(h).levels().get(SITE);
            if (site != null) {
                sites.computeIfAbsent(site, s -> new ArrayList<>()).add(h);
            }
        }
        return sites;
    }

    double[] probabilities(List<Branch<Allocation>> branches) {
        double[] probabilities = new double[arms];
        branches.forEach(branch -> probabilities[branch.outcome().arm()] += branch.probability());
        return probabilities;
    }

    private static final class OfLists extends Trial {

        private final AllocationState first;
        private final Map<AllocationState, List<Branch<AllocationState.Step>>> remembered = new HashMap<>();

        private OfLists(RandomizationPlan plan, SequenceMethod method) {
            super(plan, plan.entriesPerStratum());
            this.first = method.begin(plan.ratio());
        }

        @Override
        Object begin() {
            return Collections.nCopies(strata.size(), first);
        }

        @Override
        List<Branch<Allocation>> next(Object state, int stratum) {
            @SuppressWarnings("unchecked")
            List<AllocationState> states = (List<AllocationState>) state;
            return branches(states.get(stratum)).stream()
                    .map(branch -> {
                        List<AllocationState> after = new ArrayList<>(states);
                        after.set(stratum, branch.outcome().after());
                        return new Branch<>(
                                branch.probability(),
                                new Allocation(branch.outcome().arm(), after));
                    })
                    .toList();
        }

        private List<Branch<AllocationState.Step>> branches(AllocationState state) {
            List<Branch<AllocationState.Step>> known = remembered.get(state);
            if (known == null) {
                known = Branches.of(state::next);
                if (remembered.size() < MOST_REMEMBERED) {
                    remembered.put(state, known);
                }
            }
            return known;
        }

        @Override
        List<Integer> guessed() {
            return IntStream.range(0, strata.size()).boxed().toList();
        }
    }

    private static final class OfMinimization extends Trial {

        private final RandomizationPlan plan;
        private final Minimization method;

        private OfMinimization(RandomizationPlan plan, Minimization method) {
            super(plan, Integer.MAX_VALUE);
            this.plan = plan;
            this.method = method;
        }

        @Override
        Object begin() {
            return method.begin(plan.stratification(), plan.ratio());
        }

        @Override
        List<Branch<Allocation>> next(Object state, int stratum) {
            Function<Draws, Minimization.Allocation> ranked =
                    method.rank(plan.ratio(), (FactorTotals) state, strata.get(stratum));
            return Branches.of(draws -> {
                Minimization.Allocation allocation = ranked.apply(draws);
                return new Allocation(allocation.arm(), allocation.after());
            });
        }

        @Override
        List<Integer> guessed() {
            List<String> sites = new ArrayList<>(sites().keySet());
            return strata.stream()
                    .map(stratum -> Math.max(0, sites.indexOf(stratum.levels().get(SITE))))
                    .toList();
        }
    }
}
