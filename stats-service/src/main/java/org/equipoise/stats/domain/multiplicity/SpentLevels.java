package org.equipoise.stats.domain.multiplicity;

import java.util.List;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;

/**
 * The level of a hypothesis at a look: what its spending function adds there, &alpha;(t<sub>k</sub>) &minus;
 * &alpha;(t<sub>k&minus;1</sub>); at the last look all that is left.
 *
 * <p>The levels of a hypothesis add up to at most &alpha;. By Bonferroni's inequality it is rejected at any look, while true, with
 * a probability of at most &alpha;, however its statistics at the looks correlate: nothing is assumed of its own information.
 * Critical values of a group-sequential boundary would be a little lower, but they hold only if the hypothesis has the very
 * information fractions that they were computed for, which an endpoint that is measured later than the primary one has not.
 *
 * @param alpha one-sided error rate over all looks, above 0 and below 1
 * @param function how it is spent
 */
public record SpentLevels(double alpha, AlphaSpendingFunction function) {

    /**
     * The level at a look.
     *
     * @param earlier information fractions of the earlier looks that were run
     * @param fraction information fraction of this look, 0 or more
     * @param last whether no look follows
     * @return the level, in [0, &alpha;]
     */
    public double at(List<Double> earlier, double fraction, boolean last) {
        double spent = earlier.stream()
                .mapToDouble(each -> function.spent(alpha, each))
                .max()
                .orElse(0);
        return Math.max(0, (last ? alpha : function.spent(alpha, fraction)) - spent);
    }
}
