package org.equipoise.randomizer.domain.randomness;

import java.math.BigInteger;
import java.util.List;

/**
 * A draw among outcomes whose probabilities are in the ratio of whole numbers; {@link Draws#choose} gives the rule.
 *
 * @param weights the weights without a common divisor
 * @param total their sum
 */
record WeightedDraw(List<BigInteger> weights, BigInteger total) {

    private static final int WORD_BITS = 16;

    static WeightedDraw of(List<BigInteger> weights) {
        BigInteger divisor = weights.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        if (divisor.signum() == 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("There is nothing to choose from: " + weights);
        }
        List<BigInteger> reduced =
                weights.stream().map(weight -> weight.divide(divisor)).toList();
        return new WeightedDraw(reduced, reduced.stream().reduce(BigInteger.ZERO, BigInteger::add));
    }

    int by(Draws draws) {
        BigInteger rest = total.bitLength() < Integer.SIZE
                ? BigInteger.valueOf(draws.below(total.intValueExact()))
                : large(draws);
        int outcome = 0;
        while (rest.compareTo(weights.get(outcome)) >= 0) {
            rest = rest.subtract(weights.get(outcome));
            outcome++;
        }
        return outcome;
    }

    private BigInteger large(Draws draws) {
        int bits = total.subtract(BigInteger.ONE).bitLength();
        BigInteger drawn = total;
        while (drawn.compareTo(total) >= 0) {
            drawn = BigInteger.valueOf(draws.below(1 << bits % WORD_BITS));
            for (int word = 0; word < bits / WORD_BITS; word++) {
                drawn = drawn.shiftLeft(WORD_BITS).or(BigInteger.valueOf(draws.below(1 << WORD_BITS)));
            }
        }
        return drawn;
    }
}
