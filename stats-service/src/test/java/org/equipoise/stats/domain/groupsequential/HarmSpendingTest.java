package org.equipoise.stats.domain.groupsequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HarmSpendingTest {

    private static final AlphaSpending TEST =
            new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());
    private static final InformationFractions LOOKS = InformationFractions.of(0.3, 0.6, 1);

    private final StoppingBoundary efficacy =
            TEST.boundary(LOOKS, LastLook.FINAL).orElseThrow();
    private final HarmBoundary harm = new HarmSpending(0.1, AlphaSpendingFunction.pocockType())
            .boundary(efficacy)
            .orElseThrow();
    private final FutilityBoundary futility = new BetaSpending(
                    TEST, 0.1, AlphaSpendingFunction.hwangShihDeCani(-2), FutilityRule.NON_BINDING)
            .boundary(LOOKS)
            .orElseThrow();

    static Stream<ReferenceCase> symmetricDesigns() {
        return ReferenceFile.cases("gs_spending_equal.json")
                .filter(given -> given.integer("sided") == 2 && given.number("alpha") > 1e-6);
    }

    @ParameterizedTest
    @MethodSource("symmetricDesigns")
    void mirrorsTheEfficacyBoundaryOfASymmetricTest(ReferenceCase given) {
        double level = given.number("alpha") / 2;
        AlphaSpendingFunction function = GivenDesign.spendingFunction(given.text("method"), given.number("param"));
        InformationFractions looks = InformationFractions.of(given.numbers("info"));
        StoppingBoundary twoSided = new AlphaSpending(2 * level, TestSides.TWO_SIDED, function)
                .boundary(looks, LastLook.FINAL)
                .orElseThrow();
        StoppingBoundary upperHalf =
                new StoppingBoundary(level, TestSides.ONE_SIDED, twoSided.looks(), twoSided.numericalError());

        HarmBoundary mirrored =
                new HarmSpending(level, function).boundary(upperHalf).orElseThrow();

        for (int look = 0; look < looks.looks(); look++) {
            assertThat(mirrored.harm().get(look)).isCloseTo(-given.in("truth").numbers("crit")[look], within(1e-10));
        }
    }

    @Test
    void spendsItsOwnLevelWithoutAnEffect() {
        HarmCharacteristics withoutEffect = harm.under(0);

        assertThat(withoutEffect.harm()).isCloseTo(0.1, within(1e-13));
        assertThat(withoutEffect.harmCrossing().get(0))
                .isCloseTo(harm.cumulativeHarm().get(0), within(1e-13));
        assertThat(withoutEffect.futilityCrossing()).containsOnly(0.0);
        assertThat(withoutEffect.overall().power()).isLessThanOrEqualTo(0.025);
        assertThat(harm.numericalError()).isLessThan(1e-12);
    }

    @Test
    void splitsTheStopsBelowIntoHarmAndFutility() {
        for (double drift : new double[] {-3, -1, 0, 1.5, futility.power().drift()}) {
            HarmCharacteristics followed = harm.under(futility, drift);

            double sum = followed.overall().power() + followed.harm();
            for (double crossing : followed.futilityCrossing()) {
                sum += crossing;
            }
            assertThat(sum).as("all trials end").isCloseTo(1, within(1e-12));
            assertThat(followed.harm()).isLessThanOrEqualTo(harm.under(drift).harm() + 1e-14);
        }
        assertThat(harm.under(-3).harm()).as("past futility").isGreaterThan(0.8);
        assertThat(harm.under(futility, -3).harm()).as("futility comes first").isBetween(0.4, 0.6);
        assertThat(harm.under(futility, 3).harm()).isLessThan(0.001);
    }

    @Test
    void looksWithoutABoundLeaveTheirShareToTheNext() {
        HarmBoundary late = new HarmSpending(0.1, AlphaSpendingFunction.pocockType())
                .boundary(efficacy, Set.of(2))
                .orElseThrow();

        assertThat(late.harm().get(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(late.harm().get(2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(late.under(0).harm())
                .isCloseTo(AlphaSpendingFunction.pocockType().spent(0.1, 0.6), within(1e-13));
        assertThat(late.cumulativeHarm())
                .isEqualTo(List.of(
                        0.0, late.cumulativeHarm().get(1), late.cumulativeHarm().get(1)));
    }

    @Test
    void refusesOtherLooksAndLevels() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new HarmSpending(0.1, AlphaSpendingFunction.pocockType()).boundary(efficacy, Set.of(4)))
                .withMessageContaining("between 1 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarmSpending(0.5, AlphaSpendingFunction.pocockType()))
                .withMessageContaining("0.5");
    }
}
