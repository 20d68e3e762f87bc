package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The free kits of one place by type, as unblinded people count and ship them. Whether a subject gets one is decided by
 * {@link KitSets} and not here.
 */
public final class KitStock {

    private final List<Kit> kits;
    private final Set<String> types;
    private final LocalDate day;
    private final int minimumDays;

    /**
     * Looks at a stock.
     *
     * @param kits the free kits of the place
     * @param types every type of the study's plan
     * @param day the day, in UTC
     * @param minimumDays how long a kit must still be usable to be dispensed
     */
    public KitStock(List<Kit> kits, Set<String> types, LocalDate day, int minimumDays) {
        this.kits = List.copyOf(kits);
        this.types = Set.copyOf(types);
        this.day = day;
        this.minimumDays = minimumDays;
    }

    /** How many usable kits there are of each type, 0 included. */
    public Map<String, Integer> usable() {
        Map<String, Integer> counts = new TreeMap<>();
        types.forEach(type -> counts.put(type, 0));
        kits.stream()
                .filter(this::isUsable)
                .forEach(kit -> counts.computeIfPresent(kit.content().type(), (type, count) -> count + 1));
        return counts;
    }

    /** The usable kits of a type in the order of use. */
    public List<Kit> inOrder(String type, Comparator<Kit> order) {
        return kits.stream()
                .filter(kit -> kit.content().type().equals(type))
                .filter(this::isUsable)
                .sorted(order)
                .toList();
    }

    /**
     * Chooses kits for a delivery: as far as possible sets that expire on one day, so that a label with an expiry does not
     * tell the type; the earliest such day first. What is then still wanted of a type expires first among its kits.
     *
     * @param contents how many of each type; no more than there are usable ones
     * @param order the order of use within a type
     * @return the kits
     */
    public List<Kit> packed(Map<String, Integer> contents, Comparator<Kit> order) {
        Map<String, List<Kit>> left = new TreeMap<>();
        contents.keySet().forEach(type -> left.put(type, new ArrayList<>(inOrder(type, order))));
        List<Kit> packed = new ArrayList<>();
        Map<String, Integer> wanted = new TreeMap<>(contents);
        for (LocalDate expiry : expiries(left)) {
            int sets = contents.keySet().stream()
                    .mapToInt(type -> Math.min(wanted.get(type), (int) count(left.get(type), expiry)))
                    .min()
                    .orElse(0);
            for (String type : contents.keySet()) {
                List<Kit> taken = left.get(type).stream()
                        .filter(kit -> kit.content().expiry().equals(expiry))
                        .limit(sets)
                        .toList();
                packed.addAll(taken);
                left.get(type).removeAll(taken);
                wanted.merge(type, -sets, Integer::sum);
            }
        }
        wanted.forEach((type, count) -> packed.addAll(left.get(type).subList(0, count)));
        return packed;
    }

    private static Set<LocalDate> expiries(Map<String, List<Kit>> kits) {
        return kits.values().stream()
                .flatMap(List::stream)
                .map(kit -> kit.content().expiry())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long count(List<Kit> kits, LocalDate expiry) {
        return kits.stream()
                .filter(kit -> kit.content().expiry().equals(expiry))
                .count();
    }

    private boolean isUsable(Kit kit) {
        return kit.content().isUsable(day, minimumDays);
    }
}
