package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Imputation by conditional means, with standard errors from the jackknife: no randomness anywhere.
 *
 * <p>Each missing outcome is replaced by its mean given the subject's observed outcomes, at the REML estimates of the
 * imputation model; the completed data are analysed by covariance at each visit. Then each of the n subjects is left out in
 * turn, the imputation model is fitted again, the rest imputed and analysed; from these estimates t<sub>&minus;i</sub> with
 * mean t&#x304; the variance is (n &minus; 1)/n &Sigma; (t<sub>&minus;i</sub> &minus; t&#x304;)&sup2;. Tests and intervals
 * are normal. Unlike Rubin's variance under reference-based strategies, which counts the borrowed information as if it
 * were data of the arm, this is the variance in repeated trials. Source: Wolbers et al., Pharmaceutical Statistics
 * 2022;21:1246.
 *
 * <pre>{@code
 * IncompleteTrial trial = IncompleteTrial.of(model, table)
 *         .flatMap(given -> given.withDropouts(ImputationStrategy.JUMP_TO_REFERENCE)).orElseThrow();
 * List<EffectEstimate> estimates =
 *         ConditionalMeanImputation.withDefaults().analyse(trial).orElseThrow().at().orElseThrow();
 * }</pre>
 *
 * @param confidenceLevel the coverage of two-sided intervals, strictly between 0 and 1
 * @param parallel whether the fits run on all processors; the answer is the same
 */
public record ConditionalMeanImputation(double confidenceLevel, boolean parallel) {

    private static final double USUAL_LEVEL = 0.95;

    /** Checks the level. */
    public ConditionalMeanImputation {
        ConfidenceInterval.requireLevel(confidenceLevel);
    }

    /**
     * Intervals of 95 %, one processor.
     *
     * @return the default
     */
    public static ConditionalMeanImputation withDefaults() {
        return new ConditionalMeanImputation(USUAL_LEVEL, false);
    }

    /**
     * The same with another confidence level.
     *
     * @param level the coverage, strictly between 0 and 1
     * @return the changed analysis
     */
    public ConditionalMeanImputation withConfidenceLevel(double level) {
        return new ConditionalMeanImputation(level, parallel);
    }

    /**
     * The same on all processors.
     *
     * @return the changed analysis
     */
    public ConditionalMeanImputation inParallel() {
        return new ConditionalMeanImputation(confidenceLevel, true);
    }

    /**
     * Imputes.
     *
     * @param trial the trial
     * @return the conditional mean of every missing outcome, subject by subject. Not computed as in {@link #analyse}
     */
    public Outcome<List<ImputedOutcome>> impute(IncompleteTrial trial) {
        Imputer imputer = new Imputer(trial);
        return Imputer.fit(trial)
                .flatMap(imputer::parameters)
                .flatMap(imputer::means)
                .map(completed -> ImputedOutcome.of(trial, completed));
    }

    /**
     * Imputes and analyses, with every subject and without each.
     *
     * @param trial the trial
     * @param adjustments shifts of imputed outcomes whose sizes are chosen afterwards, possibly none
     * @return the analyses. Not computed if the imputation model, or an analysis, cannot be fitted to all subjects or
     *     without one of them
     * @throws IllegalArgumentException if an adjustment does not fit the trial
     */
    public Outcome<ImputedAnalyses> analyse(IncompleteTrial trial, DeltaAdjustment... adjustments) {
        List<double[][]> shifts =
                List.of(adjustments).stream().map(each -> each.shifts(trial)).toList();
        return Imputer.fit(trial).flatMap(fit -> analyse(trial, fit, shifts));
    }

    private Outcome<ImputedAnalyses> analyse(IncompleteTrial trial, MmrmFit fit, List<double[][]> shifts) {
        Imputer imputer = new Imputer(trial);
        Outcome<List<VisitStatistics>> full = imputer.parameters(fit)
                .flatMap(parameters -> analysed(imputer, parameters, shifts, trial.subjectsWithout(-1)));
        return full.flatMap(statistics -> leaveOneOut(trial, fit, shifts, statistics));
    }

    private Outcome<ImputedAnalyses> leaveOneOut(
            IncompleteTrial trial, MmrmFit fit, List<double[][]> shifts, List<VisitStatistics> full) {
        Imputer imputer = new Imputer(trial);
        IntStream left = IntStream.range(0, trial.subjects().size());
        List<Outcome<List<VisitStatistics>>> without = (parallel ? left.parallel() : left)
                .mapToObj(i -> {
                    int[] others = trial.subjectsWithout(i);
                    return Mmrm.withDefaults()
                            .fit(trial.model().imputation(), trial.fittingTable(others), fit)
                            .flatMap(imputer::parameters)
                            .flatMap(parameters -> analysed(imputer, parameters, shifts, others));
                })
                .toList();
        List<List<VisitStatistics>> dataSets = new ArrayList<>(List.of(full));
        for (int i = 0; i < without.size(); i++) {
            if (without.get(i) instanceof Outcome.NotComputed<List<VisitStatistics>> failure) {
                return Outcome.notComputed(
                        failure.reason(),
                        "Without subject " + trial.subjects().get(i) + ": " + failure.explanation(),
                        failure.advice());
            }
            dataSets.add(without.get(i).orElseThrow());
        }
        return Outcome.computed(new ImputedAnalyses(trial, shifts.size(), dataSets, this::jackknife));
    }

    private static Outcome<List<VisitStatistics>> analysed(
            Imputer imputer, ModelParameters parameters, List<double[][]> shifts, int[] subjects) {
        return imputer.means(parameters).flatMap(completed -> imputer.analyse(completed, shifts, subjects));
    }

    private Outcome<EffectEstimate> jackknife(
            Effect effect, double[] estimates, double[] variances, int degreesOfFreedom) {
        int n = estimates.length - 1;
        double mean = 0;
        for (int i = 1; i <= n; i++) {
            mean += estimates[i] / n;
        }
        double sum = 0;
        for (int i = 1; i <= n; i++) {
            sum += (estimates[i] - mean) * (estimates[i] - mean);
        }
        double error = Math.sqrt((n - 1.0) / n * sum);
        double half = StandardNormal.upperQuantile((1 - confidenceLevel) / 2) * error;
        if (!Double.isFinite(half) || !Double.isFinite(estimates[0] / Math.max(error, Double.MIN_NORMAL))) {
            return ImputedAnalyses.outOfRange();
        }
        if (!(error > 0)) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "The estimates without one subject each do not differ, so that there is no standard error.",
                    "Check that the outcomes vary.");
        }
        double p = Math.min(1, 2 * StandardNormal.above(Math.abs(estimates[0] / error)));
        return Outcome.computed(new EffectEstimate(
                effect,
                estimates[0],
                error,
                Double.POSITIVE_INFINITY,
                new ConfidenceInterval(estimates[0] - half, estimates[0] + half, confidenceLevel),
                p,
                Optional.empty()));
    }
}
