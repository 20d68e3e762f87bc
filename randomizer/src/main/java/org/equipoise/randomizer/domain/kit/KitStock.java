package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    private boolean isUsable(Kit kit) {
        return kit.content().isUsable(day, minimumDays);
    }
}
