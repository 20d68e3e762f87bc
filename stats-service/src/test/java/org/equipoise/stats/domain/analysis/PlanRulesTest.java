package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.EffectDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.EstimandDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.FutilityDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.IntercurrentEventDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.LookDefinition;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.PrimaryDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanRulesTest {

    private static final AnalysisDefinition GOOD = SimulatedTrial.definition();

    @Test
    void theBuiltInPlanHasNoErrors() {
        assertThat(PlanRules.errorsIn(GOOD)).isEmpty();
        assertThat(AnalysisPlan.of(GOOD).futilityAt(2)).hasValue(0.5);
        assertThat(AnalysisPlan.of(GOOD).futilityAt(3)).isEmpty();
    }

    @Test
    void anEmptyPlanIsToldEverythingThatItLacks() {
        AnalysisDefinition empty = new AnalysisDefinition(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        assertThat(PlanRules.errorsIn(empty))
                .extracting(PlanError::field)
                .containsExactly(
                        "study",
                        "version",
                        "estimand",
                        "primary",
                        "alpha",
                        "sides",
                        "spending",
                        "maximumInformation",
                        "looks",
                        "effect");
    }

    @Test
    void everyErrorCarriesItsValueAndARemedy() {
        List<PlanError> errors = PlanRules.errorsIn(with(GOOD, "alpha", 0.6));
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).field()).isEqualTo("alpha");
        assertThat(errors.get(0).value()).isEqualTo("0.6");
        assertThat(errors.get(0).remedy()).contains("0.025");
    }

    @Test
    void aPlanWithErrorsCannotBeMade() {
        assertThatThrownBy(() -> AnalysisPlan.of(with(GOOD, "sides", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sides");
    }

    static Stream<Broken> brokenPlans() {
        return Stream.of(
                new Broken("study", plan -> with(plan, "study", "KET/TRD")),
                new Broken("version", plan -> with(plan, "version", "")),
                new Broken("alpha", plan -> with(plan, "alpha", 0.0)),
                new Broken("alpha", plan -> with(plan, "alpha", Double.NaN)),
                new Broken("spending", plan -> with(plan, "spending", "linear")),
                new Broken("maximumInformation", plan -> with(plan, "maximumInformation", -1)),
                new Broken("looks[2].information", plan -> with(plan, "looks", looks(52, 104, 150))),
                new Broken("looks[1].information", plan -> with(plan, "looks", looks(52, 52, 156))),
                new Broken("looks[0].information", plan -> with(plan, "looks", looks(0, 52, 156))),
                new Broken("futility[0].look", plan -> with(plan, "futility", List.of(new FutilityDefinition(3, 0.0)))),
                new Broken("futility[0].z", plan -> with(plan, "futility", List.of(new FutilityDefinition(1, 11.0)))),
                new Broken(
                        "futility[1].look",
                        plan -> with(
                                plan,
                                "futility",
                                List.of(new FutilityDefinition(1, 0.0), new FutilityDefinition(1, 0.1)))),
                new Broken("effect.difference", plan -> with(plan, "effect", new EffectDefinition(-5.0, 10.0))),
                new Broken("effect.sd", plan -> with(plan, "effect", new EffectDefinition(5.0, 0.0))),
                new Broken("primary.direction", plan -> with(plan, "primary", primary("BASELINE", "up", "site"))),
                new Broken("primary.visit", plan -> with(plan, "primary", primary("H24", "lower-is-better", "site"))),
                new Broken(
                        "primary.factors[1]",
                        plan -> with(plan, "primary", primary("BASELINE", "lower-is-better", "site", "site"))),
                new Broken(
                        "estimand.intercurrentEvents[0].strategy", plan -> with(plan, "estimand", estimand("ignore"))));
    }

    @ParameterizedTest
    @MethodSource("brokenPlans")
    void aBrokenRuleIsNamedByItsField(Broken broken) {
        assertThat(PlanRules.errorsIn(broken.change().apply(GOOD)))
                .extracting(PlanError::field)
                .contains(broken.field())
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aStrategyMayHaveDetailsAfterAComma() {
        AnalysisDefinition plan = with(GOOD, "estimand", estimand("composite, worst score"));
        assertThat(PlanRules.errorsIn(plan)).isEmpty();
    }

    record Broken(String field, UnaryOperator<AnalysisDefinition> change) {
        @Override
        public String toString() {
            return field;
        }
    }

    private static List<LookDefinition> looks(int... information) {
        return java.util.Arrays.stream(information)
                .mapToObj(LookDefinition::new)
                .toList();
    }

    private static PrimaryDefinition primary(String baseline, String direction, String... factors) {
        return new PrimaryDefinition(
                "MADRS", "MADRS_TOTAL", baseline, "H24", direction, "ancova", List.of("baseline"), List.of(factors));
    }

    private static EstimandDefinition estimand(String strategy) {
        return new EstimandDefinition(
                "label", "all", "change", List.of(new IntercurrentEventDefinition("rescue", strategy)), "difference");
    }

    @SuppressWarnings("unchecked")
    private static AnalysisDefinition with(AnalysisDefinition plan, String field, Object value) {
        return new AnalysisDefinition(
                field.equals("study") ? (String) value : plan.study(),
                field.equals("version") ? (String) value : plan.version(),
                field.equals("estimand") ? (EstimandDefinition) value : plan.estimand(),
                field.equals("primary") ? (PrimaryDefinition) value : plan.primary(),
                field.equals("alpha") ? (Double) value : plan.alpha(),
                field.equals("sides") ? (Integer) value : plan.sides(),
                field.equals("spending") ? (String) value : plan.spending(),
                field.equals("maximumInformation") ? (Integer) value : plan.maximumInformation(),
                field.equals("looks") ? (List<LookDefinition>) value : plan.looks(),
                field.equals("futility") ? (List<FutilityDefinition>) value : plan.futility(),
                field.equals("effect") ? (EffectDefinition) value : plan.effect(),
                plan.keySecondary(),
                plan.analyses(),
                null);
    }
}
