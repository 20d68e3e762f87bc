package org.equipoise.stats.domain.analysis;

import java.util.List;

/**
 * An analysis plan as it was submitted: every field may be missing or wrong. {@link PlanRules} says what is wrong with it,
 * and {@link AnalysisPlan#of(AnalysisDefinition)} makes a plan of one that has no errors.
 *
 * @param study identifier of the study
 * @param version version of the plan; a published version never changes
 * @param estimand what the primary comparison estimates
 * @param primary the primary endpoint and its model
 * @param alpha one-sided significance level over all looks
 * @param sides number of sides of the test
 * @param spending name of the alpha-spending function
 * @param maximumInformation number of subjects with primary endpoint data at which the trial is complete
 * @param looks the planned looks, by information
 * @param futility non-binding futility boundaries at some looks
 * @param effect the effect that the trial was designed for
 * @param keySecondary key secondary endpoints in their fixed order, each with the analysis that it is tested by; descriptive without
 * @param analyses everything besides the primary comparison; null for none
 * @param charter what the committee's charter settles about its meetings; null where the plan says nothing
 */
public record AnalysisDefinition(
        String study,
        String version,
        EstimandDefinition estimand,
        PrimaryDefinition primary,
        Double alpha,
        Integer sides,
        String spending,
        Integer maximumInformation,
        List<LookDefinition> looks,
        List<FutilityDefinition> futility,
        EffectDefinition effect,
        List<KeySecondaryDefinition> keySecondary,
        PlannedAnalyses analyses,
        CharterDefinition charter) {

    /**
     * The same plan under a charter.
     *
     * @param other the charter
     * @return the plan
     */
    public AnalysisDefinition under(CharterDefinition other) {
        return new AnalysisDefinition(
                study,
                version,
                estimand,
                primary,
                alpha,
                sides,
                spending,
                maximumInformation,
                looks,
                futility,
                effect,
                keySecondary,
                analyses,
                other);
    }

    /**
     * The estimand in the words of ICH E9(R1).
     *
     * @param label its short name, repeated beside every result
     * @param population whom the comparison is about
     * @param variable what is measured in each of them
     * @param intercurrentEvents events after randomization, each with its strategy
     * @param summary the population-level summary
     */
    public record EstimandDefinition(
            String label,
            String population,
            String variable,
            List<IntercurrentEventDefinition> intercurrentEvents,
            String summary) {}

    /**
     * An intercurrent event and how the estimand deals with it.
     *
     * @param event what may happen
     * @param strategy treatment policy, hypothetical, composite, while on treatment or principal stratum
     */
    public record IntercurrentEventDefinition(String event, String strategy) {}

    /**
     * The primary endpoint and its model.
     *
     * @param form form that holds the value
     * @param item item of that form
     * @param baseline study event of the baseline value
     * @param visit study event of the primary time point
     * @param direction lower-is-better or higher-is-better
     * @param model ancova
     * @param covariates continuous covariates: baseline
     * @param factors stratification factors in the model
     */
    public record PrimaryDefinition(
            String form,
            String item,
            String baseline,
            String visit,
            String direction,
            String model,
            List<String> covariates,
            List<String> factors) {}

    /**
     * A planned look.
     *
     * @param information number of subjects with primary endpoint data
     */
    public record LookDefinition(Integer information) {}

    /**
     * A futility boundary.
     *
     * @param look number of the look, from 1
     * @param z the look suggests stopping for futility when its z is below this value
     */
    public record FutilityDefinition(Integer look, Double z) {}

    /**
     * A key secondary endpoint, in its place of the order. Without an analysis it is descriptive.
     *
     * @param id identifier of the hypothesis
     * @param label its name in words
     * @param of identifier of the analysis that it is tested by
     * @param visit the visit, if that is a longitudinal endpoint
     * @param direction lower-is-better or higher-is-better: the proportion of a responder endpoint, or the time to an event
     * @param spending name of its own alpha-spending function
     */
    public record KeySecondaryDefinition(
            String id, String label, String of, String visit, String direction, String spending) {}

    /**
     * The effect under which the trial was planned.
     *
     * @param difference absolute difference between the arms' mean changes, in units of the item
     * @param sd standard deviation of the change within an arm, in the same units
     */
    public record EffectDefinition(Double difference, Double sd) {}

    /**
     * What the committee's charter settles about its meetings.
     *
     * @param chairs which members open meetings and release recommendations; any member if missing or empty
     * @param keyHolders to whom the key of A and B is released; nobody if missing or empty
     */
    public record CharterDefinition(List<PartyDefinition> chairs, List<PartyDefinition> keyHolders) {}

    /**
     * Somebody whom the charter names: a role or a person.
     *
     * @param role dmc-member, for all who hold it; for holders of the key also unblinded-statistician
     * @param user the name under which one person signs in
     */
    public record PartyDefinition(String role, String user) {}
}
