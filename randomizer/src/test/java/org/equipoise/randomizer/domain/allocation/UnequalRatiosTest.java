package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.randomness.KeyedStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.equipoise.randomizer.domain.randomness.StreamAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** More than two arms and unequal ratios, by exact enumeration. */
class UnequalRatiosTest {

    private static final AllocationRatio TWO_TO_ONE = new AllocationRatio(List.of(2, 1));
    private static final AllocationRatio THREE_ARMS = new AllocationRatio(List.of(1, 1, 1));
    private static final Fraction TWO_THIRDS = new Fraction(2, 3);

    static Stream<Arguments> ratioKeepers() {
        return Stream.of(
                        new CompleteRandomization(),
                        new EfronBiasedCoin(TWO_THIRDS),
                        new WeiUrn(1, 1),
                        new WeiUrn(0, 2),
                        new BigStick(1),
                        new BigStick(2),
                        new ChenBiasedCoin(TWO_THIRDS, 2),
                        new RandomAllocationRule(6),
                        new PermutedBlocks(List.of(3, 6)))
                .flatMap(method -> Stream.of(
                        Arguments.of(method, TWO_TO_ONE, 4),
                        Arguments.of(method, THREE_ARMS, 4),
                        Arguments.of(method, new AllocationRatio(List.of(4, 2)), 3)))
                .filter(example -> ((SequenceMethod) example.get()[0])
                        .objections((AllocationRatio) example.get()[1])
                        .isEmpty());
    }

    /** Over all courses, arm k has probability r_k/R at the first, the second, … allocation, not only on average. */
    @ParameterizedTest
    @MethodSource("ratioKeepers")
    void keepTheRatioAtEveryAllocation(SequenceMethod method, AllocationRatio ratio, int length) {
        Map<String, Double> law =
                Law.of(draws -> method.sequence(ratio, length, draws)).probabilities();
        for (int position = 0; position < length; position++) {
            for (int arm = 0; arm < ratio.arms(); arm++) {
                int at = position;
                char letter = (char) ('A' + arm);
                double probability = law.entrySet().stream()
                        .filter(sequence -> sequence.getKey().charAt(at) == letter)
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
                assertThat(probability).isEqualTo(ratio.parts().get(arm) / (double) ratio.sum(), offset(1e-12));
            }
        }
    }

    /** Three arms, p = 2/3: after A, ranks 1 and 2 are shared by B and C, (2/3 + 1/6)/2 = 5/12 each; A keeps 1/6. */
    @Test
    void efronsCoinSharesTheRanksOfEqualArms() {
        Map<String, Double> law = Law.of(draws -> new EfronBiasedCoin(TWO_THIRDS).sequence(THREE_ARMS, 2, draws))
                .probabilities();
        assertThat(law.get("AB")).isEqualTo(5.0 / 36, offset(1e-12));
        assertThat(law.get("AC")).isEqualTo(5.0 / 36, offset(1e-12));
        assertThat(law.get("AA")).isEqualTo(1.0 / 18, offset(1e-12));
    }

    /** UD(1, 1), 2:1: three colours, two of them A's. After A: weights 2 + 2 − 1 = 3 and 1 + 1 − 0 = 2. */
    @Test
    void weisUrnCountsTheBallsOfEachArm() {
        Map<String, Double> law =
                Law.of(draws -> new WeiUrn(1, 1).sequence(TWO_TO_ONE, 2, draws)).probabilities();
        assertThat(law.get("AA")).isEqualTo(2.0 / 3 * 3 / 5, offset(1e-12));
        assertThat(law.get("AB")).isEqualTo(2.0 / 3 * 2 / 5, offset(1e-12));
        assertThat(law.get("BA")).isEqualTo(1.0 / 3 * 4 / 5, offset(1e-12));
    }

    /** Tolerance 1 leaves no cell a second time before all have one: blocks of the sum of the ratio. */
    @Test
    void theSmallestBigStickIsABlock() {
        Map<String, Double> stick =
                Law.of(draws -> new BigStick(1).sequence(TWO_TO_ONE, 3, draws)).probabilities();
        assertThat(stick.keySet()).containsExactly("AAB", "ABA", "BAA");
        assertThat(stick.values()).allSatisfy(p -> assertThat(p).isEqualTo(1.0 / 3, offset(1e-12)));
    }

