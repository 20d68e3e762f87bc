package org.equipoise.stats.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource({"0, 156, 0, 180", "-13.7, -1.9, -14, 0", "0.02, 0.46, 0, 0.5", "7, 7, 7, 14"})
    void itEndsAtRoundTicksAroundTheValues(double least, double greatest, double low, double high) {
        Axis axis = Axis.around(least, greatest, 6, 0, 100);
        assertThat(axis.low()).isLessThanOrEqualTo(least);
        assertThat(axis.high()).isGreaterThanOrEqualTo(greatest);
        assertThat(axis.ticks()).hasSizeBetween(2, 9);
        assertThat(axis.low()).isBetween(low - 1, low + 1);
    }

    @Test
    void everyValueLiesBetweenItsEnds() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 500; trial++) {
            double least = random.nextDouble() * 200 - 100;
            double greatest = least + Math.pow(10, random.nextDouble() * 6 - 3);
            Axis axis = Axis.around(least, greatest, 6, 300, 14);
            assertThat(axis.at(least)).isBetween(14 - 1e-9, 300 + 1e-9);
            assertThat(axis.at(greatest)).isLessThan(axis.at(least));
            assertThat(axis.ticks()).hasSizeBetween(2, 10);
        }
    }

    @Test
    void whatLiesBeyondTheEndIsDrawnAtTheEnd() {
        Axis axis = new Axis(-4, 8, 0, 120, 1);
        assertThat(axis.at(20)).isCloseTo(120, within(1e-9));
        assertThat(axis.at(-9)).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"5, -10, −10", "0.2, 0.6, 0.6", "0.2, -0.4, −0.4", "1, 0, 0", "0.05, 0.15, 0.15"})
    void ticksHaveTheDecimalsOfTheirStep(double step, double tick, String text) {
        assertThat(new Axis(-20, 20, 0, 1, step).label(tick)).isEqualTo(text);
    }
}
