package org.equipoise.randomizer.domain.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Test;

class KitStockTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final Set<String> TYPES = Set.of("A", "B");
    private static final Comparator<Kit> ORDER = new DispensingOrder("S", seed(1));

    @Test
    void aKitIsUsableUntilTheEndOfItsLastDay() {
        assertThat(stock(0, kit("K1", "A", 0), kit("K2", "B", 0)).usable()).isEqualTo(Map.of("A", 1, "B", 1));
        assertThat(stock(0, kit("K1", "A", -1), kit("K2", "B", 0)).usable()).isEqualTo(Map.of("A", 0, "B", 1));
    }

    @Test
    void aKitThatDoesNotLastAsLongAsThePlanAsksIsNotUsed() {
        Kit short14 = kit("K0000001", "A", 13);
        Kit long14 = kit("K0000002", "A", 14);
        KitStock stock = stock(14, short14, long14, kit("K0000003", "B", 14));
        assertThat(stock.inOrder("A", ORDER)).containsExactly(long14);
        assertThat(stock.usable()).isEqualTo(Map.of("A", 1, "B", 1));
    }

    @Test
    void whatExpiresFirstIsSentFirst() {
        KitStock stock = stock(0, kit("K0000001", "A", 90), kit("K0000002", "A", 30), kit("K0000003", "B", 10));
        assertThat(numbers(stock.inOrder("A", ORDER))).containsExactly("K0000002", "K0000001");
    }

    @Test
    void aDeliveryIsPackedOfSetsThatExpireTogether() {
        KitStock stock = stock(
                0,
                kit("K0000001", "A", 10),
                kit("K0000002", "A", 30),
                kit("K0000003", "A", 60),
                kit("K0000004", "B", 30),
                kit("K0000005", "B", 60),
                kit("K0000006", "B", 20));
        assertThat(numbers(stock.packed(Map.of("A", 2, "B", 2), ORDER)))
                .containsExactlyInAnyOrder("K0000002", "K0000003", "K0000004", "K0000005");
        assertThat(numbers(stock.packed(Map.of("A", 1, "B", 1), ORDER)))
                .containsExactlyInAnyOrder("K0000002", "K0000004");
    }

    @Test
    void whatIsWantedBeyondSetsExpiresFirst() {
        KitStock stock = stock(
                0,
                kit("K0000001", "A", 10),
                kit("K0000002", "A", 30),
                kit("K0000003", "A", 60),
                kit("K0000004", "B", 30),
                kit("K0000005", "B", 90));
        assertThat(numbers(stock.packed(Map.of("A", 3, "B", 1), ORDER)))
                .containsExactlyInAnyOrder("K0000001", "K0000002", "K0000003", "K0000004");
        assertThat(numbers(stock.packed(Map.of("A", 2, "B", 2), ORDER)))
                .containsExactlyInAnyOrder("K0000001", "K0000002", "K0000004", "K0000005");
    }

    @Test
    void theOrderAmongEqualExpiriesIsSecretAndDoesNotFollowTheNumbers() {
        List<Kit> kits = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            kits.add(kit(String.format("K%07d", i), "A", 30));
        }
        kits.add(kit("K0000099", "B", 30));
        List<String> mine = numbers(new KitStock(kits, TYPES, TODAY, 0).inOrder("A", ORDER));
        List<String> withOtherSeed =
                numbers(new KitStock(kits, TYPES, TODAY, 0).inOrder("A", new DispensingOrder("S", seed(2))));
        Collections.shuffle(kits, new Random(3));
        assertThat(numbers(new KitStock(kits, TYPES, TODAY, 0).inOrder("A", ORDER)))
                .as("whatever the order in which the database gives them")
                .isEqualTo(mine);
        assertThat(mine)
                .isNotEqualTo(withOtherSeed)
                .isNotEqualTo(mine.stream().sorted().toList());
    }

    @Test
    void aContentDoesNotShowItself() {
        assertThat(kit("K1", "A", 3).toString()).contains("K1", "hidden").doesNotContain("lot", "2026");
        assertThat(new KitBatch("A", "lot", TODAY, 1).toString()).isEqualTo("KitBatch[hidden]");
    }

    private static KitStock stock(int minimumDays, Kit... kits) {
        return new KitStock(Arrays.asList(kits), TYPES, TODAY, minimumDays);
    }

    private static Kit kit(String number, String type, int daysLeft) {
        return new Kit(number, new KitContent(type, "lot", TODAY.plusDays(daysLeft)));
    }

    private static List<String> numbers(List<Kit> kits) {
        return kits.stream().map(Kit::number).toList();
    }

    private static Seed seed(int fill) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return Seed.of(bytes);
    }
}
