package org.equipoise.stats.domain.imputation;

/**
 * What is assumed about a subject's outcomes after an intercurrent event, such as stopping the treatment.
 *
 * <p>Let &mu; be the means that the model gives for the subject (at the subject's covariates) in the subject's own arm, &nu;
 * those in the reference arm, &Sigma;<sub>own</sub> and &Sigma;<sub>ref</sub> the covariance matrices of the two arms, and e
 * the first visit affected. Each strategy makes of them one normal distribution of all visits; missing outcomes are
 * imputed from it, given every outcome of the subject that was observed. Under a composite covariance the part before e is
 * that of &Sigma;<sub>own</sub> and the regression of the rest on it that of &Sigma;<sub>ref</sub>. Outcomes observed from
 * e on are kept in the analysis, but the model is fitted without them unless the strategy is {@link #MISSING_AT_RANDOM}.
 * Source: Carpenter, Roger and Kenward, Journal of Biopharmaceutical Statistics 2013;23:1352; Wolbers, Noci, Delmar,
 * Gower-Page, Yiu and Bartlett, Pharmaceutical Statistics 2022;21:1246.
 */
public enum ImputationStrategy {
    /** Means &mu;, covariance &Sigma;<sub>own</sub>. */
    MISSING_AT_RANDOM(
            "Hypothetical: the difference as if no intercurrent event had happened, subjects then behaving like others of"
                    + " their arm with the same history and covariates."),
    /** &mu; before e, &nu; from e on; composite covariance. */
    JUMP_TO_REFERENCE(
            "Treatment policy with loss of effect: the difference if subjects, from the event on, have the mean outcomes"
                    + " of the reference arm, at once."),
    /** &nu; at all visits, &Sigma;<sub>ref</sub>; outcomes before e count as deviations from the reference. */
    COPY_REFERENCE(
            "Treatment policy with fading effect: the difference if subjects with the event behave throughout like the"
                    + " reference arm, keeping of their advantage what the correlation between visits carries on."),
    /** &mu; before e, then &mu; of the visit before e plus the increments of &nu; since; composite covariance. */
    COPY_INCREMENTS_IN_REFERENCE(
            "Treatment policy with preserved effect: the difference if subjects, from the event on, change as the"
                    + " reference arm changes, keeping the mean benefit they had before it."),
    /** &mu; before e, then &mu; of the visit before e; &Sigma;<sub>own</sub>. Not defined for an event at the first visit. */
    LAST_MEAN_CARRIED_FORWARD(
            "The difference if the mean outcomes of subjects, from the event on, stay where they were expected before"
                    + " it.");

    private final String estimand;

    ImputationStrategy(String estimand) {
        this.estimand = estimand;
    }

    /**
     * What the difference between arms means under this strategy.
     *
     * @return a sentence
     */
    public String estimand() {
        return estimand;
    }
}
