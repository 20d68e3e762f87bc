package org.equipoise.randomizer.domain.predictability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distribution of an imbalance, see {@link Guesser#imbalance}.
 *
 * @param mean its expectation
 * @param points its values with their probabilities, ascending
 */
public record Imbalances(Figure mean, List<Point> points) {

    /** Keeps an unmodifiable copy. */
    public Imbalances {
        points = List.copyOf(points);
    }

    /** A value and its probability. */
    public record Point(double imbalance, Figure probability) {}

    static Imbalances exact(Map<Double, Double> law) {
        return new Imbalances(
                Figure.exact(law.entrySet().stream()
                        .mapToDouble(point -> point.getKey() * point.getValue())
                        .sum()),
                new TreeMap<>(law)
                        .entrySet().stream()
                                .map(point -> new Point(point.getKey(), Figure.exact(point.getValue())))
                                .toList());
    }

    /** From how often each value came up in a number of independent runs. */
    static Imbalances estimated(Map<Double, Integer> counts, int runs) {
        double mean = 0;
        double square = 0;
        for (Map.Entry<Double, Integer> count : counts.entrySet()) {
            mean += count.getKey() * count.getValue() / runs;
            square += count.getKey() * count.getKey() * count.getValue() / runs;
        }
        return new Imbalances(
                Figure.estimated(mean, Math.sqrt(Math.max(0, square - mean * mean) / (runs - 1))),
                new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(count -> new Point(count.getKey(), share(count.getValue(), runs)))
                                .toList());
    }

    /** The share of runs, with its binomial standard error. */
    static Figure share(int count, int runs) {
        double share = count / (double) runs;
        return Figure.estimated(share, Math.sqrt(share * (1 - share) / runs));
    }
}
