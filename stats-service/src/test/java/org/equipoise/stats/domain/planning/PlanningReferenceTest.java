package org.equipoise.stats.domain.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.OperatingCharacteristics;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sample sizes against R 4.2.2 (power.t.test) and rpact 4.5.0.9315, and against the formulas of Lu, Luo and Chen and of blinded
 * re-estimation in double precision.
 *
 * <p>Power and formulas agree to 1e-10. Sizes by power.t.test and rpact come from root searches with tolerances of about 1e-5.
 */
class PlanningReferenceTest {

    private static final Offset<Double> EXACT = within(1e-10);
    private static final Offset<Double> SEARCHED = within(1e-5);

    static Stream<ReferenceCase> tTests() {
        return ReferenceFile.cases("sample_size_ttest.json");
    }

    static Stream<ReferenceCase> mixedModels() {
        return ReferenceFile.cases("sample_size_mmrm.json");
    }

    static Stream<ReferenceCase> blindedTrials() {
        return ReferenceFile.cases("blinded_ssr.json");
    }

    private static TestSides sides(ReferenceCase given) {
        return given.integer("sided") == 2 ? TestSides.TWO_SIDED : TestSides.ONE_SIDED;
    }

    private static TTestPlan plan(ReferenceCase given, double allocation) {
        return new TTestPlan(
                given.number("delta"),
                0,
                given.number("sd"),
                new TTestPlan.Test(given.number("alpha"), sides(given), allocation));
    }

    @ParameterizedTest
    @MethodSource("tTests")
    void tTestWithOneAnalysis(ReferenceCase given) {
        TTestPlan equal = plan(given, 1);
        double n = given.number("nForPower");
        double power = given.number("power");

        assertThat(equal.rejection(new SampleSize(n, n))).isCloseTo(given.number("powerAtN"), EXACT);
        assertThat(equal.sampleSize(power).orElseThrow().first() / given.number("nPerGroup_powerTtest"))
                .isCloseTo(1, SEARCHED);
        assertThat(equal.normalApproximation(power).first()).isCloseTo(given.number("zApproxPerGroup"), EXACT);

        SampleSize unequal =
                plan(given, given.number("allocation")).sampleSize(power).orElseThrow();
        assertThat(unequal.total() / given.number("rpactFixedN")).isCloseTo(1, SEARCHED);
        assertThat(unequal.first() / given.number("rpactN1")).isCloseTo(1, SEARCHED);
        assertThat(unequal.second() / given.number("rpactN2")).isCloseTo(1, SEARCHED);
    }

    @ParameterizedTest
    @MethodSource("tTests")
    void tTestWithThreeLooks(ReferenceCase given) {
        ReferenceCase rpact = given.in("rpactGS3asOF");
        StoppingRegion region = StoppingRegion.of(
                new AlphaSpending(given.number("alpha"), sides(given), AlphaSpendingFunction.oBrienFlemingType())
                        .boundary(InformationFractions.equallySpaced(3), LastLook.FINAL)
                        .orElseThrow());
        SequentialSize size = SequentialSize.means(
                        region, given.number("power"), plan(given, given.number("allocation")))
                .orElseThrow();

        assertThat(size.maximum().total() / rpact.number("maxN")).isCloseTo(1, SEARCHED);
        assertThat(size.expectedUnderNull() / rpact.number("EN_H0")).isCloseTo(1, SEARCHED);
        assertThat(size.expectedUnderHalf() / rpact.number("EN_H01")).isCloseTo(1, SEARCHED);
        assertThat(size.expectedUnderAlternative() / rpact.number("EN_H1")).isCloseTo(1, SEARCHED);
        OperatingCharacteristics alternative = region.under(size.power().drift());
        for (int look = 0; look < 3; look++) {
            assertThat(alternative.upperCrossing().get(look))
                    .isCloseTo(rpact.numbers("rejectPerStage")[look], SEARCHED);
        }
    }

    private static List<Double> list(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("mixedModels")
    void mixedModelWithDropout(ReferenceCase given) {
        List<List<Double>> correlation = new ArrayList<>();
        given.node().path("R").forEach(row -> {
            List<Double> values = new ArrayList<>();
            row.forEach(value -> values.add(value.asDouble()));
            correlation.add(values);
        });
        MmrmPlan plan = new MmrmPlan(
                correlation,
                new MmrmPlan.Retention(list(given.numbers("retentionA")), list(given.numbers("retentionB"))),
                new MmrmPlan.Effect(given.number("delta"), given.number("sd")),
                new TTestPlan.Test(given.number("alpha"), TestSides.TWO_SIDED, given.number("lambda")));

        MmrmPlan.VarianceFactors factors = plan.varianceFactors().orElseThrow();
        assertThat(factors.first()).isCloseTo(given.number("phiA"), EXACT);
        assertThat(factors.second()).isCloseTo(given.number("phiB"), EXACT);
        SampleSize size = plan.sampleSize(given.number("power")).orElseThrow();
        assertThat(size.first()).isCloseTo(given.number("nA"), EXACT);
        assertThat(size.second()).isCloseTo(given.number("nB"), EXACT);
        assertThat(plan.power(size).orElseThrow()).isCloseTo(given.number("power"), EXACT);
    }

    @ParameterizedTest
    @MethodSource("blindedTrials")
    void blindedReestimation(ReferenceCase given) {
        BlindedReestimation reestimation = new BlindedReestimation(
                given.number("plannedDelta"),
                0,
                given.number("power"),
                new TTestPlan.Test(given.number("alpha"), TestSides.TWO_SIDED, 1),
                new ReestimationLimits(2, 100_000));
        List<Double> values = list(given.numbers("pooledBlinded"));

        ReestimatedSize plain =
                reestimation.means(values, BlindedVariance.UNADJUSTED).orElseThrow();
        assertThat(plain.nuisance()).isCloseTo(given.number("oneSampleVar"), EXACT);
        assertThat(plain.required()).isCloseTo(given.number("totalN_zOneSample"), EXACT);
        ReestimatedSize adjusted =
                reestimation.means(values, BlindedVariance.GOULD_SHIH).orElseThrow();
        assertThat(adjusted.nuisance()).isCloseTo(given.number("adjustedVarGouldShih"), EXACT);
        assertThat(adjusted.required()).isCloseTo(given.number("totalN_zAdjusted"), EXACT);
    }
}
