package org.equipoise.randomizer.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Test;

class AdaptiveListTest {

    private static final PlanDraft.Method MINIMIZATION =
            new PlanDraft.Method("minimization", null, "0.8", null, null, null, null, "range", Map.of("site", 2));
    private static final byte[] SEED = filled(9);

    private final AdaptiveList list = new AdaptiveList(plan(1), "a-list", Seed.of(SEED));
    private final List<Stratum> order = order(120);

    @Test
    void agreesWithASecondImplementationEntryByEntry() {
        SecondList second = new SecondList(SEED, "KET-TRD-01", "a-list");
        second.minimization(
                order.stream().map(Stratum::key).toList(), new String[] {"KTM", "MDZ"}, new int[] {0, 1}, new int[] {
                    2, 1
                });
        assertThat(rows(list.replay(order))).isEqualTo(second.rows);
    }

    @Test
    void agreesWithTheSecondImplementationForAnUnequalRatio() {
        SecondList second = new SecondList(SEED, "KET-TRD-01", "a-list");
        second.minimization(
                order.stream().map(Stratum::key).toList(), new String[] {"KTM", "MDZ"}, new int[] {0, 0, 1}, new int[] {
                    2, 1
                });
        assertThat(rows(new AdaptiveList(plan(2), "a-list", Seed.of(SEED)).replay(order)))
                .isEqualTo(second.rows);
    }

    @Test
    void makesALongerTrialFromTheShorterOne() {
        assertThat(list.replay(order).subList(0, 50)).isEqualTo(list.replay(order.subList(0, 50)));
    }

    @Test
    void balancesTheArmsOfEachSite() {
        for (String site : List.of("01", "02")) {
            long difference = list.replay(order).stream()
                    .filter(entry -> entry.stratum().levels().get("site").equals(site))
                    .mapToInt(entry -> entry.arm().control() ? 1 : -1)
                    .sum();
            assertThat(Math.abs(difference)).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void commitsToItsSeedStudyAndIdentifier() {
        assertThat(list.commitment()).matches("[0-9a-f]{64}");
        assertThat(new AdaptiveList(plan(1), "a-list", Seed.of(SEED)).commitment())
                .isEqualTo(list.commitment());
        assertThat(new AdaptiveList(plan(1), "b-list", Seed.of(SEED)).commitment())
                .isNotEqualTo(list.commitment());
        assertThat(new AdaptiveList(plan(1), "a-list", Seed.of(filled(8))).commitment())
                .isNotEqualTo(list.commitment());
    }

    @Test
    void givesTheSameNumbersWhateverTheArmsAre() {
        List<ListEntry> other = new AdaptiveList(plan(2), "a-list", Seed.of(SEED)).replay(order);
        assertThat(blinded(other)).isEqualTo(blinded(list.replay(order)));
    }

    @Test
    void isOnlyForMethodsThatLook() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptiveList(Plans.sound(Plans.KET_TRD_01), "l", Seed.of(SEED)));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomizationList.generate(plan(1), "l", Seed.of(SEED)));
    }

    private static List<Stratum> order(int subjects) {
        List<Stratum> strata = plan(1).stratification().strata();
        List<Stratum> order = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            order.add(strata.get(i * i % 7 % strata.size()));
        }
        return order;
    }

    private static List<String> rows(List<ListEntry> entries) {
        return entries.stream()
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

    private static List<String> blinded(List<ListEntry> entries) {
        return entries.stream().map(e -> e.randomizationNumber() + e.kit()).toList();
    }

    private static RandomizationPlan plan(int ratio) {
        return Plans.sound(new PlanDraft(
                "KET-TRD-01",
                "1",
                MINIMIZATION,
                List.of(
                        new PlanDraft.Arm("KTM", "Ketamine", ratio, false),
                        new PlanDraft.Arm("MDZ", "Midazolam", 1, true)),
                Plans.KET_TRD_01.factors(),
                null,
                Map.of("study", 156),
                "ecrf"));
    }

    private static byte[] filled(int fill) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }
}
