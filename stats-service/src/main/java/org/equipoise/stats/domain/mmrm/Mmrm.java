package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DataTable;

/**
 * The mixed model for repeated measures: a linear model of the observations of subjects at visits, whose residuals have
 * a covariance matrix &Sigma; within subjects and are independent between them.
 *
 * <p>y<sub>i</sub> = X<sub>i</sub>&beta; + e<sub>i</sub>, e<sub>i</sub> ~ N(0, V<sub>i</sub>), where V<sub>i</sub> holds the
 * rows and columns of &Sigma; of the visits at which subject i was observed, divided by the roots of weights. Data missing
 * at random need no imputation. Source: Mallinckrodt, Lane, Schnell, Peng and Mancuso, Drug Information Journal
 * 2008;42:303.
 *
 * <pre>{@code
 * MmrmModel model = MmrmModel.parse("CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)");
 * MmrmFit fit = Mmrm.withDefaults().with(DegreesOfFreedom.KENWARD_ROGER).fit(model, table).orElseThrow();
 * List<VisitContrast> differences = fit.contrasts("ARM", "PBO").orElseThrow();
 * }</pre>
 *
 * @param estimation what is maximized
 * @param degreesOfFreedom how degrees of freedom are found
 * @param covariance how the covariance of the coefficients is estimated; empty for the usual one: asymptotic with
 *     Satterthwaite and between-within degrees of freedom; with those of Kenward and Roger their linear form for the
 *     unstructured covariance and their full form for others; empirical with residual degrees of freedom, which take
 *     nothing of the structure into account either
 * @param confidenceLevel the coverage of two-sided intervals, strictly between 0 and 1
 * @param beforeEachStep run before each step of the maximization; what it throws ends the fit
 */
public record Mmrm(
        Estimation estimation,
        DegreesOfFreedom degreesOfFreedom,
        Optional<CoefficientCovariance> covariance,
        double confidenceLevel,
        Runnable beforeEachStep) {

    private static final double USUAL_LEVEL = 0.95;

    /** Refuses options that do not go together. */
    public Mmrm {
        if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException(
                    "the confidence level must lie strictly between 0 and 1, but is " + confidenceLevel);
        }
        boolean kenwardRoger = degreesOfFreedom == DegreesOfFreedom.KENWARD_ROGER;
        if (kenwardRoger && estimation == Estimation.ML) {
            throw new IllegalArgumentException("Kenward-Roger needs REML; choose it, or other degrees of freedom");
        }
        if (covariance.isPresent() && covariance.get().kenwardRoger() != kenwardRoger) {
            throw new IllegalArgumentException("the covariance " + covariance.get()
                    + " does not go with the degrees of freedom " + degreesOfFreedom
                    + "; Kenward-Roger needs both or neither");
        }
    }

    /**
     * REML, Satterthwaite's degrees of freedom, asymptotic covariance, intervals of 95 %.
     *
     * @return the default options
     */
    public static Mmrm withDefaults() {
        return new Mmrm(Estimation.REML, DegreesOfFreedom.SATTERTHWAITE, Optional.empty(), USUAL_LEVEL, Mmrm::nothing);
    }

    private static void nothing() {
        // nobody watches
    }

    /**
     * The same options with another criterion.
     *
     * @param criterion what to maximize
     * @return the changed options
     */
    public Mmrm with(Estimation criterion) {
        return new Mmrm(criterion, degreesOfFreedom, covariance, confidenceLevel, beforeEachStep);
    }

    /**
     * The same options with other degrees of freedom and the usual covariance for them.
     *
     * @param method how degrees of freedom are found
     * @return the changed options
     */
    public Mmrm with(DegreesOfFreedom method) {
        return new Mmrm(estimation, method, Optional.empty(), confidenceLevel, beforeEachStep);
    }

    /**
     * The same options with another covariance of the coefficients.
     *
     * @param type how it is estimated; it must go with the degrees of freedom
     * @return the changed options
     */
    public Mmrm with(CoefficientCovariance type) {
        return new Mmrm(estimation, degreesOfFreedom, Optional.of(type), confidenceLevel, beforeEachStep);
    }

    /**
     * The same options with another confidence level.
     *
     * @param level the coverage, strictly between 0 and 1
     * @return the changed options
     */
    public Mmrm withConfidenceLevel(double level) {
        return new Mmrm(estimation, degreesOfFreedom, covariance, level, beforeEachStep);
    }

    /**
     * The same options for whoever may lose interest meanwhile.
     *
     * @param watch run before each step of the maximization; what it throws ends the fit
     * @return the changed options
     */
    public Mmrm watchedBy(Runnable watch) {
        return new Mmrm(estimation, degreesOfFreedom, covariance, confidenceLevel, watch);
    }

    /** The covariance of the coefficients for a structure. */
    CoefficientCovariance covarianceFor(CovarianceStructure structure) {
        return covariance.orElseGet(() -> {
            CoefficientCovariance kenwardRoger = structure == CovarianceStructure.UNSTRUCTURED
                    ? CoefficientCovariance.KENWARD_ROGER_LINEAR
                    : CoefficientCovariance.KENWARD_ROGER_FULL;
            return switch (degreesOfFreedom) {
                case SATTERTHWAITE, BETWEEN_WITHIN -> CoefficientCovariance.ASYMPTOTIC;
                case KENWARD_ROGER -> kenwardRoger;
                case RESIDUAL -> CoefficientCovariance.EMPIRICAL;
            };
        });
    }

    /**
     * Fits a model to the complete rows of a table.
     *
     * @param model the model
     * @param table its columns, one row for each subject and visit
     * @return the fit. Not computed if there are too few subjects or observations, if some combination of arm and visit
     *     has no data, if columns depend on each other, if the residuals do not vary, or if no maximum of the likelihood
     *     with a gradient below 1e-6 inside the positive definite matrices was found
     * @throws IllegalArgumentException if the table lacks a column or holds one of the wrong kind, if a subject has two
     *     observations at a visit or belongs to two groups, or if a weight is not positive
     */
    public Outcome<MmrmFit> fit(MmrmModel model, DataTable table) {
        return new Fitting(this, model, Optional.empty()).fit(new Observations(model, table));
    }

    /**
     * Fits a model to the complete rows of a table, starting from the covariance of an earlier fit to similar data, such
     * as the same table with a subject more or less. The answer is the same as without the start; it comes sooner.
     *
     * @param model the model
     * @param table its columns, one row for each subject and visit
     * @param earlier a fit of the same model; ignored if the visits or groups differ
     * @return the fit, as {@link #fit(MmrmModel, DataTable)}
     */
    public Outcome<MmrmFit> fit(MmrmModel model, DataTable table, MmrmFit earlier) {
        return new Fitting(this, model, Optional.of(earlier)).fit(new Observations(model, table));
    }
}
