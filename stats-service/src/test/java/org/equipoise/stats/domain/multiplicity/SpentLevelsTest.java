package org.equipoise.stats.domain.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.equipoise.stats.domain.analysis.Spending;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpentLevelsTest {

    private static final double ALPHA = 0.025;

    private static SpentLevels levels(Spending spending) {
        return new SpentLevels(ALPHA, spending.function());
    }

    private static double pocock(double t) {
        return ALPHA * Math.log(1 + (Math.E - 1) * t);
    }

    private static double oBrienFleming(double t) {
        return 2 * StandardNormal.above(StandardNormal.upperQuantile(ALPHA / 2) / Math.sqrt(t));
    }

    @Test
    void areWhatTheFunctionAddsByItsFormula() {
        SpentLevels pocock = levels(Spending.POCOCK);
        assertThat(pocock.at(List.of(), 0.3, false)).isCloseTo(pocock(0.3), within(1e-15));
        assertThat(pocock.at(List.of(0.3), 0.7, false)).isCloseTo(pocock(0.7) - pocock(0.3), within(1e-15));
        SpentLevels other = levels(Spending.OBRIEN_FLEMING);
        assertThat(other.at(List.of(0.3), 0.7, false))
                .isCloseTo(oBrienFleming(0.7) - oBrienFleming(0.3), within(1e-12));
    }

    @Test
    void atTheLastLookAllThatIsLeft() {
        assertThat(levels(Spending.POCOCK).at(List.of(0.3), 0.3, true)).isCloseTo(ALPHA - pocock(0.3), within(1e-15));
        assertThat(levels(Spending.POCOCK).at(List.of(0.3), 1.2, false)).isCloseTo(ALPHA - pocock(0.3), within(1e-15));
        assertThat(levels(Spending.POCOCK).at(List.of(0.3, 1.1), 1.2, true)).isZero();
    }

    /** Bonferroni: whatever looks take place, in whatever correlation, their levels add up to alpha and no more. */
    @ParameterizedTest
    @EnumSource(Spending.class)
    void addUpToAlphaOverAnyLooks(Spending spending) {
        for (double first = 0.05; first < 1; first += 0.05) {
            for (double second = first + 0.05; second < 1.3; second += 0.05) {
                double sum = levels(spending).at(List.of(), first, false)
                        + levels(spending).at(List.of(first), second, false)
                        + levels(spending).at(List.of(first, second), second, true);
                assertThat(sum).isCloseTo(ALPHA, within(1e-15));
            }
        }
    }
}
