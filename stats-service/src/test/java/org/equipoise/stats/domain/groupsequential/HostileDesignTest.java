package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Test;

/** Seeded designs at the edge of what makes sense: every number that comes back is a number, and alpha is kept. */
class HostileDesignTest {

    private static final double[] ALPHAS = {1e-12, 1e-6, 0.001, 0.025, 0.2, 0.45};
    private static final double[] STATISTICS = {-40, -9, -1, 0, 1e-9, 1.5, 3, 8, 37, 60};

    private final Random random = new Random(20261121);

    private InformationFractions randomLooks() {
        int looks = 1 + random.nextInt(random.nextInt(20) == 0 ? 50 : 6);
        double[] fractions = new double[looks];
        double fraction = 0;
        for (int i = 0; i < looks; i++) {
            double step = random.nextInt(3) == 0 ? 1e-6 : random.nextDouble();
            fraction += random.nextInt(8) == 0 ? Math.pow(10, -7 * random.nextDouble()) : step;
            fractions[i] = fraction;
        }
        double last = fractions[looks - 1];
        double scale = random.nextBoolean() ? 1 : 0.5 + random.nextDouble();
        return InformationFractions.of(
                Arrays.stream(fractions).map(value -> value / last * scale).toArray());
    }

    private AlphaSpendingFunction randomFunction() {
        return switch (random.nextInt(6)) {
            case 0 -> AlphaSpendingFunction.oBrienFlemingType();
            case 1 -> AlphaSpendingFunction.pocockType();
            case 2 -> AlphaSpendingFunction.hwangShihDeCani(20 * random.nextDouble() - 10);
            case 3 -> AlphaSpendingFunction.power(0.2 + 5 * random.nextDouble());
            case 4 -> AlphaSpendingFunction.hwangShihDeCani(random.nextBoolean() ? 600 : -600);
            default -> AlphaSpendingFunction.power(200);
        };
    }

    private AlphaSpending randomTest() {
        TestSides sides = random.nextBoolean() ? TestSides.ONE_SIDED : TestSides.TWO_SIDED;
        return new AlphaSpending(ALPHAS[random.nextInt(ALPHAS.length)], sides, randomFunction());
    }

    @Test
    void spendingBoundariesKeepTheirAlpha() {
        for (int trial = 0; trial < 40; trial++) {
            AlphaSpending test = randomTest();
            InformationFractions looks = randomLooks();
            StoppingBoundary boundary = test.boundary(looks, LastLook.FINAL).orElseThrow();

            OperatingCharacteristics withoutEffect = StoppingRegion.of(boundary).under(0);

            double alpha = test.alpha() / test.sides().count();
            assertThat(withoutEffect.power())
                    .as("%s at %s", test, looks)
                    .isCloseTo(alpha, within(1e-15 + 1e-9 * alpha));
            assertThat(withoutEffect.expectedInformation()).isBetween(0.0, looks.last() * (1 + 1e-12));
            double spent = 0;
            for (BoundaryLook look : boundary.looks()) {
                assertThat(look.criticalValue()).isNotNaN();
                assertThat(look.cumulativeAlpha()).isGreaterThanOrEqualTo(spent);
                assertThat(look.nominalLevel()).isBetween(0.0, 1.0);
                spent = look.cumulativeAlpha();
            }
            assertThat(boundary.numericalError()).isNotNaN().isNotNegative();
        }
    }

    @Test
    void fiftyLooksAMillionthApart() {
        double[] fractions = new double[50];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = 1 - (fractions.length - 1 - i) * 1e-6;
        }
        AlphaSpending test = new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.pocockType());

        StoppingBoundary boundary = test.boundary(InformationFractions.of(fractions), LastLook.FINAL)
                .orElseThrow();

        assertThat(boundary.numericalError()).isLessThan(1e-12);
        assertThat(StoppingRegion.of(boundary).under(0).power()).isCloseTo(0.025, within(1e-13));
    }

    @Test
    void interimAnswersAreProbabilities() {
        for (int trial = 0; trial < 30; trial++) {
            InformationFractions looks = randomLooks();
            StoppingBoundary boundary =
                    randomTest().boundary(looks, LastLook.FINAL).orElseThrow();
            double z = STATISTICS[random.nextInt(STATISTICS.length)];
            double drift = STATISTICS[random.nextInt(STATISTICS.length)];
            StoppingRegion region = StoppingRegion.of(boundary);
            assertProbability(region.under(drift).power());
            if (looks.looks() > 1) {
                int look = 1 + random.nextInt(looks.looks() - 1);
                assertProbability(
                        new ConditionalPower(boundary).under(look, z, drift).value());
                assertProbability(new ConditionalPower(boundary)
                        .underCurrentTrend(look, z)
                        .value());
                assertProbability(
                        new PredictivePower(boundary).withFlatPrior(look, z).value());
                assertProbability(new PredictivePower(boundary)
                        .withNormalPrior(look, z, drift, 1e-6)
                        .value());
            }
        }
    }

    private static void assertProbability(double value) {
        assertThat(value).isBetween(0.0, 1 + 1e-12);
    }

    @Test
    void estimatesAreOrderedNumbersOrARefusal() {
        int computed = 0;
        for (int trial = 0; trial < 20; trial++) {
            InformationFractions looks = randomLooks();
            StoppingBoundary boundary =
                    randomTest().boundary(looks, LastLook.FINAL).orElseThrow();
            double z = STATISTICS[random.nextInt(STATISTICS.length)];
            Outcome<StageWiseResult> outcome =
                    new StageWiseInference(StoppingRegion.of(boundary)).at(1 + random.nextInt(looks.looks()), z, 0.9);
            if (outcome.value().isPresent()) {
                computed++;
                StageWiseResult result = outcome.orElseThrow();
                assertProbability(result.greaterP().value());
                assertThat(result.lower().value())
                        .isLessThan(result.medianUnbiased().value());
                assertThat(result.medianUnbiased().value())
                        .isLessThan(result.upper().value());
            }
        }
        assertThat(computed).isGreaterThan(8);
    }

    @Test
    void futilityBoundsMeetTheBoundaryOrAreRefused() {
        int computed = 0;
        for (int trial = 0; trial < 10; trial++) {
            AlphaSpending test =
                    new AlphaSpending(ALPHAS[random.nextInt(ALPHAS.length)], TestSides.ONE_SIDED, randomFunction());
            double beta = new double[] {1e-6, 0.05, 0.2, 0.5}[random.nextInt(4)];
            FutilityRule rule = random.nextBoolean() ? FutilityRule.BINDING : FutilityRule.NON_BINDING;
            Outcome<FutilityBoundary> outcome =
                    new BetaSpending(test, beta, randomFunction(), rule).boundary(randomLooks());
            if (outcome.value().isPresent()) {
                computed++;
                FutilityBoundary boundary = outcome.orElseThrow();
                assertThat(boundary.underAlternative().power()).isCloseTo(1 - beta, within(1e-9));
                assertThat(boundary.underNull().power()).isLessThanOrEqualTo(test.alpha() * (1 + 1e-9));
            }
        }
        assertThat(computed).isGreaterThan(4);
    }
}
