package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.equipoise.randomizer.domain.randomness.SecondStream;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole list of each method, made again from seed and inputs by a second implementation: arms, numbers, leaves, order. */
class EveryMethodsListTest {

    private static final int LENGTH = 60;
    private static final int[] EQUAL = {0, 1};
    private static final int[] TWO_TO_ONE = {0, 0, 1};
    private static final int[] THREE = {0, 1, 2};

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("methods")
    void isMadeAgainEntryByEntry(
            String type, int[] owners, Method method, BiFunction<SecondMethods, int[], int[]> again) {
        byte[] seed = new byte[Seed.LENGTH];
        Arrays.fill(seed, (byte) 21);
        RandomizationList list =
                RandomizationList.generate(Plans.sound(draft(method, owners)), "a-list", Seed.of(seed));

        SecondList second = new SecondList(seed, "S", "a-list");
        for (String site : List.of("site=01", "site=02")) {
            SecondMethods methods =
                    new SecondMethods(p -> new SecondStream(seed, "S", "a-list", site, "position", p), owners);
            second.sequence(site, again.apply(methods, owners), new String[] {"A", "B", "C"});
        }
        assertThat(list.entries().stream()
                        .map(e -> String.join(
                                " ",
                                e.stratum().key(),
                                String.valueOf(e.position()),
                                e.randomizationNumber(),
                                e.kit(),
                                e.arm().code(),
                                e.leaf())))
                .containsExactlyElementsOf(second.rows);
        assertThat(list.merkleRoot()).isEqualTo(second.root());
    }

    static Stream<Arguments> methods() {
        return Stream.of(EQUAL, TWO_TO_ONE, THREE).flatMap(EveryMethodsListTest::methods);
    }

    private static Stream<Arguments> methods(int[] owners) {
        Stream<Arguments> all = Stream.of(
                example("complete", owners, null, null, null, null, m -> m.urn(LENGTH, 0, false)),
                example("random-allocation", owners, null, null, null, null, m -> m.urn(LENGTH, LENGTH, false)),
                example("truncated-binomial", owners, null, null, null, null, m -> m.urn(LENGTH, LENGTH, true)),
                example("wei-urn", owners, null, null, 0, 1, m -> m.wei(LENGTH, 0, 1)),
                example("wei-urn", owners, null, null, 3, 2, m -> m.wei(LENGTH, 3, 2)),
                example("efron-biased-coin", owners, "2/3", null, null, null, m -> m.coin(LENGTH, 2, 3, 1000)),
                example("chen-biased-coin", owners, "0.75", 2, null, null, m -> m.coin(LENGTH, 3, 4, 2)),
                example("big-stick", owners, null, 3, null, null, m -> m.bigStick(LENGTH, 3)));
        return owners == EQUAL
                ? Stream.concat(
                        all,
                        Stream.of(example("maximal-procedure", owners, null, 3, null, null, m -> m.maximal(LENGTH, 3))))
                : all;
    }

    private static Arguments example(
            String type,
            int[] owners,
            String probability,
            Integer tolerance,
            Integer initial,
            Integer added,
            Function<SecondMethods, int[]> again) {
        Method method = new Method(type, null, probability, null, tolerance, initial, added, null, null);
        BiFunction<SecondMethods, int[], int[]> made = (methods, of) -> again.apply(methods);
        return arguments(type, owners, method, made);
    }

    private static PlanDraft draft(Method method, int[] owners) {
        List<PlanDraft.Arm> arms = owners == THREE
                ? List.of(arm("A", 1, false), arm("B", 1, false), arm("C", 1, true))
                : List.of(arm("A", owners.length - 1, false), arm("B", 1, true));
        return new PlanDraft(
                "S",
                "1",
                method,
                arms,
                List.of(new PlanDraft.Factor("site", List.of("01", "02"))),
                LENGTH,
                Map.of(),
                "ecrf");
    }

    private static PlanDraft.Arm arm(String code, int ratio, boolean control) {
        return new PlanDraft.Arm(code, "Arm " + code, ratio, control);
    }
}
