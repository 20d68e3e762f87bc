package org.equipoise.randomizer.domain.predictability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;

/**
 * For each number of subjects, the law of <i>D</i> = <i>r</i><sub>1</sub><i>n</i><sub>0</sub> −
 * <i>r</i><sub>0</sub><i>n</i><sub>1</sub>, which adds up over strata. In each, P(<i>D</i> = <i>d</i>) stands at index <i>d</i>
 * + widest.
 */
final class Differences {

    private final int widest;
    private final double[][] laws;

    private Differences(int widest, double[][] laws) {
        this.widest = widest;
        this.laws = laws;
    }

    /** The greatest |<i>D</i>| that has room. */
    int widest() {
        return widest;
    }

    static Differences empty(int subjects, int widest) {
        return new Differences(widest, new double[subjects + 1][2 * widest + 1]);
    }

    /** No stratum yet: no subject, no difference. */
    static Differences none(int subjects) {
        Differences none = empty(subjects, 0);
        none.laws[0][0] = 1;
        return none;
    }

    /** One stratum, from the laws of its arms' numbers. */
    static Differences of(List<Map<List<Integer>, Double>> counts, AllocationRatio ratio) {
        int widest = counts.stream()
                .flatMap(law -> law.keySet().stream())
                .mapToInt(n -> Math.abs(difference(n, ratio)))
                .max()
                .orElse(0);
        Differences differences = empty(counts.size() - 1, widest);
        for (int m = 0; m < counts.size(); m++) {
            double[] law = differences.laws[m];
            counts.get(m).forEach((n, probability) -> law[difference(n, ratio) + widest] += probability);
        }
        return differences;
    }

    private static int difference(List<Integer> n, AllocationRatio ratio) {
        return ratio.parts().get(1) * n.get(0) - ratio.parts().get(0) * n.get(1);
    }

    double[] law(int subjects) {
        return laws[subjects];
    }

    /** Adds the law of a sum of two independent differences, times a probability. */
    void add(int subjects, double[] one, double[] other, double probability) {
        double[] sum = laws[subjects];
        for (int i = 0; i < one.length; i++) {
            double weight = one[i] * probability;
            if (weight > 0) {
                for (int j = 0; j < other.length; j++) {
                    sum[i + j] += weight * other[j];
                }
            }
        }
    }

    /** The law of |<i>D</i>| times a factor, over all numbers of subjects. */
    Map<Double, Double> absolute(double factor) {
        Map<Double, Double> absolute = new TreeMap<>();
        for (double[] law : laws) {
            for (int i = 0; i < law.length; i++) {
                if (law[i] > 0) {
                    absolute.merge(Math.abs(i - widest) * factor, law[i], Double::sum);
                }
            }
        }
        return absolute;
    }
}
