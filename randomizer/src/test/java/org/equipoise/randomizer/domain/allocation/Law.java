package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.DrawSource;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * The exact law of a method: every possible course of its draws is played once, and the probabilities of the courses
 * that lead to the same sequence are added.
 */
final class Law {

    private final Map<String, Double> probabilities = new TreeMap<>();

    private Law() {}

    /** Enumerates a method that is given as a function of its draws. */
    static Law of(Function<DrawSource, List<Integer>> method) {
        Law law = new Law();
        List<Integer> course = new ArrayList<>();
        do {
            Course play = new Course(course);
            String sequence = method.apply(unit -> play).stream()
                    .map(arm -> String.valueOf((char) ('A' + arm)))
                    .collect(Collectors.joining());
            law.probabilities.merge(sequence, play.probability, Double::sum);
            course = play.next();
        } while (!course.isEmpty());
        return law;
    }

    Map<String, Double> probabilities() {
        return probabilities;
    }

    /** Follows the given choices, then the first choice of everything else, and knows the course to play next. */
    private static final class Course implements Draws {
        private final List<Integer> choices;
        private final List<Integer> bounds = new ArrayList<>();
        private double probability = 1;

        Course(List<Integer> choices) {
            this.choices = new ArrayList<>(choices);
        }

        @Override
        public int below(int bound) {
            probability /= bound;
            return follow(bound);
        }

        /** One branch for each outcome, instead of one for each value of the uniform draw beneath. */
        @Override
        public int choose(List<BigInteger> weights) {
            List<Integer> possible = IntStream.range(0, weights.size())
                    .filter(i -> weights.get(i).signum() > 0)
                    .boxed()
                    .toList();
            int outcome = possible.get(follow(possible.size()));
            BigInteger total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
            probability *= weights.get(outcome).doubleValue() / total.doubleValue();
            return outcome;
        }

        private int follow(int outcomes) {
            if (bounds.size() == choices.size()) {
                choices.add(0);
            }
            bounds.add(outcomes);
            return choices.get(bounds.size() - 1);
        }

        List<Integer> next() {
            for (int i = bounds.size() - 1; i >= 0; i--) {
                if (choices.get(i) + 1 < bounds.get(i)) {
                    List<Integer> next = new ArrayList<>(choices.subList(0, i));
                    next.add(choices.get(i) + 1);
                    return next;
                }
            }
            return List.of();
        }
    }
}
