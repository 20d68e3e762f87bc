package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.equipoise.stats.domain.Outcome;

/**
 * The analyses of the completed data sets of a trial, and the estimates that they make together.
 *
 * <p>Where adjustments were given, the estimates can be asked for at any sizes of them without imputing again: estimates
 * are linear and residual sums of squares quadratic in the sizes. Immutable.
 */
public final class ImputedAnalyses {

    /** How data sets make one estimate. */
    interface Summary {

        /**
         * Puts estimates together.
         *
         * @param effect what they estimate
         * @param estimates of each data set
         * @param variances their squared standard errors
         * @param degreesOfFreedom of these
         * @return the estimate
         */
        Outcome<EffectEstimate> of(Effect effect, double[] estimates, double[] variances, int degreesOfFreedom);
    }

    private final IncompleteTrial trial;
    private final List<Effect> effects;
    private final int adjustments;
    private final List<List<VisitStatistics>> dataSets;
    private final Summary summary;

    ImputedAnalyses(IncompleteTrial trial, int adjustments, List<List<VisitStatistics>> dataSets, Summary summary) {
        this.trial = trial;
        this.effects = VisitDesign.effects(trial);
        this.adjustments = adjustments;
        this.dataSets = dataSets;
        this.summary = summary;
    }

    /**
     * What is estimated.
     *
     * @return visit by visit: the difference of every arm from the reference, then the mean of every arm
     */
    public List<Effect> effects() {
        return effects;
    }

    /**
     * The number of adjustments that were given.
     *
     * @return how many sizes {@link #at} needs
     */
    public int adjustments() {
        return adjustments;
    }

    /**
     * How many data sets were analysed.
     *
     * @return the imputations, or one more than the subjects for the jackknife
     */
    public int dataSets() {
        return dataSets.size();
    }

    /**
     * What the differences mean.
     *
     * @return the estimand of each strategy in use
     */
    public Map<ImputationStrategy, String> estimands() {
        return trial.estimands();
    }

    /**
     * Estimates every effect.
     *
     * @param sizes by how much each adjustment is multiplied
     * @return the estimates in the order of {@link #effects}, or the first failure
     * @throws IllegalArgumentException if there is not one finite size for each adjustment
     */
    public Outcome<List<EffectEstimate>> at(double... sizes) {
        List<EffectEstimate> estimates = new ArrayList<>();
        for (int index = 0; index < effects.size(); index++) {
            Outcome<EffectEstimate> estimate = at(index, sizes);
            if (estimate.value().isEmpty()) {
                return estimate.map(List::of);
            }
            estimates.add(estimate.orElseThrow());
        }
        return Outcome.computed(List.copyOf(estimates));
    }

    /**
     * Estimates an effect.
     *
     * @param effect one of {@link #effects}
     * @param sizes by how much each adjustment is multiplied
     * @return the estimate. Not computed if it has no variance or leaves the range of double precision
     * @throws IllegalArgumentException if there is no such effect, or not one finite size for each adjustment
     */
    public Outcome<EffectEstimate> at(Effect effect, double... sizes) {
        int index = effects.indexOf(effect);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no such effect; there are " + effects.size() + ", see effects()");
        }
        return at(index, sizes);
    }

    /**
     * The same analyses with one of the adjustments, the others left out.
     *
     * @param adjustment its number in the order in which they were given, from 0
     * @return analyses with one adjustment
     * @throws IllegalArgumentException if there is no such adjustment
     */
    public ImputedAnalyses along(int adjustment) {
        if (adjustment < 0 || adjustment >= adjustments) {
            throw new IllegalArgumentException(
                    "there are " + adjustments + " adjustments, but number " + adjustment + " is asked for");
        }
        List<List<VisitStatistics>> one = dataSets.stream()
                .map(visits -> visits.stream()
                        .map(statistics -> statistics.along(adjustment))
                        .toList())
                .toList();
        return new ImputedAnalyses(trial, 1, one, summary);
    }

    private Outcome<EffectEstimate> at(int index, double[] sizes) {
        if (sizes.length != adjustments || !Arrays.stream(sizes).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("there must be a finite size for each of " + adjustments
                    + " adjustments, but there are " + sizes.length + ": " + Arrays.toString(sizes));
        }
        int perVisit = effects.size() / trial.visits().size();
        double[] estimates = new double[dataSets.size()];
        double[] variances = new double[estimates.length];
        int degrees = 0;
        for (int k = 0; k < estimates.length; k++) {
            VisitStatistics statistics = dataSets.get(k).get(index / perVisit);
            estimates[k] = statistics.estimate(index % perVisit, sizes);
            variances[k] = statistics.variance(index % perVisit, sizes);
            degrees = statistics.degreesOfFreedom();
            if (!Double.isFinite(estimates[k]) || !Double.isFinite(variances[k])) {
                return outOfRange();
            }
        }
        return summary.of(effects.get(index), estimates, variances, degrees);
    }

    static <T> Outcome<T> outOfRange() {
        return Outcome.notComputed(
                Outcome.Reason.OUT_OF_RANGE,
                "An estimate or its variance leaves the range of double precision.",
                "Give outcomes, covariates and shifts in units in which they lie between 1e-100 and 1e100.");
    }

    /** The responses to analyse at a visit: completed outcomes and shifts. */
    static List<double[]> responses(double[][] completed, List<double[][]> shifts, int visit) {
        List<double[]> responses = new ArrayList<>();
        responses.add(completed[visit]);
        shifts.forEach(shift -> responses.add(shift[visit]));
        return responses;
    }
}
