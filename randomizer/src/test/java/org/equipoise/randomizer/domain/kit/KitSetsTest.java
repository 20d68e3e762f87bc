package org.equipoise.randomizer.domain.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.kit.DeliveredKit.Delivery;
import org.equipoise.randomizer.domain.randomness.Seed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KitSetsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final Set<String> AB = Set.of("A", "B");
    private static final DispensingOrder ORDER = new DispensingOrder("S", seed(1));

    @Nested
    class WhatASiteCanGive {

        @Test
        void isOneDoseForEachSet() {
            Shelf shelf = new Shelf(AB).delivery("d1", Map.of("A", 3, "B", 3), 90);
            assertThat(shelf.doses(TODAY)).isEqualTo(3);
        }

        @Test
        void isWhatTheScarcestTypeOfADeliveryAllows() {
            Shelf shelf =
                    new Shelf(AB).delivery("d1", Map.of("A", 9, "B", 2), 90).delivery("d2", Map.of("A", 1), 90);
            assertThat(shelf.doses(TODAY)).isEqualTo(2);
        }

        @Test
        void fallsByOneWithEachDoseWhicheverKitItTakes() {
            for (String type : AB) {
                Shelf shelf = new Shelf(AB).delivery("d1", Map.of("A", 3, "B", 3), 90);
                assertThat(shelf.dispense(type, TODAY)).isPresent();
                assertThat(shelf.doses(TODAY)).isEqualTo(2);
            }
        }

        @Test
        void isNothingAfterTheLastSetThoughKitsAreLeft() {
            Shelf shelf = new Shelf(AB).delivery("d1", Map.of("A", 2, "B", 2), 90);
            shelf.dispense("A", TODAY);
            shelf.dispense("A", TODAY);
            assertThat(shelf.dispense("B", TODAY)).isEmpty();
            assertThat(shelf.free()).as("two that nobody gets").hasSize(2);
        }

        @Test
        void fallsByOneWithEachKitThatGoesAmissWhateverIsInIt() {
            for (String type : AB) {
                Shelf shelf = new Shelf(AB).delivery("d1", Map.of("A", 3, "B", 3), 90);
                shelf.lose(type);
                assertThat(shelf.doses(TODAY)).isEqualTo(2);
            }
        }

        @Test
        void isNothingOfADeliveryWhoseKitsOfOneTypeAreRecalledHoweverManyWereUsed() {
            for (String first : AB) {
                for (String second : AB) {
                    Shelf shelf = new Shelf(AB)
                            .delivery("d1", Map.of("A", 4, "B", 4), 30)
                            .delivery("d2", Map.of("A", 2, "B", 2), 90);
                    shelf.dispense(first, TODAY);
                    shelf.dispense(second, TODAY);
                    shelf.free().stream()
                            .filter(kit -> kit.delivery().id().equals("d1"))
                            .filter(kit -> kit.kit().content().type().equals("A"))
                            .forEach(shelf::gone);
                    assertThat(shelf.doses(TODAY)).isEqualTo(2);
                }
            }
        }

        @Test
        void isNotReducedWhenWhatIsLeftOfAUsedDeliveryGoesBack() {
            Shelf shelf =
                    new Shelf(AB).delivery("d1", Map.of("A", 2, "B", 2), 30).delivery("d2", Map.of("A", 2, "B", 2), 90);
            shelf.dispense("A", TODAY);
            shelf.dispense("A", TODAY);
            shelf.lose("B");
            shelf.lose("B");
            assertThat(shelf.doses(TODAY)).isEqualTo(2);
        }

        @Test
        void endsWithTheLastDayOfUse() {
            Shelf shelf = new Shelf(AB).delivery("d1", Map.of("A", 2, "B", 2), 5);
            assertThat(shelf.sets().doses(TODAY, 5)).isEqualTo(2);
            assertThat(shelf.sets().doses(TODAY, 6)).isZero();
            assertThat(shelf.doses(TODAY.plusDays(6))).isZero();
        }

        @Test
        void endsForASetWithTheFirstOfItsKits() {
            Shelf shelf = new Shelf(AB).delivery("d1", List.of(kit("A", 5), kit("A", 90), kit("B", 40), kit("B", 90)));
            assertThat(shelf.doses(TODAY.plusDays(5))).isEqualTo(2);
            assertThat(shelf.doses(TODAY.plusDays(6))).isEqualTo(1);
            assertThat(shelf.doses(TODAY.plusDays(90))).isEqualTo(1);
        }

        @Test
        void leavesOutTheEarliestOfWhatIsTooMuch() {
            Shelf shelf = new Shelf(AB).delivery("d1", List.of(kit("A", 5), kit("A", 90), kit("B", 90)));
            assertThat(shelf.doses(TODAY.plusDays(50))).isEqualTo(1);
        }
    }

    @Nested
    class WhichKit {

        @Test
        void isOfTheNeededTypeFromWhatExpiresFirst() {
            Shelf shelf = new Shelf(AB)
                    .delivery("late", Map.of("A", 1, "B", 1), 90)
                    .delivery("soon", Map.of("A", 1, "B", 1), 30);
            assertThat(shelf.dispense("B", TODAY)).hasValueSatisfying(kit -> {
                assertThat(kit.kit().content().type()).isEqualTo("B");
                assertThat(kit.delivery().id()).isEqualTo("soon");
            });
        }

        @Test
        void isFromTheEarlierOfTwoDeliveriesThatExpireTogether() {
            Shelf shelf =
                    new Shelf(AB).delivery("z", Map.of("A", 1, "B", 1), 30).delivery("a", Map.of("A", 1, "B", 1), 30);
            assertThat(shelf.dispense("A", TODAY).orElseThrow().delivery().id()).isEqualTo("z");
        }

        @Test
        void isFromTheNextDeliveryForEverybodyAtTheSameDose() {
            for (List<String> arms : sequences(AB, 5)) {
                Shelf shelf = new Shelf(AB)
                        .delivery("d1", Map.of("A", 3, "B", 3), 30)
                        .delivery("d2", Map.of("A", 3, "B", 3), 60);
                assertThat(arms.stream()
                                .map(arm -> shelf.dispense(arm, TODAY)
                                        .orElseThrow()
                                        .delivery()
                                        .id()))
                        .containsExactly("d1", "d1", "d1", "d2", "d2");
            }
        }

        @Test
        void isSoughtForEveryTypeAtOnce() {
            Shelf shelf = new Shelf(Set.of("A", "B", "C")).delivery("d", Map.of("A", 2, "B", 2, "C", 2), 30);
            assertThat(shelf.sets().next(TODAY, 0).orElseThrow()).containsOnlyKeys("A", "B", "C");
        }

        @Test
        void doesNotFollowTheNumbers() {
            Shelf shelf = new Shelf(AB).delivery("d", Map.of("A", 9, "B", 9), 30);
            List<String> numbers = new ArrayList<>();
            IntStream.range(0, 9)
                    .forEach(i -> numbers.add(
                            shelf.dispense("A", TODAY).orElseThrow().kit().number()));
            assertThat(numbers).doesNotHaveDuplicates().isNotEqualTo(new ArrayList<>(new TreeSet<>(numbers)));
        }
    }

    /** Deliveries, losses and days at random; then every sequence of arms over the same history. */
    @Nested
    class WhateverTheArms {

        @Test
        void theSameDosesAreGivenFromTheSameDeliveriesWithTheSameExpiry() {
            for (int trial = 0; trial < 60; trial++) {
                Set<String> types = trial % 3 == 0 ? Set.of("A", "B", "C") : AB;
                Set<List<String>> seen = new HashSet<>();
                for (List<String> arms : sequences(types, types.size() == 2 ? 7 : 5)) {
                    seen.add(history(new Random(trial), types, arms));
                }
                assertThat(seen).as("what blinded people see in trial " + trial).hasSize(1);
            }
        }

        @Test
        void theSameDosesAreLeftWhenALotOrWhatExpiresTogetherIsBookedOut() {
            for (int trial = 0; trial < 90; trial++) {
                Set<String> types = trial % 3 == 0 ? Set.of("A", "B", "C") : AB;
                Set<List<String>> seen = new HashSet<>();
                for (List<String> arms : sequences(types, types.size() == 2 ? 7 : 5)) {
                    seen.add(historyWithRecalls(new Random(trial), types, arms));
                }
                assertThat(seen).as("what blinded people see in trial " + trial).hasSize(1);
            }
        }

        @Test
        void aRecallOfHalfTheKitsOfATypeLeavesTheOtherHalfHoweverManyWereUsed() {
            for (List<String> arms : sequences(AB, 2)) {
                Shelf shelf = new Shelf(AB);
                List<KitContent> contents = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    contents.add(new KitContent("A", "L1", TODAY.plusDays(90)));
                    contents.add(new KitContent("A", "L2", TODAY.plusDays(90)));
                    contents.add(new KitContent("B", "L3", TODAY.plusDays(90)));
                    contents.add(new KitContent("B", "L3", TODAY.plusDays(90)));
                }
                shelf.delivery("d", contents);
                arms.forEach(arm -> assertThat(shelf.dispense(arm, TODAY)).isPresent());
                shelf.recall(kit -> kit.kit().content().lot().equals("L1"));
                assertThat(shelf.doses(TODAY)).as("after " + arms).isEqualTo(3);
            }
        }

        /** Several lots and expiry dates of each type in a delivery; some are booked out, and single kits break. */
        private static List<String> historyWithRecalls(Random nature, Set<String> types, List<String> arms) {
            Shelf shelf = new Shelf(types);
            List<String> seen = new ArrayList<>();
            List<KitContent> delivered = new ArrayList<>();
            LocalDate day = TODAY;
            for (int i = 0; i < arms.size(); i++) {
                if (i == 0 || nature.nextInt(3) == 0) {
                    List<KitContent> contents = mixedLots(nature, types);
                    shelf.delivery("d" + i, contents);
                    delivered.addAll(contents);
                }
                if (nature.nextInt(4) == 0) {
                    shelf.breakLast(List.copyOf(new TreeSet<>(types)).get(nature.nextInt(types.size())));
                }
                day = day.plusDays(nature.nextInt(3));
                seen.add(day + " "
                        + shelf.dispense(arms.get(i), day)
                                .map(given -> given.delivery().id())
                                .orElse("out"));
                seen.add("left " + shelf.doses(day));
                KitContent one = delivered.get(nature.nextInt(delivered.size()));
                switch (nature.nextInt(5)) {
                    case 0 -> shelf.recall(kit -> kit.kit().content().lot().equals(one.lot()));
                    case 1 ->
                        shelf.recall(kit -> kit.kit().content().type().equals(one.type())
                                && kit.kit().content().expiry().equals(one.expiry()));
                    default -> seen.add("nothing recalled");
                }
                seen.add("left " + shelf.doses(day));
            }
            return seen;
        }

        /** Of each type as many, of two lots and two expiry dates of its own. */
        private static List<KitContent> mixedLots(Random nature, Set<String> types) {
            List<KitContent> contents = new ArrayList<>();
            int count = 2 + nature.nextInt(4);
            for (String type : new TreeSet<>(types)) {
                int expiry = 2 + nature.nextInt(15);
                for (int i = 0; i < count; i++) {
                    String lot = (nature.nextInt(8) == 0 ? "" : type) + nature.nextInt(2);
                    contents.add(new KitContent(type, lot, TODAY.plusDays(expiry + nature.nextInt(2) * 5L)));
                }
            }
            return contents;
        }

        /** What somebody sees who knows the deliveries and reads the expiry on each kit, but no type. */
        private static List<String> history(Random nature, Set<String> types, List<String> arms) {
            Shelf shelf = new Shelf(types);
            List<String> seen = new ArrayList<>();
            LocalDate day = TODAY;
            for (int i = 0; i < arms.size(); i++) {
                if (i == 0 || nature.nextInt(3) == 0) {
                    shelf.delivery("d" + i, equalNumbers(nature, types));
                }
                if (nature.nextInt(4) == 0) {
                    shelf.anyFree(nature.nextDouble());
                }
                day = day.plusDays(nature.nextInt(4));
                Optional<DeliveredKit> kit = shelf.dispense(arms.get(i), day);
                seen.add(day + " "
                        + kit.map(given -> given.delivery().id() + " "
                                        + given.kit().content().expiry())
                                .orElse("out"));
                String needed = arms.get(i);
                kit.ifPresent(given -> assertThat(given.kit().content().type()).isEqualTo(needed));
                seen.add("left " + shelf.doses(day));
            }
            return seen;
        }

        /** From one to three sets for each of up to two expiry dates. */
        private static List<KitContent> equalNumbers(Random nature, Set<String> types) {
            List<KitContent> contents = new ArrayList<>();
            for (int lots = 1 + nature.nextInt(2); lots > 0; lots--) {
                int expiry = 1 + nature.nextInt(15);
                for (int count = 1 + nature.nextInt(3); count > 0; count--) {
                    new TreeSet<>(types).forEach(type -> contents.add(kit(type, expiry)));
                }
            }
            return contents;
        }
    }

    /** A site's shelf that changes. */
    private static final class Shelf {

        private final Set<String> types;
        private final Map<String, DeliveredKit> kits = new TreeMap<>();
        private int deliveries;

        Shelf(Set<String> types) {
            this.types = types;
        }

        Shelf delivery(String id, Map<String, Integer> counts, int daysLeft) {
            List<KitContent> contents = new ArrayList<>();
            new TreeMap<>(counts).forEach((type, count) -> {
                for (int i = 0; i < count; i++) {
                    contents.add(kit(type, daysLeft));
                }
            });
            return delivery(id, contents);
        }

        Shelf delivery(String id, List<KitContent> contents) {
            Delivery delivery = new Delivery(id, Instant.EPOCH.plusSeconds(++deliveries));
            contents.forEach(content -> {
                String number = String.format("K%07d", kits.size() * 7_919 % 1_000_003);
                kits.put(number, new DeliveredKit(new Kit(number, content), delivery, true));
            });
            return this;
        }

        KitSets sets() {
            return new KitSets(kits.values(), types, ORDER);
        }

        int doses(LocalDate day) {
            return sets().doses(day, 0);
        }

        Optional<DeliveredKit> dispense(String type, LocalDate day) {
            Optional<DeliveredKit> next =
                    sets().next(day, 0).map(kits -> kits.get(type)).map(kit -> this.kits.get(kit.number()));
            next.ifPresent(kit -> assertThat(kit.free()).isTrue());
            next.ifPresent(this::gone);
            return next;
        }

        void lose(String type) {
            gone(free().stream()
                    .filter(kit -> kit.kit().content().type().equals(type))
                    .findFirst()
                    .orElseThrow());
        }

        /** One of the free kits of the last delivery goes amiss: whichever lies at this share of them. */
        void anyFree(double share) {
            List<DeliveredKit> free = free().stream()
                    .filter(kit -> kit.delivery().at().equals(Instant.EPOCH.plusSeconds(deliveries)))
                    .sorted(Comparator.comparing(kit -> kit.kit().content().expiry()))
                    .toList();
            LocalDate last = free.isEmpty()
                    ? null
                    : free.get(free.size() - 1).kit().content().expiry();
            List<DeliveredKit> lasting = free.stream()
                    .filter(kit -> kit.kit().content().expiry().equals(last))
                    .toList();
            if (!lasting.isEmpty()) {
                gone(lasting.get((int) (share * lasting.size())));
            }
        }

        /** What is free of it is booked out. */
        void recall(Predicate<DeliveredKit> concerned) {
            free().stream().filter(concerned).forEach(this::gone);
        }

        /** Of the last delivery, the kit of a type that would be dispensed last breaks, unless it was dispensed. */
        void breakLast(String type) {
            kits.values().stream()
                    .filter(kit -> kit.delivery().at().equals(Instant.EPOCH.plusSeconds(deliveries)))
                    .filter(kit -> kit.kit().content().type().equals(type))
                    .max(Comparator.comparing(
                                    (DeliveredKit kit) -> kit.kit().content().expiry())
                            .thenComparing(kit -> kit.kit().content().lot())
                            .thenComparing(DeliveredKit::kit, ORDER))
                    .filter(DeliveredKit::free)
                    .ifPresent(this::gone);
        }

        void gone(DeliveredKit kit) {
            kits.put(kit.kit().number(), new DeliveredKit(kit.kit(), kit.delivery(), false));
        }

        List<DeliveredKit> free() {
            return kits.values().stream().filter(DeliveredKit::free).toList();
        }
    }

    private static KitContent kit(String type, int daysLeft) {
        return new KitContent(type, "lot", TODAY.plusDays(daysLeft));
    }

    /** Every sequence of a length. */
    private static List<List<String>> sequences(Set<String> types, int length) {
        List<List<String>> sequences = List.of(List.of());
        for (int i = 0; i < length; i++) {
            sequences = sequences.stream()
                    .flatMap(begun -> new TreeSet<>(types).stream().map(type -> {
                        List<String> longer = new ArrayList<>(begun);
                        longer.add(type);
                        return longer;
                    }))
                    .map(List::copyOf)
                    .toList();
        }
        return sequences;
    }

    private static Seed seed(int fill) {
        byte[] bytes = new byte[Seed.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return Seed.of(bytes);
    }
}
