package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.randomizer.domain.kit.DeliveredKit.Delivery;

/**
 * What was delivered to a site, as sets of one kit of each type. A dose uses up a set, whichever of its kits it takes. So how
 * many doses the site can still give, and from which delivery the next kit comes, follow from numbers of kits and doses alone
 * and never from the arms of those who came.
 *
 * <p><b>Sets.</b> Within a delivery the kits of each type <i>t</i> are put in order, the earliest expiry first, then by lot and
 * by rank. With <i>s</i> = min<sub>t</sub> <i>c<sub>t</sub></i> kits of the scarcest type, the last <i>s</i> of each type make
 * <i>s</i> sets: the first ones together, the second ones together, and so on. A set expires with the first of its kits. Sets
 * of a delivery that are alike, of the same lot and expiry for each type, are a <em>lay</em>. This is settled when the
 * delivery is packed. Kits beyond <i>s</i> are in no set and are never handed out; a delivery of equal numbers has none.
 *
 * <p><b>What is left</b> of a lay of <i>s</i> sets of which <i>d</i> kits were dispensed and <i>g</i> are gone, of whatever type:
 *
 * <pre>   r = max(0, s − d − g) </pre>
 *
 * Of each type there are then at least <i>r</i> free kits: <i>s</i> − <i>d<sub>t</sub></i> − <i>g<sub>t</sub></i> ≥ <i>r</i>. No
 * more can be promised without knowing the arms, for all <i>d</i> may have been of one type. The site is out when no lay that
 * is usable has a set left. Another kit is never dispensed, even if there is one of the type that is needed.
 *
 * <p><b>When a lot is booked out</b>, or what expires on one day, how many kits that are depends on how many of them were
 * dispensed, and so on the arms. What is left does not: in a lay all kits of a type are of one lot and expiry. When those that
 * are free are gone, <i>g</i> ≥ <i>s</i> − <i>d<sub>t</sub></i> ≥ <i>s</i> − <i>d</i>, and <i>r</i> is 0 whatever
 * <i>d<sub>t</sub></i> was. Were sets of two lots one lay, <i>r</i> would tell <i>d<sub>t</sub></i>.
 *
 * <p><b>Which kit.</b> The lay that expires first among the usable ones with a set left; of equal ones that of the delivery
 * received first. In it, of the free kits of the needed type, the one of the least rank ({@link DispensingOrder}). So those who
 * see from which delivery kits come, and when they expire, see the same whatever the arms were. The kit of <em>every</em> type
 * is sought, with the same work, and only then one of them taken.
 */
public final class KitSets {

    private final Set<String> types;
    private final DispensingOrder order;
    private final List<Lay> lays;

    /**
     * Lays out the sets of deliveries.
     *
     * @param kits every kit of every delivery concerned, also those that are dispensed or gone
     * @param types every type of the study's plan
     * @param order the study's secret ranks
     */
    public KitSets(Collection<DeliveredKit> kits, Set<String> types, DispensingOrder order) {
        this.types = new TreeSet<>(types);
        this.order = order;
        this.lays = new ArrayList<>();
        kits.stream()
                .collect(Collectors.groupingBy(DeliveredKit::delivery))
                .forEach((delivery, delivered) -> lays.addAll(lays(delivery, delivered)));
        lays.sort(Comparator.comparing(Lay::expiry)
                .thenComparing(lay -> lay.delivery().at())
                .thenComparing(lay -> lay.delivery().id()));
    }

    /** What of a type is booked out together. */
    private record Batch(String lot, LocalDate expiry) {}

    /** Sets of a delivery that are alike, and so expire on one day. */
    private record Lay(Delivery delivery, LocalDate expiry, int sets, List<DeliveredKit> kits) {

        int left() {
            long used = kits.stream().filter(kit -> !kit.free()).count();
            return (int) Math.max(0, sets - used);
        }

        boolean isUsable(LocalDate day, int minimumDays) {
            return !expiry.isBefore(day.plusDays(minimumDays));
        }
    }

    /**
     * How many doses the site can give without another delivery, if nothing expires or goes amiss.
     *
     * @param day the day, in UTC
     * @param minimumDays how many days a kit must still be usable after that day, at least 0
     */
    public int doses(LocalDate day, int minimumDays) {
        return lays.stream()
                .filter(lay -> lay.isUsable(day, minimumDays))
                .mapToInt(Lay::left)
                .sum();
    }

    /**
     * The kits of which one is dispensed next.
     *
     * @param day the day, in UTC
     * @param minimumDays how many days a kit must still be usable after that day, at least 0
     * @return for every type the kit that a subject who needs it gets; nothing if the site is out
     */
    public Optional<Map<String, Kit>> next(LocalDate day, int minimumDays) {
        return lays.stream()
                .filter(lay -> lay.isUsable(day, minimumDays) && lay.left() > 0)
                .findFirst()
                .map(this::ofEveryType);
    }

    private Map<String, Kit> ofEveryType(Lay lay) {
        Comparator<DeliveredKit> byRank =
                Comparator.comparing(delivered -> order.rank(delivered.kit().number()));
        Map<String, Kit> next = new TreeMap<>();
        lay.kits().stream()
                .sorted(byRank)
                .filter(DeliveredKit::free)
                .map(DeliveredKit::kit)
                .forEach(kit -> next.putIfAbsent(kit.content().type(), kit));
        return next;
    }

    private List<Lay> lays(Delivery delivery, List<DeliveredKit> delivered) {
        Map<String, List<DeliveredKit>> byType = types.stream()
                .collect(Collectors.toMap(type -> type, type -> inOrder(delivered, type), (a, b) -> a, TreeMap::new));
        int sets = byType.values().stream().mapToInt(List::size).min().orElse(0);
        Map<List<Batch>, List<DeliveredKit>> alike = new LinkedHashMap<>();
        for (int i = 0; i < sets; i++) {
            List<DeliveredKit> set = new ArrayList<>();
            for (List<DeliveredKit> kits : byType.values()) {
                set.add(kits.get(kits.size() - sets + i));
            }
            alike.computeIfAbsent(set.stream().map(KitSets::batch).toList(), batches -> new ArrayList<>())
                    .addAll(set);
        }
        return alike.entrySet().stream()
                .map(lay -> new Lay(
                        delivery, firstExpiry(lay.getKey()), lay.getValue().size() / types.size(), lay.getValue()))
                .toList();
    }

    private List<DeliveredKit> inOrder(List<DeliveredKit> delivered, String type) {
        return delivered.stream()
                .filter(kit -> kit.kit().content().type().equals(type))
                .sorted(Comparator.comparing(
                                KitSets::batch,
                                Comparator.comparing(Batch::expiry).thenComparing(Batch::lot))
                        .thenComparing(DeliveredKit::kit, order))
                .toList();
    }

    private static Batch batch(DeliveredKit delivered) {
        KitContent content = delivered.kit().content();
        return new Batch(content.lot(), content.expiry());
    }

    private static LocalDate firstExpiry(List<Batch> batches) {
        return batches.stream()
                .map(Batch::expiry)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
