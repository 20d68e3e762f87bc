package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Analyses of interim results against converged quadrature: powers to 1e-10, inference to 1e-9 absolute. */
class SequentialAnalysisReferenceTest {

    private static final Offset<Double> POWER = within(1e-10);
    private static final Offset<Double> INFERENCE = within(1e-9);

    static Stream<ReferenceCase> analyses() {
        return ReferenceFile.cases("gs_analysis_z.json");
    }

    static Stream<ReferenceCase> analysesBeforeTheLastLook() {
        return analyses().filter(given -> given.in("truth").has("condPowerH0"));
    }

    @ParameterizedTest
    @MethodSource("analyses")
    void stageWiseOrdering(ReferenceCase given) {
        StoppingBoundary boundary = GivenDesign.boundary(given).orElseThrow();
        int stage = given.integer("stage");
        StageWiseResult result = new StageWiseInference(StoppingRegion.of(boundary))
                .at(stage, z(given, stage), 1 - 2 * given.number("alpha"))
                .orElseThrow();

        ReferenceCase truth = given.in("truth");
        assertThat(result.greaterP().value()).isCloseTo(truth.number("stagewiseP"), INFERENCE);
        assertThat(result.medianUnbiased().value()).isCloseTo(truth.number("mueDrift"), INFERENCE);
        assertThat(result.lower().value()).isCloseTo(truth.number("ciLowDrift"), INFERENCE);
        assertThat(result.upper().value()).isCloseTo(truth.number("ciUpDrift"), INFERENCE);
        assertThat(result.medianUnbiased().value() / Math.sqrt(given.number("maxInformation")))
                .isCloseTo(truth.number("mueTheta"), INFERENCE);
        assertThat(result.medianUnbiased().numericalError()).isLessThan(1e-11);
    }

    @ParameterizedTest
    @MethodSource("analyses")
    void repeatedIntervalsAndPValues(ReferenceCase given) {
        StoppingBoundary boundary = GivenDesign.boundary(given).orElseThrow();
        RepeatedInference inference = new RepeatedInference(GivenDesign.spending(given));
        double unit = Math.sqrt(given.number("maxInformation"));
        ReferenceCase truth = given.in("truth");
        for (int stage = 1; stage <= given.integer("stage"); stage++) {
            double z = z(given, stage);
            RepeatedInterval interval = inference.interval(boundary.look(stage), z);
            assertThat(interval.lower() / unit).isCloseTo(truth.numbers("repeatedCILow")[stage - 1], INFERENCE);
            assertThat(interval.upper() / unit).isCloseTo(truth.numbers("repeatedCIUp")[stage - 1], INFERENCE);

            InformationFractions looks = boundary.informationFractions().first(stage);
            Outcome<Estimate> p = inference.pValue(looks, LastLook.INTERIM, z);
            double expected = truth.numbers("repeatedP")[stage - 1];
            if (Double.isNaN(expected)) {
                assertThat(p).isInstanceOf(Outcome.NotComputed.class);
            } else {
                assertThat(p.orElseThrow().value()).isCloseTo(expected, INFERENCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("analysesBeforeTheLastLook")
    void conditionalPower(ReferenceCase given) {
        StoppingBoundary boundary = GivenDesign.boundary(given).orElseThrow();
        double planned = StoppingRegion.of(boundary)
                .driftForPower(1 - given.number("beta"))
                .orElseThrow()
                .value();
        ConditionalPower power = new ConditionalPower(boundary);
        int stage = given.integer("stage");
        double z = z(given, stage);
        ReferenceCase truth = given.in("truth");

        assertThat(planned).isCloseTo(truth.number("driftPlanned"), POWER);
        assertThat(power.under(stage, z, 0).value()).isCloseTo(truth.number("condPowerH0"), POWER);
        assertThat(power.under(stage, z, planned).value()).isCloseTo(truth.number("condPowerH1"), POWER);
        assertThat(power.underCurrentTrend(stage, z).value()).isCloseTo(truth.number("condPowerTrend"), POWER);
        assertThat(power.atFinalLookOnly(stage, z, planned).value())
                .isCloseTo(truth.number("condPowerFinalOnlyH1"), POWER);
        assertThat(power.atFinalLookOnly(stage, z, power.trend(stage, z)).value())
                .isCloseTo(truth.number("condPowerFinalOnlyTrend"), POWER);
        assertThat(power.under(stage, z, planned).numericalError()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("analysesBeforeTheLastLook")
    void predictivePower(ReferenceCase given) {
        PredictivePower power = new PredictivePower(GivenDesign.boundary(given).orElseThrow());
        int stage = given.integer("stage");
        double z = z(given, stage);
        ReferenceCase truth = given.in("truth");
        ReferenceCase prior = truth.in("prior");

        assertThat(power.withFlatPrior(stage, z).value()).isCloseTo(truth.number("predPowerFlat"), POWER);
        assertThat(power.withFlatPriorAtFinalLookOnly(stage, z).value())
                .isCloseTo(truth.number("predPowerFinalOnlyFlat"), POWER);
        assertThat(power.withNormalPrior(stage, z, prior.number("mean"), prior.number("var"))
                        .value())
                .isCloseTo(truth.number("predPowerPrior"), POWER);
    }

    private static double z(ReferenceCase given, int stage) {
        return given.numbers("z")[stage - 1];
    }
}
