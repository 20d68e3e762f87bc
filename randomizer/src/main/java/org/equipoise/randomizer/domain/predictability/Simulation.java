package org.equipoise.randomizer.domain.predictability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.predictability.Branches.Branch;

/**
 * A trial played many times. The same seed gives the same figures. At each step the true probabilities of the arms are known,
 * so that guesses are averaged and not tossed.
 *
 * <p><b>Standard errors.</b> A share of guesses is Σ hits / Σ allocated over the runs, with the standard error of a ratio,
 * sd(hits<sub>i</sub> − share · allocated<sub>i</sub>)/(mean allocated · √runs); probabilities have the binomial one, means sd/√runs.
 */
final class Simulation {

    private final Trial trial;
    private final Guesser guesser;
    private final Accrual accrual;
    private final int runs;
    private final SplittableRandom random;
    private final double[] shares;
    private final List<Integer> guessed;
    private final List<Integer> all;
    private final double[] hits;
    private final double[] best;
    private final double[] allocated;
    private int ranOut;
    private final Map<Double, Integer> overall = new HashMap<>();
    private final Map<String, Map<Double, Integer>> strata = new LinkedHashMap<>();
    private final Map<String, Map<Double, Integer>> sites = new LinkedHashMap<>();

    private Simulation(RandomizationPlan plan, Accrual accrual, int runs, long seed) {
        this.trial = Trial.of(plan);
        this.guesser = new Guesser(plan.ratio());
        this.accrual = accrual;
        this.runs = runs;
        this.random = new SplittableRandom(seed);
        this.shares = trial.strata.stream()
                .mapToDouble(stratum -> accrual.share(plan.stratification(), stratum))
                .toArray();
        this.guessed = trial.guessed();
        this.all = IntStream.range(0, shares.length).boxed().toList();
        this.hits = new double[runs];
        this.best = new double[runs];
        this.allocated = new double[runs];
    }

    static PlanAssessment assess(RandomizationPlan plan, Accrual accrual, int runs, long seed) {
        Simulation simulation = new Simulation(plan, accrual, runs, seed);
        for (int run = 0; run < runs; run++) {
            simulation.play(run);
        }
        return simulation.answer();
    }

    private void play(int run) {
        Object memory = trial.begin();
        int[][] counts = new int[shares.length][trial.arms];
        int[][] seen = new int[shares.length][trial.arms];
        int[] taken = new int[shares.length];
        boolean out = false;
        for (int n = 0; n < accrual.subjects(); n++) {
            int h = stratum();
            if (taken[h] >= trial.entriesPerStratum) {
                out = true;
                continue;
            }
            List<Branch<Trial.Allocation>> branches = trial.next(memory, h);
            double[] next = trial.probabilities(branches);
            int group = guessed.get(h);
            hits[run] += guesser.convergence(list(seen[group]), next);
            best[run] += guesser.knowingMethod(next);
            Trial.Allocation allocation = draw(branches);
            memory = allocation.after();
            counts[h][allocation.arm()]++;
            seen[group][allocation.arm()]++;
            taken[h]++;
            allocated[run]++;
        }
        ranOut += out ? 1 : 0;
        book(counts);
    }

    private void book(int[][] counts) {
        count(overall, counts, all);
        for (int h : all) {
            count(strata.computeIfAbsent(trial.strata.get(h).key(), s -> new HashMap<>()), counts, List.of(h));
        }
        trial.sites().forEach((site, of) -> count(sites.computeIfAbsent(site, s -> new HashMap<>()), counts, of));
    }

    private void count(Map<Double, Integer> distribution, int[][] counts, List<Integer> over) {
        int[] sum = new int[trial.arms];
        for (int h : over) {
            for (int arm = 0; arm < sum.length; arm++) {
                sum[arm] += counts[h][arm];
            }
        }
        distribution.merge(guesser.imbalance(list(sum)), 1, Integer::sum);
    }

    private int stratum() {
        double u = random.nextDouble();
        int h = 0;
        while (h < shares.length - 1 && u >= shares[h]) {
            u -= shares[h];
            h++;
        }
        return h;
    }

    private Trial.Allocation draw(List<Branch<Trial.Allocation>> branches) {
        double u = random.nextDouble();
        for (Branch<Trial.Allocation> branch : branches) {
            u -= branch.probability();
            if (u < 0) {
                return branch.outcome();
            }
        }
        return branches.get(branches.size() - 1).outcome();
    }

    private PlanAssessment answer() {
        Map<String, Imbalances> byStratum = new LinkedHashMap<>();
        strata.forEach((stratum, counts) -> byStratum.put(stratum, Imbalances.estimated(counts, runs)));
        Map<String, Imbalances> bySite = new LinkedHashMap<>();
        sites.forEach((site, counts) -> bySite.put(site, Imbalances.estimated(counts, runs)));
        double[] planned = new double[runs];
        Arrays.fill(planned, accrual.subjects());
        return new PlanAssessment(
                ratio(hits, allocated),
                ratio(best, allocated),
                ratio(allocated, planned),
                Imbalances.share(ranOut, runs),
                Imbalances.estimated(overall, runs),
                byStratum,
                bySite);
    }

    private Figure ratio(double[] above, double[] below) {
        double aboveSum = 0;
        double belowSum = 0;
        for (int run = 0; run < runs; run++) {
            aboveSum += above[run];
            belowSum += below[run];
        }
        double ratio = aboveSum / belowSum;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            squares += Math.pow(above[run] - ratio * below[run], 2);
        }
        return Figure.estimated(ratio, Math.sqrt(squares / (runs - 1) / runs) / (belowSum / runs));
    }

    private static List<Integer> list(int[] numbers) {
        List<Integer> list = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            list.add(number);
        }
        return list;
    }
}
