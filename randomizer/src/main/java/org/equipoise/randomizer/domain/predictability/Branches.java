package org.equipoise.randomizer.domain.predictability;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Everything that one step with draws can lead to, and with which probability: each course of the draws is played once.
 */
final class Branches {

    private Branches() {}

    /**
     * A course.
     *
     * @param probability its probability
     * @param outcome what it leads to
     */
    record Branch<T>(double probability, T outcome) {}

    static <T> List<Branch<T>> of(Function<Draws, T> step) {
        List<Branch<T>> branches = new ArrayList<>();
        List<Integer> choices = new ArrayList<>();
        do {
            Course course = new Course(choices);
            T outcome = step.apply(course);
            branches.add(new Branch<>(course.probability, outcome));
            choices = course.next();
        } while (!choices.isEmpty());
        return branches;
    }

    /** Follows the given choices, then the first choice of everything else. */
    private static final class Course implements Draws {

        private final List<Integer> choices;
        private final List<Integer> alternatives = new ArrayList<>();
        private double probability = 1;

        private Course(List<Integer> choices) {
            this.choices = new ArrayList<>(choices);
        }

        @Override
        public int below(int bound) {
            probability /= bound;
            return follow(bound);
        }

        @Override
        public int choose(List<BigInteger> weights) {
            List<Integer> possible = IntStream.range(0, weights.size())
                    .filter(i -> weights.get(i).signum() > 0)
                    .boxed()
                    .toList();
            BigInteger total = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
            int outcome = possible.get(follow(possible.size()));
            probability *= share(weights.get(outcome), total);
            return outcome;
        }

        /** The quotient of two numbers of any size: beyond 1000 bits both are shortened alike. */
        private static double share(BigInteger weight, BigInteger total) {
            int excess = Math.max(0, total.bitLength() - 1000);
            return weight.shiftRight(excess).doubleValue()
                    / total.shiftRight(excess).doubleValue();
        }

        private int follow(int outcomes) {
            if (alternatives.size() == choices.size()) {
                choices.add(0);
            }
            alternatives.add(outcomes);
            return choices.get(alternatives.size() - 1);
        }

        private List<Integer> next() {
            for (int i = alternatives.size() - 1; i >= 0; i--) {
                if (choices.get(i) + 1 < alternatives.get(i)) {
                    List<Integer> next = new ArrayList<>(choices.subList(0, i));
                    next.add(choices.get(i) + 1);
                    return next;
                }
            }
            return List.of();
        }
    }
}