    /** Three arms, one subject each: any order. With tolerance 1 and N = 6, two such rounds: 36 sequences. */
    @Test
    void theMaximalProcedureIsUniformOverThreeArms() {
        Map<String, Double> law = Law.of(draws -> new MaximalProcedure(1, 6).sequence(THREE_ARMS, 6, draws))
                .probabilities();
        law.values().removeIf(p -> p == 0);
        assertThat(law).hasSize(36);
        assertThat(law.values()).allSatisfy(p -> assertThat(p).isEqualTo(1.0 / 36, offset(1e-12)));
    }

    /** Quotas 2 and 1. AAB: 2/3 · 2/3, then B is certain. ABA: 2/3 · 1/3, certain. BAA: 1/3, then both certain. */
    @Test
    void theTruncatedDesignDrawsByTheRatioUntilAnArmIsFull() {
        assertThat(Law.of(draws -> new TruncatedBinomial(3).sequence(TWO_TO_ONE, 3, draws))
                        .probabilities()
                        .entrySet()
                        .stream()
                        .map(e -> Map.entry(e.getKey(), Math.round(e.getValue() * 9))))
                .containsOnly(entry("AAB", 4L), entry("ABA", 2L), entry("BAA", 3L));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theChainOfPermutedBlocksHasTheLawOfItsLists(PermutedBlocks blocks, AllocationRatio ratio, int length) {
        Map<String, Double> lists =
                Law.of(draws -> blocks.sequence(ratio, length, draws)).probabilities();
        Map<String, Double> chain = Law.of(draws -> {
                    List<Integer> arms = new ArrayList<>();
                    AllocationState state = blocks.begin(ratio);
                    for (int i = 1; i <= length; i++) {
                        AllocationState.Step step = state.next(draws.at(i));
                        arms.add(step.arm());
                        state = step.after();
                    }
                    return arms;
                })
                .probabilities();
        assertThat(chain.keySet()).isEqualTo(lists.keySet());
        assertThat(chain).allSatisfy((sequence, p) -> assertThat(p).isEqualTo(lists.get(sequence), offset(1e-12)));
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of(new PermutedBlocks(List.of(2, 4)), new AllocationRatio(List.of(1, 1)), 5),
                Arguments.of(new PermutedBlocks(List.of(3)), TWO_TO_ONE, 6),
                Arguments.of(new PermutedBlocks(List.of(3, 6)), THREE_ARMS, 4));
    }

    @Test
    void methodsThatEndInBalanceStartAgainAfterIt() {
        List<Integer> twice = new RandomAllocationRule(2).sequence(new AllocationRatio(List.of(1, 1)), 4, p -> b -> 0);
        assertThat(twice).containsExactly(0, 1, 0, 1);
        assertThat(new MaximalProcedure(1, 2).sequence(new AllocationRatio(List.of(1, 1)), 4, p -> b -> 0))
                .containsExactly(0, 1, 0, 1);
        assertThat(new TruncatedBinomial(2).sequence(new AllocationRatio(List.of(1, 1)), 4, p -> b -> 0))
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void theMaximalProcedureObjectsToUnequalRatios() {
        assertThat(new MaximalProcedure(2, 12).objections(TWO_TO_ONE))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.field()).isEqualTo("method.type");
                    assertThat(objection.remedy()).contains("2:1");
                });
        assertThatIllegalArgumentException().isThrownBy(() -> new MaximalProcedure(2, 12).begin(TWO_TO_ONE));
    }

    @Test
    void theMaximalProcedureCountsLongSequences() {
        Random random = new Random(1);
        List<Integer> sequence = new MaximalProcedure(3, 500)
                .sequence(new AllocationRatio(List.of(1, 1)), 500, position -> random::nextInt);
        int imbalance = 0;
        for (int arm : sequence) {
            imbalance += arm == 0 ? 1 : -1;
            assertThat(Math.abs(imbalance)).isLessThanOrEqualTo(3);
        }
        assertThat(imbalance).isZero();
    }

    @Test
    void weisUrnCountsItsBallsInNumbersOfAnySize() {
        AllocationRatio extreme = new AllocationRatio(List.of(100, 1));
        int position = 30_000;
        List<Integer> arms = new WeiUrn(1000, 1000)
                .sequence(
                        extreme,
                        position,
                        unit -> KeyedStream.at(
                                Seed.of(new byte[Seed.LENGTH]), new StreamAddress("S", "l", "all", "position", unit)));
        assertThat(arms.stream().filter(arm -> arm == 1).count())
                .as("of %s, an expected %s", position, position / 101)
                .isBetween(260L, 340L);
    }
}
