package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Test;

class RandomizationListTest {

    private static final RandomizationPlan PLAN = Plans.sound(Plans.KET_TRD_01);
    private static final Seed SEED = seed(42);

    private final RandomizationList list = RandomizationList.generate(PLAN, "a-list", SEED);

    @Test
    void holdsEveryPositionOfEveryStratumInOrder() {
        assertThat(list.entries()).hasSize(240);
        Map<String, List<Integer>> positions = list.entries().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.stratum().key(), Collectors.mapping(ListEntry::position, Collectors.toList())));
        assertThat(positions).hasSize(4);
        assertThat(positions.values())
                .allSatisfy(of -> assertThat(of)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSize(60)
                        .startsWith(1)
                        .endsWith(60));
    }

    @Test
    void isMadeAgainFromTheSameArguments() {
        assertThat(RandomizationList.generate(PLAN, "a-list", SEED)).isEqualTo(list);
    }

    @Test
    void agreesWithASecondImplementationEntryByEntry() {
        SecondList second = new SecondList(SEED.bytes(), "KET-TRD-01", "a-list");
        for (String site : List.of("01", "02")) {
            for (String band : List.of("LT35", "GE35")) {
                second.stratum(
                        "site=" + site + ",madrsBand=" + band,
                        60,
                        new String[] {"KTM", "MDZ"},
                        new int[] {1, 1},
                        new int[] {4, 6});
            }
        }
        assertThat(rows(list)).isEqualTo(second.rows);
        assertThat(list.merkleRoot()).isEqualTo(second.root());
    }

    @Test
    void agreesWithTheSecondImplementationForThreeArmsAndAnUnequalRatio() {
        PlanDraft draft = new PlanDraft(
                "S-3",
                "1",
                new PlanDraft.Method("permuted-blocks", List.of(12, 6)),
                List.of(
                        new PlanDraft.Arm("LOW", "Low", 3, false),
                        new PlanDraft.Arm("HIGH", "High", 2, false),
                        new PlanDraft.Arm("PBO", "Placebo", 1, true)),
                List.of(),
                101,
                Map.of(),
                "external");
        RandomizationList three = RandomizationList.generate(Plans.sound(draft), "other", seed(7));
        SecondList second = new SecondList(seed(7).bytes(), "S-3", "other");
        second.stratum("all", 101, new String[] {"LOW", "HIGH", "PBO"}, new int[] {3, 2, 1}, new int[] {12, 6});
        assertThat(rows(three)).isEqualTo(second.rows);
        assertThat(three.merkleRoot()).isEqualTo(second.root());
    }

    @Test
    void givesEveryEntryItsOwnNumbersAndLeaf() {
        assertThat(list.entries()).extracting(ListEntry::randomizationNumber).doesNotHaveDuplicates();
        assertThat(list.entries()).extracting(ListEntry::kit).doesNotHaveDuplicates();
        assertThat(list.entries()).extracting(ListEntry::leaf).doesNotHaveDuplicates();
    }

    @Test
    void givesStrataDifferentSequences() {
        Set<String> sequences = new HashSet<>(list.entries().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.stratum().key(),
                        Collectors.mapping(entry -> entry.arm().code(), Collectors.joining())))
                .values());
        assertThat(sequences).hasSize(4);
    }

    @Test
    void hasOtherArmsUnderAnotherSeedOrIdentifier() {
        assertThat(arms(RandomizationList.generate(PLAN, "a-list", seed(43)))).isNotEqualTo(arms(list));
        assertThat(arms(RandomizationList.generate(PLAN, "b-list", SEED))).isNotEqualTo(arms(list));
    }

    /** Swapping the labels of the arms changes nothing that a blinded person sees, except the salted commitments. */
    @Test
    void givesTheSameNumbersWhateverTheArmsAre() {
        PlanDraft swapped = new PlanDraft(
                "KET-TRD-01",
                "1",
                Plans.KET_TRD_01.method(),
                List.of(Plans.KET_TRD_01.arms().get(1), Plans.KET_TRD_01.arms().get(0)),
                Plans.KET_TRD_01.factors(),
                60,
                Map.of("study", 156),
                "ecrf");
        RandomizationList other = RandomizationList.generate(Plans.sound(swapped), "a-list", SEED);
        assertThat(arms(other)).isNotEqualTo(arms(list));
        assertThat(blinded(other)).isEqualTo(blinded(list));
    }

    @Test
    void keepsItsArmsOutOfText() {
        assertThat(list.toString() + list.entries()).doesNotContain("KTM", "MDZ", "Ketamine", "Midazolam");
    }

    private static List<String> rows(RandomizationList list) {
        return list.entries().stream()
                .map(e -> String.join(
                        " ",
                        e.stratum().key(),
                        String.valueOf(e.position()),
                        e.randomizationNumber(),
                        e.kit(),
                        e.arm().code(),
                        e.leaf()))
                .toList();
    }

    private static List<String> arms(RandomizationList list) {
        return list.entries().stream().map(entry -> entry.arm().code()).toList();
    }

    private static List<String> blinded(RandomizationList list) {
        return list.entries().stream()
                .map(e -> e.stratum().key() + e.position() + e.randomizationNumber() + e.kit())
                .toList();
    }

    private static Seed seed(int fill) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return Seed.of(bytes);
    }
}
