package org.equipoise.stats.domain.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.proportions.ExactConditionalTest;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.proportions.TwoProportions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanningTest {

    private static final TTestPlan.Test ONE_SIDED = new TTestPlan.Test(0.025, TestSides.ONE_SIDED, 1);

    @Test
    void marginsShiftTheNullHypothesis() {
        TTestPlan superiority = new TTestPlan(3, 0, 9, ONE_SIDED);
        TTestPlan nonInferiority = new TTestPlan(1, -2, 9, ONE_SIDED);

        assertThat(nonInferiority.sampleSize(0.9).orElseThrow().total())
                .isCloseTo(superiority.sampleSize(0.9).orElseThrow().total(), within(1e-8));
        assertThat(nonInferiority.power(new SampleSize(80, 80)))
                .isCloseTo(superiority.power(new SampleSize(80, 80)), within(1e-14));
    }

    @Test
    void sampleSizeAndPowerInvertEachOther() {
        for (double power : new double[] {0.3, 0.8, 0.99}) {
            for (double allocation : new double[] {0.25, 1, 3}) {
                TTestPlan plan = new TTestPlan(5, 0, 9, new TTestPlan.Test(0.05, TestSides.TWO_SIDED, allocation));
                SampleSize size = plan.sampleSize(power).orElseThrow();
                assertThat(plan.power(size)).isCloseTo(power, within(1e-12));
                assertThat(size.first() / size.second()).isCloseTo(allocation, within(1e-12));
            }
        }
    }

    @Test
    void pooledSizeIsThatOfTheTextbook() {
        ProportionsPlan plan = new ProportionsPlan(0.6, 0.4, 0, ProportionsMethod.POOLED_Z, ONE_SIDED);

        double textbook = Math.pow(1.959963984540054 * Math.sqrt(0.5) + 1.2815515655446004 * Math.sqrt(0.48), 2) / 0.04;

        assertThat(plan.sampleSize(0.9).orElseThrow().first()).isCloseTo(textbook, within(1e-9));
        assertThat(plan.approximatePower(plan.sampleSize(0.9).orElseThrow())).isCloseTo(0.9, within(1e-12));
    }

    /** Summed over all tables with the library's own test on each. */
    @Test
    void exactPowerOfFishersTestIsTheSumOverAllTables() {
        ProportionsPlan plan = new ProportionsPlan(0.7, 0.3, 0, ProportionsMethod.FISHER, ONE_SIDED);
        double sum = 0;
        for (int x1 = 0; x1 <= 13; x1++) {
            for (int x2 = 0; x2 <= 11; x2++) {
                TwoProportions table = new TwoProportions(new Responders(x1, 13), new Responders(x2, 11));
                if (new ExactConditionalTest(List.of(table)).greaterP() <= 0.025) {
                    sum += binomial(13, x1, 0.7) * binomial(11, x2, 0.3);
                }
            }
        }

        assertThat(plan.exactPower(13, 11)).isCloseTo(sum, within(1e-12));
    }

    /** Summed over all tables whose score interval lies above the margin. */
    @Test
    void exactPowerOfTheScoreTestIsTheSumOverAllTables() {
        ProportionsPlan plan = new ProportionsPlan(0.75, 0.7, -0.2, ProportionsMethod.MIETTINEN_NURMINEN, ONE_SIDED);
        double sum = 0;
        for (int x1 = 0; x1 <= 14; x1++) {
            for (int x2 = 0; x2 <= 12; x2++) {
                TwoProportions table = new TwoProportions(new Responders(x1, 14), new Responders(x2, 12));
                if (table.miettinenNurminen(0.95).lower() > -0.2) {
                    sum += binomial(14, x1, 0.75) * binomial(12, x2, 0.7);
                }
            }
        }

        assertThat(plan.exactPower(14, 12)).isCloseTo(sum, within(1e-12));
    }

    private static double binomial(int n, int k, double p) {
        double value = 1;
        for (int i = 1; i <= k; i++) {
            value *= (n - k + i) / (double) i;
        }
        return value * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }

    @ParameterizedTest
    @EnumSource(ProportionsMethod.class)
    void armsCanBeSwapped(ProportionsMethod method) {
        ProportionsPlan up = new ProportionsPlan(0.6, 0.35, 0, method, ONE_SIDED);
        ProportionsPlan down = new ProportionsPlan(0.35, 0.6, 0, method, ONE_SIDED);

        assertThat(down.exactPower(40, 50)).isCloseTo(up.exactPower(50, 40), within(1e-13));
        assertThat(up.exactSize(50, 40, 0.5)).isLessThan(0.04);
        SampleSize exact = up.exactSampleSize(0.8).orElseThrow();
        assertThat(up.exactPower((int) exact.first(), (int) exact.second())).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void fishersTestNeverExceedsItsLevel() {
        ProportionsPlan plan = new ProportionsPlan(0.5, 0.3, 0, ProportionsMethod.FISHER, ONE_SIDED);
        for (double share = 0; share <= 1; share += 0.05) {
            assertThat(plan.exactSize(23, 17, share)).isLessThanOrEqualTo(0.025);
        }
    }

    @Test
    void limitsCapTheReestimatedSize() {
        BlindedReestimation plan = new BlindedReestimation(
                0.3, 0, 0.9, new TTestPlan.Test(0.05, TestSides.TWO_SIDED, 1), new ReestimationLimits(60, 120));

        ReestimatedSize most = plan.proportions(new Responders(25, 50), ProportionsMethod.POOLED_Z)
                .orElseThrow();
        assertThat(most.reached()).isEqualTo(ReestimationLimits.Reached.NEITHER);
        assertThat(most.typeOneError()).isEqualTo(TypeOneErrorEffect.AS_FIXED_TEST);
        BlindedReestimation means = new BlindedReestimation(
                4, 0, 0.9, new TTestPlan.Test(0.05, TestSides.TWO_SIDED, 1), new ReestimationLimits(60, 120));
        assertThat(means.means(List.of(-20.0, 20.0, -20.0, 20.0), BlindedVariance.UNADJUSTED)
                        .orElseThrow())
                .satisfies(size -> {
                    assertThat(size.total()).isEqualTo(120);
                    assertThat(size.reached()).isEqualTo(ReestimationLimits.Reached.MOST);
                    assertThat(size.typeOneError().statement()).contains("0.0001");
                });
        assertThat(means.means(List.of(-2.0, 2.0, -2.0, 2.5), BlindedVariance.BIAS_ADJUSTED)
                        .orElseThrow()
                        .reached())
                .isEqualTo(ReestimationLimits.Reached.LEAST);
        assertThat(means.means(List.of(1.0, 1.0, 1.0, 1.1), BlindedVariance.GOULD_SHIH))
                .isInstanceOf(Outcome.NotComputed.class);
    }

    @Test
    void refusesPlansThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TTestPlan(2, 2, 9, ONE_SIDED));
        assertThatIllegalArgumentException().isThrownBy(() -> new TTestPlan(2, 0, 0, ONE_SIDED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProportionsPlan(0.5, 0.4, -0.1, ProportionsMethod.FISHER, ONE_SIDED))
                .withMessageContaining("no margin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MmrmPlan.Retention(List.of(1.0, 0.8, 0.9), List.of(1.0, 0.8, 0.7)));
        assertThat(new MmrmPlan(
                                List.of(List.of(1.0, 0.9, -0.9), List.of(0.9, 1.0, 0.9), List.of(-0.9, 0.9, 1.0)),
                                new MmrmPlan.Retention(List.of(1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0)),
                                new MmrmPlan.Effect(1, 1),
                                ONE_SIDED)
                        .sampleSize(0.9))
                .isInstanceOf(Outcome.NotComputed.class);
    }
}
