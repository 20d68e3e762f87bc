package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Test;

/** Test lists, later parts, and arms that were put in order elsewhere. */
class ListPartsTest {

    private static final RandomizationPlan PLAN = Plans.sound(Plans.KET_TRD_01);
    private static final Map<String, Integer> HAVE = Map.of(
            "site=01,madrsBand=LT35", 60,
            "site=01,madrsBand=GE35", 50,
            "site=02,madrsBand=LT35", 100);

    @Test
    void aTestListsNumbersCannotBeMistaken() {
        RandomizationList list = RandomizationList.generate(PLAN, part(1, Numbering.TEST), Map.of());
        assertThat(list.entries())
                .extracting(ListEntry::randomizationNumber)
                .allMatch(number -> number.matches("TEST-R\\d{7}"));
        assertThat(list.entries()).extracting(ListEntry::kit).allMatch(kit -> kit.matches("TEST-K\\d{7}"));
    }

    @Test
    void aPartHoldsWhatIsMissingAndGoesOnCounting() {
        RandomizationList part = RandomizationList.generate(PLAN, part(2, Numbering.LIVE), HAVE);
        assertThat(part.entries()).hasSize(10 + 60);
        assertThat(positions(part, "site=01,madrsBand=GE35"))
                .startsWith(51)
                .endsWith(60)
                .isSorted();
        assertThat(positions(part, "site=02,madrsBand=GE35")).startsWith(1).endsWith(60);
        assertThat(positions(part, "site=01,madrsBand=LT35")).isEmpty();
        assertThat(positions(part, "site=02,madrsBand=LT35")).isEmpty();
    }

    @Test
    void aPartGetsNoNumberThatIsTaken() {
        RandomizationList free = RandomizationList.generate(PLAN, part(2, Numbering.LIVE), HAVE);
        Set<String> taken = new HashSet<>();
        free.entries().stream().limit(5).forEach(entry -> {
            taken.add(entry.randomizationNumber());
            taken.add(entry.kit());
        });
        RandomizationList part = RandomizationList.generate(PLAN, part(2, Numbering.after(taken)), HAVE);
        assertThat(part.entries()).extracting(ListEntry::randomizationNumber).doesNotContainAnyElementsOf(taken);
        assertThat(part.entries()).extracting(ListEntry::kit).doesNotContainAnyElementsOf(taken);
        assertThat(part.entries().get(0).randomizationNumber())
                .isEqualTo(free.entries().get(5).randomizationNumber());
    }

    @Test
    void armsThatWerePutInOrderElsewhereAreTakenUpAsTheyAre() {
        RandomizationList generated = RandomizationList.generate(PLAN, part(3, Numbering.LIVE), Map.of());
        List<StratumSequence> sequences = PLAN.stratification().strata().stream()
                .map(stratum -> new StratumSequence(
                        stratum,
                        1,
                        generated.entries().stream()
                                .filter(entry -> entry.stratum().equals(stratum))
                                .map(entry -> StratumSequence.Row.of(entry.arm()))
                                .toList()))
                .toList();
        assertThat(RandomizationList.of(PLAN.study(), part(3, Numbering.LIVE), sequences))
                .as("the same arms under the same seed make the same list")
                .isEqualTo(generated);
        assertThat(RandomizationList.of(PLAN.study(), part(4, Numbering.LIVE), sequences)
                        .merkleRoot())
                .isNotEqualTo(generated.merkleRoot());
    }

    @Test
    void theSaltsOfAPartAreThoseOfItsLeaves() {
        RandomizationList list = RandomizationList.generate(PLAN, part(5, Numbering.LIVE), Map.of());
        ListEntry entry = list.entries().get(7);
        byte[] salt = RandomizationList.salts(PLAN.study(), part(5, Numbering.LIVE))
                .of(entry.stratum().key(), entry.position());
        EntryLeaf leaf = new EntryLeaf(
                PLAN.study(),
                "a-list",
                entry.stratum().key(),
                entry.position(),
                entry.randomizationNumber(),
                entry.kit(),
                entry.arm().code());
        assertThat(leaf.hash(salt)).isEqualTo(entry.leaf());
    }

    private static List<Integer> positions(RandomizationList list, String stratum) {
        return list.entries().stream()
                .filter(entry -> entry.stratum().key().equals(stratum))
                .map(ListEntry::position)
                .toList();
    }

    private static RandomizationList.Part part(int fill, Numbering numbering) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return new RandomizationList.Part("a-list", Seed.of(bytes), numbering);
    }
}
