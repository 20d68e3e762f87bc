package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmPosterior;
import org.equipoise.stats.domain.numerics.CounterRandom;

/**
 * Multiple imputation: m completed data sets, each analysed by covariance at each visit, pooled by Rubin's rules.
 *
 * <p>Imputation k draws parameters of the imputation model, then each missing outcome from its distribution given the
 * subject's observed ones under the strategy. All its random numbers come from stream k of the seed: the same seed gives the
 * same results on any number of processors, and more imputations keep the earlier ones. Sources: Rubin, Multiple Imputation
 * for Nonresponse in Surveys, 1987; Carpenter, Roger and Kenward 2013; Barnard and Rubin 1999.
 *
 * <pre>{@code
 * MultipleImputation.withDefaults(20261121L).with(500).analyse(trial).orElseThrow().at().orElseThrow();
 * }</pre>
 *
 * @param draws how parameters are drawn
 * @param imputations m, at least 2
 * @param seed addresses the random numbers, with the number of the imputation
 * @param confidenceLevel the coverage of two-sided intervals, strictly between 0 and 1
 * @param parallel whether imputations run on all processors; the answer is the same
 */
public record MultipleImputation(
        ParameterDraws draws, int imputations, long seed, double confidenceLevel, boolean parallel) {

    private static final double USUAL_LEVEL = 0.95;
    private static final int USUAL_NUMBER = 100;

    /** Checks the options. */
    public MultipleImputation {
        Objects.requireNonNull(draws, "draws");
        ConfidenceInterval.requireLevel(confidenceLevel);
        if (imputations < 2) {
            throw new IllegalArgumentException(
                    "there must be at least two imputations, but there are " + imputations + "; 100 are usual");
        }
    }

    /**
     * 100 imputations from the posterior, intervals of 95 %, one processor.
     *
     * @param seed addresses the random numbers
     * @return the default
     */
    public static MultipleImputation withDefaults(long seed) {
        return new MultipleImputation(ParameterDraws.posterior(), USUAL_NUMBER, seed, USUAL_LEVEL, false);
    }

    /**
     * The same with another number of imputations.
     *
     * @param number m, at least 2
     * @return the changed analysis
     */
    public MultipleImputation with(int number) {
        return new MultipleImputation(draws, number, seed, confidenceLevel, parallel);
    }

    /**
     * The same with other parameter draws.
     *
     * @param other how parameters are drawn
     * @return the changed analysis
     */
    public MultipleImputation with(ParameterDraws other) {
        return new MultipleImputation(other, imputations, seed, confidenceLevel, parallel);
    }

    /**
     * The same with another confidence level.
     *
     * @param level the coverage, strictly between 0 and 1
     * @return the changed analysis
     */
    public MultipleImputation withConfidenceLevel(double level) {
        return new MultipleImputation(draws, imputations, seed, level, parallel);
    }

    /**
     * The same on all processors.
     *
     * @return the changed analysis
     */
    public MultipleImputation inParallel() {
        return new MultipleImputation(draws, imputations, seed, confidenceLevel, true);
    }

    /**
     * One imputation alone, the same that {@link #analyse} uses.
     *
     * @param trial the trial
     * @param number of the imputation, from 0
     * @return every missing outcome's draw, subject by subject. Not computed as in {@link #analyse}
     */
    public Outcome<List<ImputedOutcome>> impute(IncompleteTrial trial, int number) {
        Imputer imputer = new Imputer(trial);
        return Imputer.fit(trial)
                .flatMap(fit -> imputer.parameters(fit).flatMap(usable -> completed(trial, imputer, fit, number)))
                .map(completed -> ImputedOutcome.of(trial, completed));
    }

    /**
     * Imputes and analyses.
     *
     * @param trial the trial
     * @param adjustments shifts of imputed outcomes whose sizes are chosen afterwards, possibly none
     * @return the analyses. Not computed if the imputation model or an analysis cannot be fitted, or if parameters
     *     cannot be drawn
     * @throws IllegalArgumentException if an adjustment does not fit the trial, or if posterior draws are asked of a
     *     covariance other than the unstructured one
     */
    public Outcome<ImputedAnalyses> analyse(IncompleteTrial trial, DeltaAdjustment... adjustments) {
        return analyse(trial, MultipleImputation::nothing, adjustments);
    }

    private static void nothing() {
        // nobody watches
    }

    /**
     * Imputes and analyses as {@link #analyse(IncompleteTrial, DeltaAdjustment...)}, for whoever may lose interest meanwhile.
     *
     * @param trial the trial
     * @param beforeEach run before each imputation; what it throws ends the computation, and nothing else of it counts
     * @param adjustments shifts of imputed outcomes whose sizes are chosen afterwards, possibly none
     * @return the analyses
     */
    public Outcome<ImputedAnalyses> analyse(
            IncompleteTrial trial, Runnable beforeEach, DeltaAdjustment... adjustments) {
        List<double[][]> shifts =
                List.of(adjustments).stream().map(each -> each.shifts(trial)).toList();
        Imputer imputer = new Imputer(trial);
        return Imputer.fit(trial)
                .flatMap(fit -> imputer.parameters(fit)
                        .flatMap(usable -> analyse(
                                trial,
                                number -> {
                                    beforeEach.run();
                                    return completed(trial, imputer, fit, number);
                                },
                                shifts)));
    }

    private Outcome<ImputedAnalyses> analyse(
            IncompleteTrial trial, IntFunction<Outcome<double[][]>> imputation, List<double[][]> shifts) {
        List<VisitDesign> designs = new ArrayList<>();
        for (int visit = 0; visit < trial.visits().size(); visit++) {
            Outcome<VisitDesign> design = VisitDesign.of(trial, visit, trial.subjectsWithout(-1));
            if (design instanceof Outcome.NotComputed<VisitDesign> failure) {
                return Outcome.notComputed(failure.reason(), failure.explanation(), failure.advice());
            }
            designs.add(design.orElseThrow());
        }
        IntStream numbers = IntStream.range(0, imputations);
        List<Outcome<List<VisitStatistics>>> analyses = (parallel ? numbers.parallel() : numbers)
                .mapToObj(number -> imputation
                        .apply(number)
                        .map(completed -> IntStream.range(0, designs.size())
                                .mapToObj(visit ->
                                        designs.get(visit).analyse(ImputedAnalyses.responses(completed, shifts, visit)))
                                .toList()))
                .toList();
        List<List<VisitStatistics>> dataSets = new ArrayList<>();
        for (Outcome<List<VisitStatistics>> analysis : analyses) {
            if (analysis instanceof Outcome.NotComputed<List<VisitStatistics>> failure) {
                return Outcome.notComputed(
                        failure.reason(),
                        "Imputation " + dataSets.size() + ": " + failure.explanation(),
                        failure.advice());
            }
            dataSets.add(analysis.orElseThrow());
        }
        return Outcome.computed(new ImputedAnalyses(trial, shifts.size(), dataSets, this::pooled));
    }

    private Outcome<double[][]> completed(IncompleteTrial trial, Imputer imputer, MmrmFit fit, int number) {
        CounterRandom random = new CounterRandom(seed, number);
        return parameters(trial, imputer, fit, random).flatMap(parameters -> imputer.draw(parameters, random));
    }

    private Outcome<ModelParameters> parameters(
            IncompleteTrial trial, Imputer imputer, MmrmFit fit, CounterRandom random) {
        if (draws instanceof ParameterDraws.Posterior chain) {
            MmrmPosterior posterior = fit.posterior();
            return posterior
                    .draw(random, chain.steps())
                    .map(draw -> new ModelParameters(draw.coefficients(), draw.covariances()));
        }
        Outcome<ModelParameters> last = Outcome.notComputed(
                Outcome.Reason.NOT_CONVERGED, "No bootstrap sample was drawn.", "Allow at least one attempt.");
        int attempts = ((ParameterDraws.Bootstrap) draws).attempts();
        for (int attempt = 0; attempt < attempts; attempt++) {
            last = Mmrm.withDefaults()
                    .fit(trial.model().imputation(), trial.fittingTable(resample(trial, random)), fit)
                    .flatMap(imputer::parameters);
            if (last.value().isPresent()) {
                return last;
            }
        }
        return last;
    }

    /** For every subject another of the same arm, or itself. */
    private static int[] resample(IncompleteTrial trial, CounterRandom random) {
        int n = trial.subjects().size();
        int[][] arms = IntStream.range(0, trial.grid().arms().size())
                .mapToObj(arm -> IntStream.range(0, n)
                        .filter(i -> trial.grid().arm(i) == arm)
                        .toArray())
                .toArray(int[][]::new);
        return Arrays.stream(arms)
                .flatMapToInt(
                        members -> IntStream.range(0, members.length).map(i -> members[random.nextInt(members.length)]))
                .toArray();
    }

    private Outcome<EffectEstimate> pooled(
            Effect effect, double[] estimates, double[] variances, int degreesOfFreedom) {
        return new RubinPooling(degreesOfFreedom)
                .pool(
                        Arrays.stream(estimates).boxed().toList(),
                        Arrays.stream(variances).boxed().toList(),
                        confidenceLevel)
                .map(pooled -> new EffectEstimate(
                        effect,
                        pooled.estimate(),
                        pooled.standardError(),
                        pooled.degreesOfFreedom(),
                        pooled.interval(),
                        pooled.twoSidedP(),
                        Optional.of(new EffectEstimate.ImputationError(
                                pooled.variances(), Math.sqrt(pooled.variances().between() / estimates.length)))));
    }
}
