package org.equipoise.randomizer.domain.predictability;

import java.util.List;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;

/**
 * How well somebody guesses the next arm.
 *
 * <p><b>Convergence strategy.</b> The guesser knows all earlier arms and expects balance: guess the arm that is furthest behind
 * its share after the next allocation, <i>r</i><sub>k</sub>(<i>n</i> + 1)/<i>R</i> − <i>n</i><sub>k</sub>; at a tie, one of
 * these at random. With two equal arms: the arm behind, and a coin at a tie.
 *
 * <p><b>Knowing the method.</b> The guesser knows the method and all that it remembers, sizes of blocks and cells included, and
 * guesses the most probable arm. Nobody who obeys the blind can do better; it is an upper bound.
 *
 * <p>Source: D. Blackwell, J. L. Hodges: <i>Design for the control of selection bias</i>, Ann. Math. Statist. 28 (1957) 449.
 */
final class Guesser {

    private final AllocationRatio ratio;

    Guesser(AllocationRatio ratio) {
        this.ratio = ratio.reduced();
    }

    /**
     * The probability of a correct guess by the convergence strategy.
     *
     * @param counts <i>n</i><sub>k</sub>, what the guesser has seen
     * @param next the true probability of each arm
     */
    double convergence(List<Integer> counts, double[] next) {
        int n = counts.stream().mapToInt(count -> count).sum();
        long furthest = Long.MIN_VALUE;
        int ties = 0;
        double hit = 0;
        for (int k = 0; k < next.length; k++) {
            long behind = (long) ratio.parts().get(k) * (n + 1) - (long) ratio.sum() * counts.get(k);
            if (behind > furthest) {
                furthest = behind;
                ties = 0;
                hit = 0;
            }
            if (behind == furthest) {
                ties++;
                hit += next[k];
            }
        }
        return hit / ties;
    }

    /** The probability of a correct guess by somebody who knows the method. */
    double knowingMethod(double[] next) {
        double most = 0;
        for (double probability : next) {
            most = Math.max(most, probability);
        }
        return most;
    }

    /** Σ |<i>n</i><sub>k</sub> − <i>n r</i><sub>k</sub>/<i>R</i>|; with two equal arms the difference of their numbers. */
    double imbalance(List<Integer> counts) {
        long n = counts.stream().mapToLong(count -> count).sum();
        long sum = 0;
        for (int k = 0; k < counts.size(); k++) {
            sum += Math.abs(
                    (long) counts.get(k) * ratio.sum() - n * ratio.parts().get(k));
        }
        return sum / (double) ratio.sum();
    }
}
