package org.equipoise.stats.domain.ancova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against lm and emmeans of R on simulated data, to 1e-10 absolute. */
class AncovaReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);

    static Stream<ReferenceCase> models() {
        return ReferenceFile.cases("ancova.json");
    }

    private static AncovaFit fit(ReferenceCase given) {
        return Ancova.withDefaults().fit(SimulatedVisit.columnsOf(given)).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("models")
    void coefficients(ReferenceCase given) {
        AncovaFit fit = fit(given);

        assertThat(fit.observations()).isEqualTo(given.integer("n"));
        assertThat(fit.degreesOfFreedom()).isEqualTo(given.integer("df"));
        assertThat(fit.residualDeviation()).isCloseTo(given.number("sigma"), TOLERANCE);
        assertThat(fit.rSquared()).isCloseTo(given.number("r2"), TOLERANCE);
        Map<String, Coefficient> byName =
                fit.coefficients().stream().collect(Collectors.toMap(Coefficient::name, Function.identity()));
        List<ReferenceCase> expected = given.list("coefficients");
        assertThat(byName).hasSize(expected.size());
        for (ReferenceCase reference : expected) {
            Coefficient coefficient = byName.get(reference.text("name"));
            assertThat(coefficient.estimate()).isCloseTo(reference.number("est"), TOLERANCE);
            assertThat(coefficient.standardError()).isCloseTo(reference.number("se"), TOLERANCE);
            assertThat(coefficient.t()).isCloseTo(reference.number("t"), TOLERANCE);
            assertThat(coefficient.twoSidedP()).isCloseTo(reference.number("p"), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void leastSquaresMeansAndTheirDifference(ReferenceCase given) {
        AncovaFit fit = fit(given);

        List<ReferenceCase> expected = given.list("lsmeans");
        for (int i = 0; i < expected.size(); i++) {
            LeastSquaresMean mean = fit.leastSquaresMeans().get(i);
            assertThat(mean.arm()).isEqualTo(expected.get(i).text("arm"));
            assertThat(mean.estimate()).isCloseTo(expected.get(i).number("est"), TOLERANCE);
            assertThat(mean.standardError()).isCloseTo(expected.get(i).number("se"), TOLERANCE);
            assertThat(mean.lower()).isCloseTo(expected.get(i).number("lcl"), TOLERANCE);
            assertThat(mean.upper()).isCloseTo(expected.get(i).number("ucl"), TOLERANCE);
        }
        ArmContrast contrast = fit.contrast("KET", "PBO");
        ReferenceCase reference = given.in("contrast");
        assertThat(contrast.estimate()).isCloseTo(reference.number("est"), TOLERANCE);
        assertThat(contrast.standardError()).isCloseTo(reference.number("se"), TOLERANCE);
        assertThat(contrast.degreesOfFreedom()).isEqualTo(reference.integer("df"));
        assertThat(contrast.t()).isCloseTo(reference.number("t"), TOLERANCE);
        assertThat(contrast.twoSidedP()).isCloseTo(reference.number("p"), TOLERANCE);
        assertThat(contrast.lower()).isCloseTo(reference.number("lcl"), TOLERANCE);
        assertThat(contrast.upper()).isCloseTo(reference.number("ucl"), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void robustStandardErrorsOfTheArm(ReferenceCase given) {
        AncovaFit fit = fit(given);

        for (RobustErrors type : RobustErrors.values()) {
            assertThat(fit.robustStandardError("ARMKET", type)).isCloseTo(given.number("armSE_" + type), TOLERANCE);
        }
    }
}
