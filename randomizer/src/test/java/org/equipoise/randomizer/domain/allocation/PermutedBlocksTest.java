package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.randomizer.domain.randomness.DrawSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutedBlocksTest {

    private static final AllocationRatio ONE_TO_ONE = new AllocationRatio(List.of(1, 1));
    private static final AllocationRatio TWO_TO_ONE = new AllocationRatio(List.of(2, 1));

    @Nested
    class TheLaw {

        /** One block of four is the random allocation rule: randomizeR (CRAN), {@code rarPar(4)}, each sequence 1/6. */
        @Test
        void ofOneBlockOfFourIsTheRandomAllocationRule() {
            Map<String, Double> law = law(ONE_TO_ONE, 4, 4);
            assertThat(law).containsOnlyKeys("AABB", "ABAB", "ABBA", "BAAB", "BABA", "BBAA");
            assertThat(law.values()).allSatisfy(p -> assertThat(p).isEqualTo(0.1666666666667, offset(1e-12)));
        }

        @Test
        void ofTwoBlocksOfTwoIsFourEquallyLikelySequences() {
            assertThat(law(ONE_TO_ONE, 4, 2))
                    .containsOnly(entry("ABAB", 0.25), entry("ABBA", 0.25), entry("BAAB", 0.25), entry("BABA", 0.25));
        }

        /**
         * Sizes 2 and 4, each with chance 1/2. A first block of 4 gives each of its six arrangements 1/2 · 1/6. A first
         * block of 2 gives AB 1/2 · 1/2; then a second of 2 gives AB 1/2 · 1/2, or the first half of a second of 4 gives
         * AB 1/2 · 2/6 and AA 1/2 · 1/6.
         */
        @Test
        void ofRandomSizesMixesTheLawsOfTheSizes() {
            Map<String, Double> law = law(ONE_TO_ONE, 4, 2, 4);
            assertThat(law.get("AABB")).isEqualTo(1.0 / 12, offset(1e-12));
            assertThat(law.get("BBAA")).isEqualTo(1.0 / 12, offset(1e-12));
            assertThat(law.get("ABAB")).isEqualTo(1.0 / 12 + 1.0 / 4 * (1.0 / 4 + 1.0 / 6), offset(1e-12));
            assertThat(law.get("ABAA")).isEqualTo(1.0 / 4 * 1.0 / 12, offset(1e-12));
            assertThat(law.values().stream().mapToDouble(p -> p).sum()).isEqualTo(1, offset(1e-12));
        }

        @Test
        void ofAnUnequalRatioGivesEveryArrangementTheSameChance() {
            assertThat(law(TWO_TO_ONE, 3, 3).keySet()).containsExactly("AAB", "ABA", "BAA");
            Map<String, Double> six = law(TWO_TO_ONE, 6, 6);
            assertThat(six).hasSize(15);
            assertThat(six.values()).allSatisfy(p -> assertThat(p).isEqualTo(1.0 / 15, offset(1e-12)));
        }

        @Test
        void ofThreeArmsGivesEveryArrangementTheSameChance() {
            Map<String, Double> law = law(new AllocationRatio(List.of(1, 1, 2)), 4, 4);
            assertThat(law).hasSize(12);
            assertThat(law.values()).allSatisfy(p -> assertThat(p).isEqualTo(1.0 / 12, offset(1e-12)));
        }

        private Map<String, Double> law(AllocationRatio ratio, int length, Integer... sizes) {
            PermutedBlocks method = new PermutedBlocks(List.of(sizes));
            return Law.of(draws -> method.sequence(ratio, length, draws)).probabilities();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverStraysFurtherThanHalfItsLargestBlock(long seed) {
        List<Integer> sequence = new PermutedBlocks(List.of(4, 6)).sequence(ONE_TO_ONE, 500, seeded(seed));
        int imbalance = 0;
        for (int arm : sequence) {
            imbalance += arm == 0 ? 1 : -1;
            assertThat(Math.abs(imbalance)).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void beginsALongerSequenceWithTheShorterOne() {
        PermutedBlocks method = new PermutedBlocks(List.of(4, 6));
        List<Integer> longer = method.sequence(ONE_TO_ONE, 60, seeded(9));
        for (int length : List.of(0, 1, 7, 59)) {
            assertThat(method.sequence(ONE_TO_ONE, length, seeded(9))).isEqualTo(longer.subList(0, length));
        }
    }

    @Test
    void makesEveryBlockFromItsOwnUnitOfDraws() {
        PermutedBlocks method = new PermutedBlocks(List.of(4));
        List<Integer> usual = method.sequence(ONE_TO_ONE, 12, seeded(3));
        DrawSource otherFirstBlock = unit -> unit == 0 ? bound -> 0 : seeded(3).at(unit);
        assertThat(method.sequence(ONE_TO_ONE, 12, otherFirstBlock).subList(4, 12))
                .isEqualTo(usual.subList(4, 12));
    }

    @Test
    void allowsItsRatioWhenEverySizeIsAMultipleOfTheSum() {
        assertThat(new PermutedBlocks(List.of(3, 6)).objections(TWO_TO_ONE)).isEmpty();
    }

    @Test
    void namesEverySizeThatCannotHoldTheRatio() {
        assertThat(new PermutedBlocks(List.of(4, 6, 0)).objections(TWO_TO_ONE))
                .extracting(Objection::field, Objection::value)
                .containsExactly(tuple("method.blockSizes[0]", 4), tuple("method.blockSizes[2]", 0));
        assertThat(new PermutedBlocks(List.of(4)).objections(TWO_TO_ONE).get(0).remedy())
                .contains("multiple of 3")
                .contains("2:1")
                .contains("[6, 9]");
    }

    @Test
    void refusesToMakeASequenceThatCannotHoldTheRatio() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PermutedBlocks(List.of(4)).sequence(TWO_TO_ONE, 4, seeded(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PermutedBlocks(Collections.emptyList()).sequence(ONE_TO_ONE, 4, seeded(1)));
    }

    private static DrawSource seeded(long seed) {
        return unit -> {
            Random random = new Random(seed * 1_000_003 + unit);
            return random::nextInt;
        };
    }
}
