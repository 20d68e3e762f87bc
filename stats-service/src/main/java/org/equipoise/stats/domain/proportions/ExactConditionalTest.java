package org.equipoise.stats.domain.proportions;

import java.util.List;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;

/**
 * Exact inference about an odds ratio common to one or more strata, given the numbers of participants and responders of
 * each stratum.
 *
 * <p>Given these margins the responders of the first arm in a stratum have a hypergeometric distribution, and their sum X
 * over the strata the convolution P&#8321;. With the odds ratio &psi; its distribution is P&psi;(k) &prop; P&#8321;(k)
 * &psi;<sup>k</sup>. With one stratum this is Fisher's exact test. Source: Fisher, JRSS 1935;98:39; Mehta, Patel and Gray,
 * JASA 1985;80:969.
 */
public final class ExactConditionalTest {

    /** Results whose log probabilities differ by no more count as equally likely. */
    private static final double EQUALLY_LIKELY = 1e-7;

    private static final double FARTHEST = 1e4;

    /** Log probabilities of the possible counts without an effect, so that none underflows. */
    private final double[] logs;

    private final int smallest;
    private final int observed;

    /**
     * Takes the strata.
     *
     * @param strata the counts; strata in which an arm has nobody may be among them
     */
    public ExactConditionalTest(List<TwoProportions> strata) {
        double[] distribution = {0};
        int offset = 0;
        int count = 0;
        for (TwoProportions stratum : strata) {
            distribution = convolve(distribution, hypergeometric(stratum));
            offset += lowest(stratum);
            count += stratum.first().count();
        }
        this.logs = distribution;
        this.smallest = offset;
        this.observed = count - offset;
    }

    private static int lowest(TwoProportions stratum) {
        int responders = stratum.first().count() + stratum.second().count();
        return Math.max(0, responders - stratum.second().total());
    }

    /** The log probabilities of the possible counts, by the ratios of neighbours. */
    private static double[] hypergeometric(TwoProportions stratum) {
        double n1 = stratum.first().total();
        double n2 = stratum.second().total();
        double m = (double) stratum.first().count() + stratum.second().count();
        int from = lowest(stratum);
        double[] weights = new double[(int) Math.min(n1, m) - from + 1];
        for (int i = 1; i < weights.length; i++) {
            double k = (double) from + i;
            weights[i] = weights[i - 1] + Math.log(((n1 - k + 1) * (m - k + 1)) / (k * (n2 - m + k)));
        }
        double sum = logSum(weights, 0, weights.length - 1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= sum;
        }
        return weights;
    }

    private static double[] convolve(double[] left, double[] right) {
        double[] result = new double[left.length + right.length - 1];
        double[] terms = new double[Math.min(left.length, right.length)];
        for (int k = 0; k < result.length; k++) {
            int first = Math.max(0, k - right.length + 1);
            int last = Math.min(left.length - 1, k);
            for (int i = first; i <= last; i++) {
                terms[i - first] = left[i] + right[k - i];
            }
            result[k] = logSum(terms, 0, last - first);
        }
        return result;
    }

    /** The logarithm of the sum of exponentials from one index to another. */
    private static double logSum(double[] values, int from, int to) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i <= to; i++) {
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = from; i <= to; i++) {
            sum += Math.exp(values[i] - largest);
        }
        return largest + Math.log(sum);
    }

    /**
     * The two-sided p-value: the probability of all results that are no more likely than the observed one.
     *
     * @return the p-value
     */
    public double twoSidedP() {
        double sum = 0;
        for (double log : logs) {
            if (log <= logs[observed] + EQUALLY_LIKELY) {
                sum += Math.exp(log);
            }
        }
        return Math.min(1, sum);
    }

    /**
     * The one-sided p-value for an odds ratio above 1.
     *
     * @return P(X &ge; observed)
     */
    public double greaterP() {
        return Math.min(1, Math.exp(logTail(0, true)));
    }

    /**
     * The one-sided p-value for an odds ratio below 1.
     *
     * @return P(X &le; observed)
     */
    public double lessP() {
        return Math.min(1, Math.exp(logTail(0, false)));
    }

    /**
     * The conditional maximum-likelihood estimate of the odds ratio, at which X has the observed mean.
     *
     * @return the ratio; 0 or +&infin; if the observed count is the smallest or largest possible one. Not computed if it is
     *     the only possible one
     */
    public Outcome<Double> oddsRatio() {
        if (logs.length == 1) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "Given the totals, no other result than the observed one is possible.",
                    "Give the intervals of the shares instead of an odds ratio.");
        }
        if (observed == 0) {
            return Outcome.computed(0.0);
        }
        if (observed == logs.length - 1) {
            return Outcome.computed(Double.POSITIVE_INFINITY);
        }
        return Outcome.computed(Math.exp(MonotoneRoot.find(logRatio -> mean(logRatio) - observed, 0, 1, FARTHEST)
                .orElseThrow()));
    }

    /**
     * The exact interval of the odds ratio: each limit leaves half of the rest to its tail.
     *
     * @param level the coverage that is guaranteed
     * @return the interval, from 0 or to +&infin; where the data allow it
     */
    public ConfidenceInterval interval(double level) {
        double logTail = Math.log((1 - ConfidenceInterval.requireLevel(level)) / 2);
        double lower = observed == 0
                ? 0
                : Math.exp(MonotoneRoot.find(ratio -> logTail(ratio, true) - logTail, 0, 1, FARTHEST)
                        .orElseThrow());
        double upper = observed == logs.length - 1
                ? Double.POSITIVE_INFINITY
                : Math.exp(MonotoneRoot.find(ratio -> logTail - logTail(ratio, false), 0, 1, FARTHEST)
                        .orElseThrow());
        return new ConfidenceInterval(lower, upper, level);
    }

    /**
     * The observed responders of the first arm.
     *
     * @return their number over all strata
     */
    public int observed() {
        return smallest + observed;
    }

    private double mean(double logRatio) {
        double[] tilted = tilted(logRatio);
        double sum = logSum(tilted, 0, tilted.length - 1);
        double mean = 0;
        for (int i = 0; i < tilted.length; i++) {
            mean += i * Math.exp(tilted[i] - sum);
        }
        return mean;
    }

    private double logTail(double logRatio, boolean above) {
        double[] tilted = tilted(logRatio);
        int last = tilted.length - 1;
        return (above ? logSum(tilted, observed, last) : logSum(tilted, 0, observed)) - logSum(tilted, 0, last);
    }

    /** Log weights of the possible counts at an odds ratio. */
    private double[] tilted(double logRatio) {
        double[] tilted = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            tilted[i] = logs[i] + logRatio * (i - observed);
        }
        return tilted;
    }
}
