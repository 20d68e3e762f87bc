package org.equipoise.stats.domain.proportions;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;

/**
 * The responders of two arms in strata, and the effect that the strata have in common.
 *
 * <p>In a stratum with the arms' totals n&#8321;, n&#8322; and responders x&#8321;, x&#8322; let N = n&#8321; + n&#8322; and m =
 * x&#8321; + x&#8322;. Strata in which an arm has nobody carry no information and are left out.
 */
public final class StratifiedResponders {

    private final List<TwoProportions> strata;

    /**
     * Takes the strata.
     *
     * @param strata the counts of each stratum; at least one must have participants in both arms
     */
    public StratifiedResponders(List<TwoProportions> strata) {
        this.strata = strata.stream()
                .filter(stratum ->
                        stratum.first().total() > 0 && stratum.second().total() > 0)
                .toList();
        if (this.strata.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one stratum must have participants in both arms, but none of " + strata.size() + " has");
        }
    }

    /**
     * The strata with participants in both arms.
     *
     * @return the strata that carry information
     */
    public List<TwoProportions> informative() {
        return strata;
    }

    /**
     * Cochran, Mantel and Haenszel's test of no effect in any stratum: (&sum;(x&#8321; &minus; n&#8321;m/N))&sup2; / &sum;
     * n&#8321;n&#8322;m(N &minus; m)/(N&sup2;(N &minus; 1)). Source: Mantel and Haenszel, JNCI 1959;22:719.
     *
     * @param continuity whether 1/2 is taken off the absolute sum
     * @return the test with one degree of freedom. Not computed if nobody's response differs within a stratum
     */
    public Outcome<TestStatistic> cochranMantelHaenszel(boolean continuity) {
        double excess = Math.abs(sum(s -> s.first().count() - s.first().total() * responders(s) / total(s)));
        double variance = sum(s -> s.first().total()
                * (s.second().total() / total(s))
                * (responders(s) / total(s))
                * ((total(s) - responders(s)) / (total(s) - 1)));
        if (!(variance > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "Within each stratum all participants have the same response.",
                    "Give the intervals of the shares instead of a test.");
        }
        double corrected = continuity ? excess - Math.min(0.5, excess) : excess;
        return Outcome.computed(TestStatistic.of(corrected * corrected / variance, 1));
    }

    /**
     * The common risk difference with Mantel&ndash;Haenszel weights, &sum; w d / &sum; w with w = n&#8321;n&#8322;/N, and
     * Wald's interval.
     *
     * @param error how its standard error is estimated
     * @param level the coverage
     * @return the difference
     */
    public RiskDifference riskDifference(RiskDifferenceError error, double level) {
        ConfidenceInterval.requireLevel(level);
        double weights = sum(StratifiedResponders::weight);
        double difference = sum(s -> weight(s) * s.difference()) / weights;
        double variance = switch (error) {
            case SATO -> difference * sum(StratifiedResponders::satoSlope) + sum(StratifiedResponders::satoBase);
            case GREENLAND_ROBINS -> sum(StratifiedResponders::greenlandRobins);
        };
        return RiskDifference.of(difference, Math.sqrt(Math.max(0, variance)) / weights, level);
    }

    /**
     * Miettinen and Nurminen's stratified score interval of the common risk difference, with the weights n&#8321;n&#8322;/N.
     * Source: Statistics in Medicine 1985;4:213.
     *
     * @param level the coverage
     * @return the interval
     */
    public ConfidenceInterval miettinenNurminen(double level) {
        return ScoreInterval.of(strata, true, level);
    }

    /**
     * Mantel and Haenszel's common odds ratio, with the standard error of Robins, Breslow and Greenland (Biometrics
     * 1986;42:311).
     *
     * @param level the coverage
     * @return the ratio. Not computed if it is 0 or infinite
     */
    public Outcome<RatioEstimate> oddsRatio(double level) {
        ConfidenceInterval.requireLevel(level);
        double over = sum(StratifiedResponders::concordant);
        double under = sum(StratifiedResponders::discordant);
        if (over == 0 || under == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "The common odds ratio is 0, infinite or undefined.",
                    "Use the exact conditional odds ratio, or the risk difference.");
        }
        double variance = sum(s -> agreement(s) * concordant(s)) / (2 * over * over)
                + sum(s -> agreement(s) * discordant(s) + (1 - agreement(s)) * concordant(s)) / (2 * over * under)
                + sum(s -> (1 - agreement(s)) * discordant(s)) / (2 * under * under);
        return Outcome.computed(RatioEstimate.of(over / under, Math.sqrt(variance), level));
    }

    /**
     * Mantel and Haenszel's common risk ratio, with the standard error of Greenland and Robins (Biometrics 1985;41:55).
     *
     * @param level the coverage
     * @return the ratio. Not computed if an arm has no responder in the strata that count
     */
    public Outcome<RatioEstimate> riskRatio(double level) {
        ConfidenceInterval.requireLevel(level);
        double over = sum(s -> s.first().count() * (s.second().total() / total(s)));
        double under = sum(s -> s.second().count() * (s.first().total() / total(s)));
        if (over == 0 || under == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "An arm has no responder, so that the risk ratio is 0, infinite or undefined.",
                    "Use the risk difference.");
        }
        double spread = sum(s ->
                (responders(s) / total(s)) * s.first().total() * (s.second().total() / total(s))
                        - (double) s.first().count() * s.second().count() / total(s));
        return Outcome.computed(RatioEstimate.of(over / under, Math.sqrt(spread / (over * under)), level));
    }

    /**
     * Breslow and Day's test of one odds ratio in all strata, with Tarone's correction. Source: Statistical Methods in
     * Cancer Research I, 1980; Tarone, Biometrika 1985;72:91.
     *
     * @return the test with one degree of freedom less than there are strata with variation. Not computed without a common
     *     odds ratio or with fewer than two such strata
     */
    public Outcome<TestStatistic> breslowDay() {
        return oddsRatio(0.95).flatMap(common -> HomogeneityTest.of(strata, common.estimate()));
    }

    private double sum(ToDoubleFunction<TwoProportions> term) {
        return strata.stream().mapToDouble(term).sum();
    }

    static double weight(TwoProportions stratum) {
        return stratum.first().total() * (stratum.second().total() / total(stratum));
    }

    private static double total(TwoProportions stratum) {
        return (double) stratum.first().total() + stratum.second().total();
    }

    private static double responders(TwoProportions stratum) {
        return (double) stratum.first().count() + stratum.second().count();
    }

    private static double concordant(TwoProportions s) {
        return s.first().count() * (s.second().others() / total(s));
    }

    private static double discordant(TwoProportions s) {
        return s.first().others() * (s.second().count() / total(s));
    }

    private static double agreement(TwoProportions s) {
        return (s.first().count() + (double) s.second().others()) / total(s);
    }

    private static double satoSlope(TwoProportions s) {
        double n1 = s.first().total();
        double n2 = s.second().total();
        double scale = total(s) * total(s);
        return (n1 * n1 * s.second().count() - n2 * n2 * s.first().count() + n1 * n2 * (n2 - n1) / 2) / scale;
    }

    private static double satoBase(TwoProportions s) {
        return ((double) s.first().count() * s.second().others()
                        + (double) s.second().count() * s.first().others())
                / (2 * total(s));
    }

    private static double greenlandRobins(TwoProportions s) {
        double p = s.first().share();
        double q = s.second().share();
        return weight(s)
                * weight(s)
                * (p * (1 - p) / s.first().total() + q * (1 - q) / s.second().total());
    }
}
