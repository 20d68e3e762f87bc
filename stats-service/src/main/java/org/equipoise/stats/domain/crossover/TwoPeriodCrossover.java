package org.equipoise.stats.domain.crossover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.twosample.TTest;
import org.equipoise.stats.domain.twosample.TTestResult;
import org.equipoise.stats.domain.twosample.TwoSamples;

/**
 * The classical analysis of two treatments in two periods, from the subjects with both responses.
 *
 * <p>Half of the difference of the sequences in y&#8321; &minus; y&#8322; estimates the treatment difference free of period effects; the difference
 * of the sequences in y&#8321; + y&#8322; estimates that of the carry-over effects (and of the sequences, with which it is confounded).
 * Both are two-sample t tests with n &minus; 2 degrees of freedom. The test of carry-over has little power, varying between subjects,
 * and choosing the treatment test by it inflates the level (Freeman, Statistics in Medicine 1989;8:1421): report it, do not act
 * upon it. Source: Grizzle, Biometrics 1965;21:467; Hills and Armitage, British Journal of Clinical Pharmacology 1979;8:7.
 *
 * @param treatment the t test of the treatment difference
 * @param carryOver the t test of the difference of the subjects' totals, the sequence that starts with the treatment of interest first
 * @param subjects the subjects with both responses
 */
public record TwoPeriodCrossover(TTestResult treatment, TTestResult carryOver, int subjects) {

    /**
     * Analyses a trial of two treatments, two periods and the sequences of both orders.
     *
     * @param data the rows; subjects without both responses are left out
     * @param treatment the treatment of interest
     * @param reference the other one
     * @param level the coverage of the intervals
     * @return the tests. Not computed if a sequence has fewer than two complete subjects, or if the differences or totals do not vary
     * @throws IllegalArgumentException if the trial has other treatments or periods
     */
    public static Outcome<TwoPeriodCrossover> of(CrossoverData data, String treatment, String reference, double level) {
        List<List<Double>> differences = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> totals = List.of(new ArrayList<>(), new ArrayList<>());
        for (Map<Integer, CrossoverObservation> pair :
                pairs(data, treatment, reference).values()) {
            if (pair.size() == 2 && !pair.get(1).treatment().equals(pair.get(2).treatment())) {
                int order = pair.get(1).treatment().equals(treatment) ? 0 : 1;
                differences.get(order).add(pair.get(1).response() - pair.get(2).response());
                totals.get(order).add(pair.get(1).response() + pair.get(2).response());
            }
        }
        TTest test = new TTest(TTest.Variances.EQUAL, level);
        int subjects = totals.get(0).size() + totals.get(1).size();
        return test.test(new TwoSamples(differences.get(0), differences.get(1)))
                .flatMap(twice -> test.test(new TwoSamples(totals.get(0), totals.get(1)))
                        .map(carryOver -> new TwoPeriodCrossover(halved(twice), carryOver, subjects)));
    }

    private static TreeMap<String, Map<Integer, CrossoverObservation>> pairs(
            CrossoverData data, String treatment, String reference) {
        TreeMap<String, Map<Integer, CrossoverObservation>> pairs = new TreeMap<>();
        for (CrossoverObservation row : data.observations()) {
            boolean known = row.treatment().equals(treatment) || row.treatment().equals(reference);
            if (!known || row.period() > 2) {
                throw new IllegalArgumentException("the classical analysis takes two treatments in the periods 1 and 2"
                        + " only; use the mixed model for other designs");
            }
            if (row.complete()) {
                pairs.computeIfAbsent(row.subject(), key -> new HashMap<>()).put(row.period(), row);
            }
        }
        return pairs;
    }

    private static TTestResult halved(TTestResult twice) {
        ConfidenceInterval interval = twice.interval();
        return new TTestResult(
                0.5 * twice.difference(),
                0.5 * twice.standardError(),
                twice.degreesOfFreedom(),
                twice.t(),
                twice.twoSidedP(),
                new ConfidenceInterval(0.5 * interval.lower(), 0.5 * interval.upper(), interval.level()));
    }
}
