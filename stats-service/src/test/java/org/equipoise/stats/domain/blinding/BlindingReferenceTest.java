package org.equipoise.stats.domain.blinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Against the example of BlindingIndex.jl (a port of R's BI 1.2.0), printed with three decimals. */
class BlindingReferenceTest {

    private static final Offset<Double> PRINTED = within(5e-4);

    private final Guesses treatment = new Guesses(48, 4, 330);
    private final Guesses placebo = new Guesses(30, 22, 319);

    @Test
    void jamesIndex() {
        BlindingIndex index =
                new BlindingAssessment(treatment, placebo).james(0.95).orElseThrow();

        assertThat(index.estimate()).isCloseTo(0.896, PRINTED);
        assertThat(index.standardError()).isCloseTo(0.011, PRINTED);
        assertThat(index.interval().lower()).isCloseTo(0.875, PRINTED);
        assertThat(index.interval().upper()).isCloseTo(0.918, PRINTED);
    }

    @Test
    void bangIndexOfEachArm() {
        BlindingIndex first = treatment.bang(0.95).orElseThrow();
        BlindingIndex second = placebo.bang(0.95).orElseThrow();

        assertThat(first.estimate()).isCloseTo(0.115, PRINTED);
        assertThat(first.standardError()).isCloseTo(0.018, PRINTED);
        assertThat(first.interval().lower()).isCloseTo(0.080, PRINTED);
        assertThat(first.interval().upper()).isCloseTo(0.150, PRINTED);
        assertThat(second.estimate()).isCloseTo(0.022, PRINTED);
        assertThat(second.interval().lower()).isCloseTo(-0.016, PRINTED);
        assertThat(second.interval().upper()).isCloseTo(0.060, PRINTED);
    }

    @Nested
    class AtTheirLandmarks {

        @Test
        void nobodyKnows() {
            Guesses unsure = new Guesses(0, 0, 20);

            assertThat(new BlindingAssessment(unsure, unsure)
                            .james(0.95)
                            .orElseThrow()
                            .estimate())
                    .isEqualTo(1);
            assertThat(unsure.bang(0.95).orElseThrow().estimate()).isZero();
        }

        @Test
        void everybodyGuessesByChance() {
            Guesses chance = new Guesses(10, 10, 0);

            assertThat(new BlindingAssessment(chance, chance)
                            .james(0.95)
                            .orElseThrow()
                            .estimate())
                    .isCloseTo(0.5, within(1e-15));
        }

        @Test
        void everybodyKnows() {
            Guesses unblinded = new Guesses(20, 0, 0);

            assertThat(new BlindingAssessment(unblinded, unblinded)
                            .james(0.95)
                            .orElseThrow()
                            .estimate())
                    .isCloseTo(0, within(1e-15));
            assertThat(unblinded.bang(0.95).orElseThrow().estimate()).isEqualTo(1);
        }
    }

    @Test
    void theVarianceOfJamesIndexIsThatOfRepeatedSampling() {
        Random random = new Random(20261124);
        int trials = 20_000;
        double sum = 0;
        double square = 0;
        for (int trial = 0; trial < trials; trial++) {
            int[] counts = new int[6];
            for (int i = 0; i < 200; i++) {
                double draw = random.nextDouble();
                counts[draw < 0.25 ? 0 : draw < 0.35 ? 1 : draw < 0.5 ? 2 : draw < 0.7 ? 3 : draw < 0.85 ? 4 : 5]++;
            }
            double index = new BlindingAssessment(
                            new Guesses(counts[0], counts[1], counts[2]), new Guesses(counts[3], counts[4], counts[5]))
                    .james(0.95)
                    .orElseThrow()
                    .estimate();
            sum += index;
            square += index * index;
        }
        double deviation = Math.sqrt(square / trials - sum / trials * (sum / trials));
        double claimed = new BlindingAssessment(new Guesses(50, 20, 30), new Guesses(40, 30, 30))
                .james(0.95)
                .orElseThrow()
                .standardError();

        assertThat(claimed / deviation).isCloseTo(1, within(0.03));
    }

    @Test
    void withoutGuessesThereIsNoIndexButAdvice() {
        Guesses nobody = new Guesses(0, 0, 0);

        assertThat(nobody.bang(0.95)).isInstanceOf(Outcome.NotComputed.class);
        assertThat(new BlindingAssessment(nobody, nobody).james(0.95)).isInstanceOf(Outcome.NotComputed.class);
        assertThat(new BlindingAssessment(new Guesses(5, 0, 1), nobody).james(0.95))
                .isInstanceOf(Outcome.NotComputed.class);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Guesses(1, -1, 0));
    }
}
