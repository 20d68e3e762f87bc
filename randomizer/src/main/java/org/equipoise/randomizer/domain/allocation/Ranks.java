package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Draws from ranked choices: with which probability the best, the second best, … is taken, and what equals get.
 *
 * <p><b>Rule.</b> Choices come in groups of equals, best first, and the groups take up ranks 1, 2, … in turn. If there is
 * one group, a member is drawn uniformly. Otherwise a rank is drawn with the ranks' weights, and then a member of the group
 * that holds this rank, uniformly; a group of one draws nothing. So equals share the probabilities of their ranks evenly.
 */
final class Ranks {

    private Ranks() {}

    /** Weights that give <i>p</i> to the best choice and (1 − <i>p</i>)/(<i>K</i> − 1) to each of the others. */
    static List<BigInteger> weights(Fraction best, int choices) {
        List<BigInteger> weights = new ArrayList<>();
        weights.add(BigInteger.valueOf((long) best.numerator() * (choices - 1)));
        for (int rank = 1; rank < choices; rank++) {
            weights.add(BigInteger.valueOf(best.denominator() - best.numerator()));
        }
        return weights;
    }

    /** The probabilities as whole numbers over their common denominator. */
    static List<BigInteger> weights(List<Fraction> probabilities) {
        BigInteger common = commonDenominator(probabilities);
        return probabilities.stream()
                .map(rank -> common.divide(BigInteger.valueOf(rank.denominator()))
                        .multiply(BigInteger.valueOf(rank.numerator())))
                .toList();
    }

    /** Whether the probabilities add up to 1, exactly. */
    static boolean sumToOne(List<Fraction> probabilities) {
        return weights(probabilities).stream()
                .reduce(BigInteger.ZERO, BigInteger::add)
                .equals(commonDenominator(probabilities));
    }

    /**
     * Draws a choice.
     *
     * @param groups the choices, each in one group; best group first
     * @param weights the ranks' weights; those beyond the number of choices are left out
     */
    static int draw(List<List<Integer>> groups, List<BigInteger> weights, Draws draws) {
        if (groups.size() == 1) {
            return member(groups.get(0), draws);
        }
        int choices = groups.stream().mapToInt(List::size).sum();
        int rank = draws.choose(weights.subList(0, choices));
        int group = 0;
        while (rank >= groups.get(group).size()) {
            rank -= groups.get(group).size();
            group++;
        }
        return member(groups.get(group), draws);
    }

    private static int member(List<Integer> group, Draws draws) {
        return group.get(draws.below(group.size()));
    }

    private static BigInteger commonDenominator(List<Fraction> probabilities) {
        return probabilities.stream()
                .map(rank -> BigInteger.valueOf(rank.denominator()))
                .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
    }
}
