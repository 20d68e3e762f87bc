package org.equipoise.randomizer.domain.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.list.CheckDigit;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KitRegistrationTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final LocalDate LATER = LocalDate.parse("2027-03-31");
    private static final Set<String> TYPES = Set.of("A", "B");
    private static final List<KitBatch> BATCHES =
            List.of(new KitBatch("A", "L-1", LATER, 100), new KitBatch("B", "L-2", LATER.plusDays(1), 50));

    private final KitRegistration registration = new KitRegistration("S", seed(1));

    @Test
    void everyKitOfEveryBatchGetsANumberOfItsOwnWithACheckDigit() {
        List<Kit> kits = registration.kits(BATCHES, 0);
        assertThat(kits.stream()
                        .collect(Collectors.groupingBy(kit -> kit.content().type(), Collectors.counting())))
                .isEqualTo(Map.of("A", 100L, "B", 50L));
        assertThat(kits).extracting(Kit::number).doesNotHaveDuplicates().allSatisfy(number -> {
            assertThat(number).matches("K\\d{7}");
            assertThat(CheckDigit.holds(number.substring(1))).isTrue();
        });
    }

    @Test
    void laterRegistrationsGoOnWhereEarlierOnesEnded() {
        Set<String> all = new HashSet<>(numbers(registration.kits(BATCHES, 0)));
        all.addAll(numbers(registration.kits(BATCHES, 150)));
        assertThat(all).hasSize(300);
        assertThat(registration.numbers(0, 300)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void kitsComeInTheOrderOfTheirNumbers() {
        assertThat(numbers(registration.kits(BATCHES, 7))).isSorted();
    }

    @Test
    void theSameSeedGivesTheSameKitsAndAnotherSeedOthers() {
        assertThat(registration.kits(BATCHES, 0)).isEqualTo(new KitRegistration("S", seed(1)).kits(BATCHES, 0));
        assertThat(numbers(new KitRegistration("S", seed(2)).kits(BATCHES, 0)))
                .isNotEqualTo(numbers(registration.kits(BATCHES, 0)));
        assertThat(numbers(new KitRegistration("T", seed(1)).kits(BATCHES, 0)))
                .isNotEqualTo(numbers(registration.kits(BATCHES, 0)));
    }

    @Test
    void swappingTheTypesLeavesEveryNumberAndPlaceAsItIs() {
        List<KitBatch> swapped =
                List.of(new KitBatch("B", "L-1", LATER, 100), new KitBatch("A", "L-2", LATER.plusDays(1), 50));
        List<Kit> one = registration.kits(BATCHES, 0);
        List<Kit> other = registration.kits(swapped, 0);
        assertThat(numbers(other)).isEqualTo(numbers(one));
        assertThat(one).extracting(kit -> kit.content().lot()).isEqualTo(lots(other));
    }

    @Test
    void theTypeFollowsNeitherFromThePlaceNorFromThePlaceBefore() {
        List<KitBatch> even = List.of(new KitBatch("A", "L", LATER, 1000), new KitBatch("B", "L", LATER, 1000));
        List<Boolean> isA = registration.kits(even, 0).stream()
                .map(kit -> kit.content().type().equals("A"))
                .toList();
        long inFirstHalf = isA.subList(0, 1000).stream().filter(a -> a).count();
        long likeTheOneBefore = IntStream.range(1, 2000)
                .filter(i -> isA.get(i).equals(isA.get(i - 1)))
                .count();
        // hypergeometric with standard deviation 11, and about binomial with standard deviation 22
        assertThat((double) inFirstHalf).isCloseTo(500, within(50.0));
        assertThat((double) likeTheOneBefore).isCloseTo(1000, within(100.0));
    }

    @Nested
    class Refuses {

        @Test
        void nothing() {
            assertThat(fields(null)).containsExactly("batches");
            assertThat(fields(List.of())).containsExactly("batches");
        }

        @Test
        void everyFaultOfABatchAtOnce() {
            assertThat(fields(Arrays.asList(new KitBatch("X", "a lot", TODAY.minusDays(1), 0), null)))
                    .containsExactly(
                            "batches[0].type",
                            "batches[0].lot",
                            "batches[0].expiry",
                            "batches[0].count",
                            "batches[1].type",
                            "batches[1].lot",
                            "batches[1].expiry",
                            "batches[1].count");
        }

        @Test
        void aRegistrationWithoutEveryType() {
            List<Objection> objections = KitRegistration.objections(
                    List.of(new KitBatch("A", "L-1", TODAY, 1), new KitBatch("A", "L-2", TODAY, 1)), TYPES, TODAY);
            assertThat(objections).singleElement().satisfies(objection -> {
                assertThat(objection.value()).isEqualTo(Set.of("B"));
                assertThat(objection.remedy()).contains("every type together");
            });
        }

        @Test
        void moreThanOneRequestMayHold() {
            assertThat(fields(List.of(new KitBatch("A", "L", TODAY, 2000), new KitBatch("B", "L", TODAY, 1))))
                    .containsExactly("batches");
            assertThat(fields(BATCHES)).isEmpty();
        }

        private List<String> fields(List<KitBatch> batches) {
            return KitRegistration.objections(batches, TYPES, TODAY).stream()
                    .map(Objection::field)
                    .toList();
        }
    }

    @Nested
    class Resupply {

        @Test
        void sendsWholeSetsAsSoonAsTooFewDosesAreCovered() {
            assertThat(new ResupplyRule(3, 8).suggestion(2, Set.of("A", "B"))).isEqualTo(Map.of("A", 6, "B", 6));
            assertThat(new ResupplyRule(3, 8).suggestion(0, Set.of("A", "B"))).isEqualTo(Map.of("A", 8, "B", 8));
        }

        @Test
        void isNotNeededWhileEnoughDosesAreCovered() {
            assertThat(new ResupplyRule(3, 8).suggestion(3, Set.of("A", "B"))).isEmpty();
        }
    }

    private static List<String> numbers(List<Kit> kits) {
        return kits.stream().map(Kit::number).toList();
    }

    private static List<String> lots(List<Kit> kits) {
        return kits.stream().map(kit -> kit.content().lot()).toList();
    }

    private static Seed seed(int fill) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return Seed.of(bytes);
    }
}
