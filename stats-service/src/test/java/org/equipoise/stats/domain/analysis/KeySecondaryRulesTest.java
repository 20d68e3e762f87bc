package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.analysis.AnalysisDefinition.KeySecondaryDefinition;
import org.equipoise.stats.domain.tables.SimulatedRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeySecondaryRulesTest {

    private static final AnalysisDefinition SHIPPED = SimulatedRecords.definition();
    private static final String POCOCK = "lan-demets-pocock";

    private static AnalysisDefinition with(KeySecondaryDefinition... entries) {
        return new AnalysisDefinition(
                SHIPPED.study(),
                SHIPPED.version(),
                SHIPPED.estimand(),
                SHIPPED.primary(),
                SHIPPED.alpha(),
                SHIPPED.sides(),
                SHIPPED.spending(),
                SHIPPED.maximumInformation(),
                SHIPPED.looks(),
                SHIPPED.futility(),
                SHIPPED.effect(),
                Arrays.asList(entries),
                SHIPPED.analyses(),
                null);
    }

    private static KeySecondaryDefinition entry(String of, String visit, String direction, String spending) {
        return new KeySecondaryDefinition("KEY", "a hypothesis", of, visit, direction, spending);
    }

    @Test
    void theShippedPlanTestsItsSevenInTheOrderOfTheProtocol() {
        assertThat(AnalysisPlan.of(SHIPPED).keySecondary())
                .extracting(KeySecondary::of, KeySecondary::visit, KeySecondary::direction)
                .containsExactly(
                        tuple("MADRS_OVER_TIME", "H72", Direction.LOWER_IS_BETTER),
                        tuple("MADRS_OVER_TIME", "DAY7", Direction.LOWER_IS_BETTER),
                        tuple("RESPONSE_DAY7", null, Direction.HIGHER_IS_BETTER),
                        tuple("REMISSION_DAY7", null, Direction.HIGHER_IS_BETTER),
                        tuple("RELAPSE", null, Direction.HIGHER_IS_BETTER),
                        tuple("IDEATION_H24", null, Direction.LOWER_IS_BETTER),
                        tuple("QIDS_OVER_TIME", "DAY7", Direction.LOWER_IS_BETTER));
    }

    @Test
    void withoutAnAnalysisTheyAreDescriptiveAndNoneIsTested() {
        AnalysisDefinition descriptive = with(entry(null, null, null, null));
        assertThat(PlanRules.errorsIn(descriptive)).isEmpty();
        assertThat(AnalysisPlan.of(descriptive).keySecondary()).isEmpty();
        assertThat(AnalysisPlan.of(SimulatedTrial.definition()).keySecondary()).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("of", entry("NOWHERE", null, "lower-is-better", POCOCK)),
                Arguments.of("of", entry("SYSTOLIC_SHIFT", null, "lower-is-better", POCOCK)),
                Arguments.of("visit", entry("MADRS_OVER_TIME", null, null, POCOCK)),
                Arguments.of("visit", entry("MADRS_OVER_TIME", "DAY9", null, POCOCK)),
                Arguments.of("visit", entry("RELAPSE", "DAY7", "higher-is-better", POCOCK)),
                Arguments.of("direction", entry("MADRS_OVER_TIME", "DAY7", "lower-is-better", POCOCK)),
                Arguments.of("direction", entry("RELAPSE", null, null, POCOCK)),
                Arguments.of("direction", entry("RELAPSE", null, "up", POCOCK)),
                Arguments.of("spending", entry("RELAPSE", null, "higher-is-better", null)),
                Arguments.of("spending", entry("RELAPSE", null, "higher-is-better", "all-at-once")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void eachErrorNamesItsField(String field, KeySecondaryDefinition entry) {
        assertThat(PlanRules.errorsIn(with(entry)))
                .extracting(PlanError::field)
                .containsExactly("keySecondary[0]." + field);
        assertThat(PlanRules.errorsIn(with(entry)))
                .allSatisfy(error -> assertThat(error.remedy()).isNotBlank());
    }

    @Test
    void eachHasAnIdOfItsOwnAndEitherAllAreTestedOrNone() {
        List<PlanError> errors = new ArrayList<>(PlanRules.errorsIn(with(
                entry("RELAPSE", null, "higher-is-better", POCOCK),
                entry("RELAPSE", null, "higher-is-better", POCOCK),
                null,
                new KeySecondaryDefinition("OTHER", " ", null, null, null, null))));
        assertThat(errors)
                .extracting(PlanError::field)
                .containsExactly(
                        "keySecondary[1].id",
                        "keySecondary[2]",
                        "keySecondary[3].label",
                        "keySecondary[3].of",
                        "keySecondary[3].direction",
                        "keySecondary[3].spending");
    }
}
