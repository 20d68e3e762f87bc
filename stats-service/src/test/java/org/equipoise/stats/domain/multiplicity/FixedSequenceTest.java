package org.equipoise.stats.domain.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.CLOSED;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.NOT_REJECTED;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.REJECTED;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.REJECTED_BEFORE;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.STOPPED;
import static org.equipoise.stats.domain.multiplicity.FixedSequence.Decision.WITHOUT_RESULT;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedSequenceTest {

    private static final double LEVEL = 0.025;

    private static List<FixedSequence.Test> tests(double... p) {
        return DoubleStream.of(p)
                .mapToObj(value -> FixedSequence.Test.at(
                        LEVEL, Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value)))
                .toList();
    }

    @Test
    void goesOnAsLongAsEachIsRejectedAndNoFurther() {
        assertThat(new FixedSequence(true).decide(tests(0.001, 0.0249, 0.03, 0.000001)))
                .containsExactly(REJECTED, REJECTED, NOT_REJECTED, STOPPED);
    }

    @Test
    void nothingIsTestedBehindAClosedGate() {
        assertThat(new FixedSequence(false).decide(tests(0.001, 0.001))).containsExactly(CLOSED, CLOSED);
    }

    @Test
    void whatWasRejectedBeforeStandsAndTheOrderGoesOn() {
        FixedSequence.Test before = new FixedSequence.Test(OptionalDouble.of(0.9), LEVEL, true);
        assertThat(new FixedSequence(true)
                        .decide(List.of(before, tests(0.001).get(0), tests(0.5).get(0))))
                .containsExactly(REJECTED_BEFORE, REJECTED, NOT_REJECTED);
    }

    @Test
    void oneWithoutAResultStopsTheRest() {
        assertThat(new FixedSequence(true).decide(tests(0.001, Double.NaN, 0.001)))
                .containsExactly(REJECTED, WITHOUT_RESULT, STOPPED);
    }

    @Test
    void aPValueAtTheLevelDoesNotReject() {
        assertThat(new FixedSequence(true).decide(tests(LEVEL))).containsExactly(NOT_REJECTED);
        assertThat(new FixedSequence(true).decide(List.of(FixedSequence.Test.at(0, OptionalDouble.of(0)))))
                .containsExactly(NOT_REJECTED);
    }

    @Test
    void noHypothesesAreNoDecisions() {
        assertThat(new FixedSequence(true).decide(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1})
    void whatIsNoProbabilityIsRefused(double wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedSequence.Test.at(LEVEL, OptionalDouble.of(wrong)))
                .withMessageContaining(Double.toString(wrong));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedSequence.Test.at(wrong, OptionalDouble.empty()))
                .withMessageContaining(Double.toString(wrong));
    }

    /** With true hypotheses from the second on, a false rejection needs one of the second: 0.025 within four errors. */
    @Test
    void keepsTheErrorRateWhateverIsTrueInFront() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        int trials = 40_000;
        int wrong = 0;
        for (int i = 0; i < trials; i++) {
            List<FixedSequence.Decision> decisions = new FixedSequence(true)
                    .decide(tests(1e-9, random.nextDouble(), random.nextDouble(), random.nextDouble()));
            wrong += decisions.subList(1, 4).contains(REJECTED) ? 1 : 0;
        }
        double error = Math.sqrt(LEVEL * (1 - LEVEL) / trials);
        assertThat(wrong / (double) trials).isBetween(LEVEL - 4 * error, LEVEL + 4 * error);
    }
}
