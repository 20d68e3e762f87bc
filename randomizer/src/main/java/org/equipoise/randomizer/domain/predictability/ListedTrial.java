package org.equipoise.randomizer.domain.predictability;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.SequenceMethod;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * A trial with lists, exactly, at full size: strata have independent sequences of one law, and their numbers of subjects are
 * multinomial.
 *
 * <p><b>Formulas.</b> With <i>N</i> subjects, shares <i>s</i><sub>h</sub>, <i>e</i> entries a stratum and
 * <i>M</i><sub>h</sub> ~ Bin(<i>N</i>, <i>s</i><sub>h</sub>), position <i>m</i> of stratum <i>h</i> is used with probability
 * P(<i>M</i><sub>h</sub> ≥ <i>m</i>); so the expected number of correct guesses is Σ<sub>h</sub> Σ<sub>m ≤ e</sub>
 * P(<i>M</i><sub>h</sub> ≥ <i>m</i>) <i>c</i><sub>m</sub>, with <i>c</i><sub>m</sub> from {@link SequenceLaw}. Sums over strata
 * (imbalance, running out) go through the strata one by one, the next one's number being binomial given those before.
 *
 * <p>The imbalance over several strata is computed for two arms; for more the additions would have too many terms.
 */
final class ListedTrial {

    private static final double MOST_WORK = 5e8;
    private static final double NEGLIGIBLE = 1e-15;
    private static final double ROUNDING = 1e-12;

    private final List<Stratum> strata;
    private final AllocationRatio ratio;
    private final Guesser guesser;
    private final int subjects;
    private final int entries;
    private final double[] shares;
    private final SequenceLaw law;

    private ListedTrial(RandomizationPlan plan, Accrual accrual, SequenceLaw law) {
        this.strata = plan.stratification().strata();
        this.ratio = plan.ratio().reduced();
        this.guesser = new Guesser(ratio);
        this.subjects = accrual.subjects();
        this.entries = Math.min(plan.entriesPerStratum(), subjects);
        this.shares = strata.stream()
                .mapToDouble(stratum -> accrual.share(plan.stratification(), stratum))
                .toArray();
        this.law = law;
    }

    /** Empty if the method makes no lists, or has too many states. */
    static Optional<ListedTrial> of(RandomizationPlan plan, Accrual accrual) {
        if (!(plan.method() instanceof SequenceMethod method)) {
            return Optional.empty();
        }
        int length = Math.min(plan.entriesPerStratum(), accrual.subjects());
        return SequenceLaw.of(method, plan.ratio(), length).map(law -> new ListedTrial(plan, accrual, law));
    }

    Figure convergence() {
        return Figure.exact(expected(law.convergence()) / expected(ones()));
    }

    Figure knowingMethod() {
        return Figure.exact(expected(law.knowingMethod()) / expected(ones()));
    }

    Figure allocated() {
        return Figure.exact(expected(ones()) / subjects);
    }

    private List<Double> ones() {
        return law.convergence().stream().map(c -> 1.0).toList();
    }

    private double expected(List<Double> atPosition) {
        double sum = 0;
        for (double share : shares) {
            double[] number = Binomial.probabilities(subjects, share);
            double reached = 1 - number[0];
            for (int m = 1; m <= entries; m++) {
                sum += reached * atPosition.get(m - 1);
                reached -= number[m];
            }
        }
        return sum;
    }

    /** The chance that a stratum is asked for more than its entries; empty if that is too much work. */
    Optional<Figure> runningOut() {
        if (entries >= subjects) {
            return Optional.of(Figure.exact(0));
        }
        if ((double) shares.length * subjects * entries > MOST_WORK) {
            return Optional.empty();
        }
        double[] within = new double[subjects + 1];
        within[0] = 1;
        double left = 1;
        for (double share : shares) {
            double[] after = new double[subjects + 1];
            for (int used = 0; used <= subjects; used++) {
                if (within[used] > NEGLIGIBLE) {
                    double[] number = Binomial.probabilities(subjects - used, conditional(share, left));
                    for (int m = 0; m <= Math.min(entries, subjects - used); m++) {
                        after[used + m] += within[used] * number[m];
                    }
                }
            }
            within = after;
            left -= share;
        }
        return Optional.of(Figure.exact(Math.max(0, 1 - within[subjects])));
    }

    Map<String, Imbalances> strata() {
        Map<String, Imbalances> imbalances = new LinkedHashMap<>();
        for (int h = 0; h < shares.length; h++) {
            double[] number = Binomial.probabilities(subjects, shares[h]);
            Map<Double, Double> distribution = new HashMap<>();
            for (int m = 0; m <= subjects; m++) {
                double probability = number[m];
                law.counts()
                        .get(Math.min(m, entries))
                        .forEach((counts, p) ->
                                distribution.merge(guesser.imbalance(counts), p * probability, Double::sum));
            }
            imbalances.put(strata.get(h).key(), Imbalances.exact(distribution));
        }
        return imbalances;
    }

    /** The imbalance over several strata; empty for more than two arms, or if it is too much work. */
    Optional<Imbalances> over(List<Integer> some) {
        if (ratio.arms() != 2) {
            return Optional.empty();
        }
        Differences single = Differences.of(law.counts(), ratio);
        double width = 2.0 * single.widest() + 1;
        double work = 0;
        for (int h = 0; h < some.size(); h++) {
            work += 0.5 * subjects * subjects * width * (2.0 * single.widest() * h + 1);
        }
        if (work > MOST_WORK) {
            return Optional.empty();
        }
        Differences sum = Differences.none(subjects);
        double left = 1;
        for (int h : some) {
            sum = next(sum, conditional(shares[h], left), single);
            left -= shares[h];
        }
        return Optional.of(Imbalances.exact(sum.absolute(2.0 / ratio.sum())));
    }

    /** One stratum more. */
    private Differences next(Differences before, double share, Differences single) {
        Differences after = Differences.empty(subjects, before.widest() + single.widest());
        for (int used = 0; used <= subjects; used++) {
            double[] number = Binomial.probabilities(subjects - used, share);
            for (int m = 0; m < number.length; m++) {
                if (number[m] > NEGLIGIBLE) {
                    after.add(used + m, before.law(used), single.law(Math.min(m, entries)), number[m]);
                }
            }
        }
        return after;
    }

    Optional<Imbalances> overall() {
        return over(IntStream.range(0, shares.length).boxed().toList());
    }

    private static double conditional(double share, double left) {
        return left - share < ROUNDING ? 1 : share / left;
    }
}
