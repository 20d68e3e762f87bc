package org.equipoise.stats.domain.crossover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    /** The extra hours of sleep of Student (1908), drug 2 minus drug 1; published t = 4.0621 on 9 degrees of freedom. */
    private static final List<Double> SLEEP = List.of(1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4);

    @Test
    void studentsSleepDataGiveStudentsResult() {
        PairedDifference test = PairedDifference.of(SLEEP, 0.95).orElseThrow();
        assertThat(test.n()).isEqualTo(10);
        assertThat(test.mean()).isCloseTo(1.58, CLOSE);
        assertThat(test.t()).isCloseTo(4.0621, within(5e-5));
        assertThat(test.degreesOfFreedom()).isEqualTo(9);
        assertThat(test.twoSidedP()).isCloseTo(0.002833, within(5e-7));
        assertThat(test.interval().lower()).isCloseTo(0.7001, within(5e-5));
        assertThat(test.interval().upper()).isCloseTo(2.4599, within(5e-5));
    }

    @Test
    void interchangedTreatmentsChangeTheSignAndNothingElse() {
        PairedDifference test = PairedDifference.of(SLEEP, 0.95).orElseThrow();
        PairedDifference turned =
                PairedDifference.of(SLEEP.stream().map(d -> -d).toList(), 0.95).orElseThrow();
        assertThat(turned.t()).isCloseTo(-test.t(), CLOSE);
        assertThat(turned.twoSidedP()).isCloseTo(test.twoSidedP(), CLOSE);
        assertThat(turned.interval().lower()).isCloseTo(-test.interval().upper(), CLOSE);
    }

    @Test
    void oneDifferenceOrEqualDifferencesAreNoTest() {
        assertThat(PairedDifference.of(List.of(1.0), 0.95)).isInstanceOf(Outcome.NotComputed.class);
        assertThat(PairedDifference.of(List.of(2.0, 2.0, 2.0), 0.95)).isInstanceOf(Outcome.NotComputed.class);
    }
}
