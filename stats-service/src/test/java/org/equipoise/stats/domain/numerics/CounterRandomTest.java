package org.equipoise.stats.domain.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The known answers are those published with the Random123 library for philox4x32 with 10 rounds. */
class CounterRandomTest {

    private static final int DRAWS = 200_000;

    private static long number(String hexadecimal) {
        return Long.parseUnsignedLong(hexadecimal, 16);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000,0000000000000000,0000000000000000,e169c58d6627e8d5,9b00dbd8bc57ac4c",
        "ffffffffffffffff,ffffffffffffffff,ffffffffffffffff,41c83b0e408f276d,6d5451fda20bc7c6",
        "85a308d3243f6a88,0370734413198a2e,299f31d0a4093822,94fdccebd16cfe09,24126ea15001e420"
    })
    void aBlockIsTheKnownAnswer(String block, String stream, String seed, String first, String second) {
        assertThat(CounterRandom.block(number(seed), number(stream), number(block)))
                .containsExactly(number(first), number(second));
    }

    @Test
    void theSameAddressGivesTheSameNumbersAndAnotherStreamOthers() {
        CounterRandom one = new CounterRandom(7, 1);
        CounterRandom again = new CounterRandom(7, 1);
        CounterRandom other = new CounterRandom(7, 2);

        for (int i = 0; i < 100; i++) {
            long number = one.nextLong();
            assertThat(again.nextLong()).isEqualTo(number);
            assertThat(other.nextLong()).isNotEqualTo(number);
        }
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        CounterRandom random = new CounterRandom(20261121, 0);
        double[] draws = DoubleStream.generate(random::nextNormal).limit(DRAWS).toArray();

        assertThat(moment(draws, 1)).isCloseTo(0, within(0.01));
        assertThat(moment(draws, 2)).isCloseTo(1, within(0.015));
        assertThat(moment(draws, 3)).isCloseTo(0, within(0.04));
        assertThat(moment(draws, 4)).isCloseTo(3, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 7, 150.5})
    void chiSquaredNumbersHaveTheirMeanAndVariance(double degrees) {
        CounterRandom random = new CounterRandom(20261121, 3);
        double[] draws = DoubleStream.generate(() -> random.nextChiSquared(degrees))
                .limit(DRAWS)
                .toArray();
        double mean = moment(draws, 1);

        assertThat(mean / degrees).isCloseTo(1, within(5 * Math.sqrt(2 / degrees / DRAWS)));
        assertThat((moment(draws, 2) - mean * mean) / (2 * degrees)).isCloseTo(1, within(0.06));
    }

    @Test
    void wholeNumbersCoverTheirRangeEvenly() {
        CounterRandom random = new CounterRandom(1, 1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void aBoundOrDegreesOfFreedomOfZeroMakeNoSense() {
        CounterRandom random = new CounterRandom(1, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> random.nextInt(0));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextChiSquared(0));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextChiSquared(Double.NaN));
    }

    private static double moment(double[] draws, int power) {
        return DoubleStream.of(draws).map(draw -> Math.pow(draw, power)).sum() / draws.length;
    }
}
