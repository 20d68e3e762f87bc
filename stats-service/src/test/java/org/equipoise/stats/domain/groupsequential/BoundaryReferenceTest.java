package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Boundaries, levels, power and expected information against converged quadrature, to 1e-10 absolute. */
class BoundaryReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);

    static Stream<ReferenceCase> designs() {
        return Stream.of("gs_classical_equal.json", "gs_spending_equal.json", "gs_unequal_info.json")
                .flatMap(ReferenceFile::cases);
    }

    static Stream<ReferenceCase> unplannedLooks() {
        return ReferenceFile.cases("gs_unplanned_looks.json");
    }

    static Stream<ReferenceCase> publishedConstants() {
        return ReferenceFile.cases("jt_constants.json");
    }

    @ParameterizedTest
    @MethodSource("designs")
    void boundaryAndItsLevels(ReferenceCase given) {
        StoppingBoundary boundary = GivenDesign.boundary(given).orElseThrow();

        ReferenceCase truth = given.in("truth");
        assertAll(boundary.criticalValues(), truth.numbers("crit"));
        assertAll(boundary.looks().stream().map(BoundaryLook::cumulativeAlpha).toList(), truth.numbers("cumAlpha"));
        assertAll(
                boundary.looks().stream()
                        .map(look -> look.nominalLevel() / boundary.sides().count())
                        .toList(),
                truth.numbers("stageLevels"));
        assertThat(boundary.numericalError()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void powerAndExpectedInformation(ReferenceCase given) {
        StoppingRegion region = StoppingRegion.of(GivenDesign.boundary(given).orElseThrow());

        DesignPower design = region.designedFor(1 - given.number("beta")).orElseThrow();

        ReferenceCase truth = given.in("truth");
        assertThat(design.drift()).isCloseTo(truth.number("driftMax"), TOLERANCE);
        assertThat(design.inflation()).isCloseTo(truth.number("inflation"), TOLERANCE);
        assertAll(design.cumulativePower(), truth.numbers("cumPower"));
        assertThat(design.expectedUnderNull()).isCloseTo(truth.number("asnH0"), TOLERANCE);
        assertThat(design.expectedUnderHalf()).isCloseTo(truth.number("asnH01"), TOLERANCE);
        assertThat(design.expectedUnderAlternative()).isCloseTo(truth.number("asnH1"), TOLERANCE);
        assertThat(design.numericalError()).isLessThan(1e-11);
    }

    @ParameterizedTest
    @MethodSource("unplannedLooks")
    void boundaryAtLooksThatMoved(ReferenceCase given) {
        StoppingBoundary boundary = GivenDesign.spending(given)
                .boundary(InformationFractions.of(given.numbers("actualInfoFraction")), LastLook.FINAL)
                .orElseThrow();

        assertAll(boundary.criticalValues(), given.in("truth").numbers("crit"));
        assertAll(
                boundary.looks().stream().map(BoundaryLook::nominalLevel).toList(),
                given.in("truth").numbers("nominalP"));
        assertAll(boundary.looks().stream().map(BoundaryLook::cumulativeAlpha).toList(), given.numbers("cumAlpha"));
    }

    @ParameterizedTest
    @MethodSource("publishedConstants")
    void constantsOfJennisonAndTurnbull(ReferenceCase given) {
        InformationFractions looks = InformationFractions.equallySpaced(given.integer("K"));
        assertConstant(given, looks, 0.5, "P");
        assertConstant(given, looks, 0, "B");
        for (double delta : new double[] {0.1, 0.25, 0.4}) {
            assertConstant(given, looks, delta, "WT" + delta);
        }
    }

    private static void assertConstant(ReferenceCase given, InformationFractions looks, double delta, String name) {
        StoppingBoundary boundary = new ClassicalBoundary.WangTsiatis(delta)
                .boundary(given.number("alpha"), TestSides.TWO_SIDED, looks)
                .orElseThrow();

        assertThat(boundary.look(looks.looks()).criticalValue()).isCloseTo(given.number("C_" + name), TOLERANCE);
        for (double power : new double[] {0.8, 0.9}) {
            DesignPower design = StoppingRegion.of(boundary).designedFor(power).orElseThrow();
            assertThat(design.inflation()).isCloseTo(given.number("R_" + name + "_" + power), TOLERANCE);
        }
    }

    private static void assertAll(List<Double> actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).as("look %d", i + 1).isCloseTo(expected[i], TOLERANCE);
        }
    }
}
