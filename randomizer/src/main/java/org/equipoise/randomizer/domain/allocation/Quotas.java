package org.equipoise.randomizer.domain.allocation;

import java.util.ArrayList;
import java.util.List;

/** Fixed final numbers of subjects for each arm, and what of them is still open. */
final class Quotas {

    private Quotas() {}

    /** <i>N r</i><sub>k</sub>/<i>R</i> for each arm <i>k</i>. */
    static List<Integer> of(AllocationRatio ratio, int total) {
        AllocationRatio reduced = ratio.reduced();
        return reduced.parts().stream()
                .map(part -> part * (total / reduced.sum()))
                .toList();
    }

    /** The quotas after one more allocation; full ones again when all are used up. */
    static List<Integer> after(List<Integer> open, int arm, List<Integer> full) {
        List<Integer> after = new ArrayList<>(open);
        after.set(arm, after.get(arm) - 1);
        return after.stream().allMatch(quota -> quota == 0) ? full : List.copyOf(after);
    }

    /** Why the total does not hold the ratio, if it does not. */
    static List<Objection> objections(AllocationRatio ratio, int total) {
        int sum = ratio.reduced().sum();
        if (total >= sum && total % sum == 0) {
            return List.of();
        }
        int nearest = Math.max(1, total / sum) * sum;
        return List.of(new Objection(
                "entriesPerStratum",
                total,
                "use a multiple of " + sum + ", in which the ratio " + ratio + " holds exactly, for example " + nearest
                        + ": the method ends in balance"));
    }
}
