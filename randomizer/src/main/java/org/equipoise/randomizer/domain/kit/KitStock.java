package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The free kits of one place as the use of one moment sees them.
 *
 * <p><b>Out of kits.</b> The place is out as soon as <em>any</em> type has no usable kit left, whichever type the next
 * subject would need. If it were out only when the needed type is gone, a refusal would tell the arm of a subject, and a
 * success would rule it out.
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

    /** Whether nobody can get a kit here now: see above. */
    public boolean isOut() {
        return usable().containsValue(0);
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

    /**
     * The kit to be dispensed next.
     *
     * @param type the type that is needed
     * @param order the order of use within a type
     * @return the kit, or nothing if the place is out, whatever it has of this type
     * @throws IllegalArgumentException if the plan has no such type
     */
    public Optional<Kit> next(String type, Comparator<Kit> order) {
        if (!types.contains(type)) {
            throw new IllegalArgumentException("A type that the plan does not have");
        }
        return isOut() ? Optional.empty() : inOrder(type, order).stream().findFirst();
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
