package org.equipoise.randomizer.domain.randomness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedDrawTest {

    @Test
    void givesEachOutcomeItsShareOfTheCommonTotal() {
        List<Integer> outcomes = new ArrayList<>();
        List<Integer> bounds = new ArrayList<>();
        for (int u = 0; u < 6; u++) {
            int drawn = u;
            Draws draws = bound -> {
                bounds.add(bound);
                return drawn;
            };
            outcomes.add(draws.choose(100, 0, 300, 200));
        }
        assertThat(bounds).containsOnly(6);
        assertThat(outcomes).containsExactly(0, 2, 2, 2, 3, 3);
    }

    @Test
    void drawsNothingIfOneOutcomeIsCertain() {
        Draws draws = bound -> {
            assertThat(bound).isEqualTo(1);
            return 0;
        };
        assertThat(draws.choose(0, 7)).isEqualTo(1);
    }

    /** Total 2^40 + 1: 41 bits, drawn as 9 + 16 + 16; what reaches the total is drawn again. */
    @Test
    void drawsALargeTotalInWordsAndRejectsWhatReachesIt() {
        List<BigInteger> weights = List.of(BigInteger.ONE.shiftLeft(40), BigInteger.ONE);
        assertThat(new Script(256, 0, 1, 256, 0, 0).choose(weights)).isEqualTo(1);
        assertThat(new Script(255, 65535, 65535).choose(weights)).isZero();
        assertThat(new Script(256, 0, 0).choose(weights)).isEqualTo(1);
    }

    @Test
    void refusesWeightsThatAreNone() {
        Draws draws = bound -> 0;
        assertThatIllegalArgumentException().isThrownBy(() -> draws.choose(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> draws.choose(2, -1));
        assertThatIllegalArgumentException().isThrownBy(draws::choose);
    }

    private static final class Script implements Draws {
        private final Deque<Integer> answers = new ArrayDeque<>();

        Script(Integer... answers) {
            this.answers.addAll(List.of(answers));
        }

        @Override
        public int below(int bound) {
            int answer = answers.remove();
            assertThat(answer).isBetween(0, bound - 1);
            return answer;
        }
    }
}
