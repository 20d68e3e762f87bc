package org.equipoise.stats.domain.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * An analysis plan that keeps every rule of {@link PlanRules}.
 *
 * @param study identifier of the study
 * @param version version of the plan
 * @param estimand what the primary comparison estimates
 * @param primary the primary endpoint and its model
 * @param alpha one-sided significance level over all looks, in (0, 0.5)
 * @param spending how alpha is spent over information
 * @param maximumInformation number of subjects with primary endpoint data at the last look
 * @param looks planned information of each look, strictly increasing; the last is {@code maximumInformation}
 * @param futility z below which a look suggests stopping for futility, by number of the look
 * @param effect the effect that the trial was planned for
 * @param keySecondary key secondary hypotheses in their fixed order; empty if none is tested
 * @param analyses everything besides the primary comparison
 * @param charter what the committee's charter settles about its meetings
 */
public record AnalysisPlan(
        String study,
        String version,
        Estimand estimand,
        PrimaryEndpoint primary,
        double alpha,
        Spending spending,
        int maximumInformation,
        List<Integer> looks,
        Map<Integer, Double> futility,
        PlannedEffect effect,
        List<KeySecondary> keySecondary,
        PlannedAnalyses analyses,
        Charter charter) {

    /** Takes copies of the collections. */
    public AnalysisPlan {
        looks = List.copyOf(looks);
        futility = Map.copyOf(futility);
        keySecondary = List.copyOf(keySecondary);
    }

    /**
     * Makes the plan that a definition describes.
     *
     * @param definition a definition without errors
     * @return the plan
     * @throws IllegalArgumentException if {@link PlanRules} finds an error in it
     */
    public static AnalysisPlan of(AnalysisDefinition definition) {
        List<PlanError> errors = PlanRules.errorsIn(definition);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("the plan has errors: " + errors);
        }
        return new AnalysisPlan(
                definition.study(),
                definition.version(),
                definedBy(definition.estimand()),
                primaryOf(definition.primary()),
                definition.alpha(),
                Spending.named(definition.spending()).orElseThrow(),
                definition.maximumInformation(),
                definition.looks().stream()
                        .map(AnalysisDefinition.LookDefinition::information)
                        .toList(),
                PlanRules.present(definition.futility()).stream()
                        .collect(Collectors.toMap(
                                AnalysisDefinition.FutilityDefinition::look, AnalysisDefinition.FutilityDefinition::z)),
                new PlannedEffect(
                        definition.effect().difference(), definition.effect().sd()),
                KeySecondaryRules.of(definition),
                definition.analyses() == null ? PlannedAnalyses.NONE : definition.analyses(),
                Charter.of(definition.charter()));
    }

    /**
     * The same looks at the same error rate for another hypothesis.
     *
     * @param other how its alpha is spent
     * @return the plan with that spending function and without futility boundaries
     */
    public AnalysisPlan spentBy(Spending other) {
        return new AnalysisPlan(
                study,
                version,
                estimand,
                primary,
                alpha,
                other,
                maximumInformation,
                looks,
                Map.of(),
                effect,
                keySecondary,
                analyses,
                charter);
    }

    /**
     * The number of planned looks.
     *
     * @return at least 1
     */
    public int lookCount() {
        return looks.size();
    }

    /**
     * Whether a look is the last one.
     *
     * @param look number of the look, from 1
     * @return whether the trial ends with it
     */
    public boolean isFinal(int look) {
        return look == looks.size();
    }

    /**
     * The information below which a look is not the one planned. The last look spends all the alpha that is left, so that
     * it needs nine tenths of its planned information, rounded up; any other spends by its information, whatever it is.
     *
     * @param look number of the look, from 1
     * @return a number of subjects, 0 before the last look
     */
    public int leastInformation(int look) {
        return isFinal(look) ? maximumInformation - maximumInformation / 10 : 0;
    }

    /**
     * Planned information of a look as a fraction of the maximum.
     *
     * @param look number of the look, from 1
     * @return a fraction in (0, 1]
     */
    public double plannedFraction(int look) {
        return looks.get(look - 1) / (double) maximumInformation;
    }

    /**
     * The non-binding futility boundary of a look.
     *
     * @param look number of the look, from 1
     * @return the z below which the look suggests stopping, or empty
     */
    public OptionalDouble futilityAt(int look) {
        Double z = futility.get(look);
        return z == null ? OptionalDouble.empty() : OptionalDouble.of(z);
    }

    /**
     * The strategies that the primary analysis does not carry out: those of intercurrent events for which the plan does not
     * say how the forms show them, other than the treatment policy, which takes values as observed, and strategies that no
     * rule exists for.
     *
     * @return their names in alphabetical order, each once
     */
    public SortedSet<String> strategiesNotApplied() {
        Set<String> detected = analyses.data().intercurrentEvents().stream()
                .map(PlannedAnalyses.Detection::event)
                .collect(Collectors.toSet());
        SortedSet<String> names = estimand.strategiesNotApplied();
        Set<String> open = estimand.intercurrentEvents().stream()
                .filter(event -> !detected.contains(event.event())
                        || Strategy.named(event.strategy()).isEmpty())
                .map(event -> Strategy.word(event.strategy()))
                .collect(Collectors.toSet());
        names.retainAll(open);
        return names;
    }

    /**
     * The estimand of a secondary analysis.
     *
     * @param own the estimand as the plan gives it, or null
     * @return it, with the primary's intercurrent events if it lists none; the primary's estimand if there is none
     */
    public Estimand estimandOf(AnalysisDefinition.EstimandDefinition own) {
        if (own == null) {
            return estimand;
        }
        Estimand given = definedBy(own);
        return given.intercurrentEvents().isEmpty()
                ? new Estimand(
                        given.label(),
                        given.population(),
                        given.variable(),
                        estimand.intercurrentEvents(),
                        given.summary())
                : given;
    }

    private static Estimand definedBy(AnalysisDefinition.EstimandDefinition definition) {
        return new Estimand(
                definition.label(),
                definition.population(),
                definition.variable(),
                PlanRules.present(definition.intercurrentEvents()).stream()
                        .map(event -> new Estimand.IntercurrentEvent(event.event(), event.strategy()))
                        .toList(),
                definition.summary());
    }

    private static PrimaryEndpoint primaryOf(AnalysisDefinition.PrimaryDefinition definition) {
        Direction direction = Arrays.stream(Direction.values())
                .filter(candidate -> candidate.code().equals(definition.direction()))
                .findFirst()
                .orElseThrow();
        return new PrimaryEndpoint(
                definition.form(),
                definition.item(),
                definition.baseline(),
                definition.visit(),
                direction,
                PlanRules.present(definition.factors()));
    }
}
