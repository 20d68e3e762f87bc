package org.equipoise.stats.domain.twosample;

import java.util.Arrays;
import java.util.List;

/** The ranks of two samples taken together, equal values sharing the mean of their ranks; doubled, so that they are whole. */
final class Ranks {

    private final int[] doubled;
    private final int firstCount;

    Ranks(TwoSamples samples) {
        this.firstCount = samples.first().size();
        double[] values = new double[firstCount + samples.second().size()];
        fill(values, 0, samples.first());
        fill(values, firstCount, samples.second());
        this.doubled = doubled(values);
    }

    /** Twice the rank of each value. */
    static int[] doubled(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = positionOf(sorted, values[i], false) + positionOf(sorted, values[i], true) + 1;
        }
        return ranks;
    }

    private static void fill(double[] values, int from, List<Double> source) {
        for (int i = 0; i < source.size(); i++) {
            values[from + i] = source.get(i) + 0.0;
        }
    }

    /** How many sorted values are below a value, or not above it. */
    private static int positionOf(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int total() {
        return doubled.length;
    }

    /** Twice the sum of the first sample's ranks. */
    int doubledSum() {
        int sum = 0;
        for (int i = 0; i < firstCount; i++) {
            sum += doubled[i];
        }
        return sum;
    }

    /** Twice the mean of that sum if all assignments are equally likely. */
    int doubledMean() {
        return firstCount * (total() + 1);
    }

    /** The variance of the rank sum if all assignments are equally likely. */
    double variance() {
        double n = total();
        double squares = 0;
        for (int rank : doubled) {
            double distance = 0.5 * (rank - (n + 1));
            squares += distance * distance;
        }
        return n < 2 ? 0 : firstCount * (n - firstCount) / (n * (n - 1)) * squares;
    }

    /** The probabilities of all doubled rank sums, by including one participant after the other. */
    double[] distribution() {
        int most = Arrays.stream(doubled).sum();
        double[][] ways = new double[firstCount + 1][most + 1];
        ways[0][0] = 1;
        int reached = 0;
        for (int participant = 0; participant < doubled.length; participant++) {
            reached += doubled[participant];
            for (int chosen = Math.min(firstCount, participant + 1); chosen > 0; chosen--) {
                for (int sum = reached; sum >= doubled[participant]; sum--) {
                    ways[chosen][sum] += ways[chosen - 1][sum - doubled[participant]];
                }
            }
        }
        double all = Arrays.stream(ways[firstCount]).sum();
        return Arrays.stream(ways[firstCount]).map(count -> count / all).toArray();
    }
}
