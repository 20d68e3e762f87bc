package org.equipoise.stats.domain.proportions;

import java.util.List;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The responders of two arms, and what their difference and their ratios are.
 *
 * <p>Differences are share of the first minus share of the second arm; ratios are first to second.
 *
 * @param first the arm of interest, at least one participant except in a stratum
 * @param second the reference arm, at least one participant except in a stratum
 */
public record TwoProportions(Responders first, Responders second) {

    /**
     * The difference of the shares.
     *
     * @return p&#8321; &minus; p&#8322;
     */
    public double difference() {
        return first.share() - second.share();
    }

    /**
     * Miettinen and Nurminen's score interval of the difference: the &delta; with |d &minus; &delta;| &le; z
     * &radic;(V(&delta;) N/(N &minus; 1)), V being the variance at the restricted maximum of the likelihood. Source:
     * Statistics in Medicine 1985;4:213.
     *
     * @param level the coverage
     * @return the interval
     */
    public ConfidenceInterval miettinenNurminen(double level) {
        return new StratifiedResponders(List.of(requireBoth())).miettinenNurminen(level);
    }

    /**
     * Farrington and Manning's score interval of the difference: Miettinen and Nurminen's without the factor N/(N &minus;
     * 1). Source: Statistics in Medicine 1990;9:1447.
     *
     * @param level the coverage
     * @return the interval
     */
    public ConfidenceInterval farringtonManning(double level) {
        requireBoth();
        return ScoreInterval.of(List.of(this), false, level);
    }

    /**
     * Newcombe's hybrid interval of the difference, from Wilson's intervals (l&#8321;, u&#8321;) and (l&#8322;, u&#8322;) of
     * the shares: d &minus; &radic;((p&#8321; &minus; l&#8321;)&sup2; + (u&#8322; &minus; p&#8322;)&sup2;) and d + &radic;((u&#8321;
     * &minus; p&#8321;)&sup2; + (p&#8322; &minus; l&#8322;)&sup2;). Source: Statistics in Medicine 1998;17:873, method 10.
     *
     * @param level the coverage
     * @return the interval
     */
    public ConfidenceInterval newcombe(double level) {
        ConfidenceInterval one = first.wilson(level);
        ConfidenceInterval two = second.wilson(level);
        double p = first.share();
        double q = second.share();
        double down = Math.hypot(p - one.lower(), two.upper() - q);
        double up = Math.hypot(one.upper() - p, q - two.lower());
        return new ConfidenceInterval(difference() - down, difference() + up, level);
    }

    /**
     * Wald's interval of the difference, d &plusmn; z &radic;(p&#8321;(1 &minus; p&#8321;)/n&#8321; + p&#8322;(1 &minus;
     * p&#8322;)/n&#8322;); poor in small samples.
     *
     * @param level the coverage
     * @return the interval
     */
    public ConfidenceInterval wald(double level) {
        double z = StandardNormal.upperQuantile((1 - ConfidenceInterval.requireLevel(level)) / 2);
        double p = first.share();
        double q = second.share();
        double half = z * Math.sqrt(p * (1 - p) / first.total() + q * (1 - q) / second.total());
        return new ConfidenceInterval(difference() - half, difference() + half, level);
    }

    /**
     * Pearson's chi-squared test of equal shares.
     *
     * @param continuity whether Yates' correction (at most 1/2 on each count) applies
     * @return the test. Not computed if all or none of the participants responded
     */
    public Outcome<TestStatistic> chiSquared(boolean continuity) {
        requireBoth();
        double n1 = first.total();
        double n2 = second.total();
        double total = n1 + n2;
        double responders = (double) first.count() + second.count();
        if (responders == 0 || responders == total) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "All participants have the same response, " + (long) responders + " of " + (long) total + ".",
                    "Give the intervals of the shares instead of a test.");
        }
        double excess = Math.abs(first.count() - n1 * responders / total);
        double corrected = continuity ? excess - Math.min(0.5, excess) : excess;
        double variance = n1 * n2 * (responders / total) * ((total - responders) / total) / total;
        return Outcome.computed(TestStatistic.of(corrected * corrected / variance, 1));
    }

    /**
     * The odds ratio with its interval on the log scale (Woolf).
     *
     * @param level the coverage
     * @return the ratio. Not computed if one of the four counts is 0
     */
    public Outcome<RatioEstimate> oddsRatio(double level) {
        ConfidenceInterval.requireLevel(level);
        requireBoth();
        double a = first.count();
        double b = first.others();
        double c = second.count();
        double d = second.others();
        if (a == 0 || b == 0 || c == 0 || d == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "One of the counts " + first.count() + ", " + first.others() + ", " + second.count() + ", "
                            + second.others() + " is 0, so that the log odds ratio has no standard error.",
                    "Use the exact conditional odds ratio, or the difference of the shares.");
        }
        return Outcome.computed(RatioEstimate.of(a / b * (d / c), Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), level));
    }

    /**
     * The risk ratio with its interval on the log scale.
     *
     * @param level the coverage
     * @return the ratio. Not computed if one of the arms has no responder
     */
    public Outcome<RatioEstimate> riskRatio(double level) {
        ConfidenceInterval.requireLevel(level);
        requireBoth();
        if (first.count() == 0 || second.count() == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "An arm has no responder (" + first.count() + " and " + second.count() + ").",
                    "Use the difference of the shares.");
        }
        double variance = (double) first.others() / first.count() / first.total()
                + (double) second.others() / second.count() / second.total();
        return Outcome.computed(RatioEstimate.of(first.share() / second.share(), Math.sqrt(variance), level));
    }

    private TwoProportions requireBoth() {
        first.requireSome();
        second.requireSome();
        return this;
    }
}
