package org.equipoise.randomizer.domain.randomness;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence of random draws: the only way in which chance enters an allocation method.
 *
 * <p>Production draws from {@link KeyedStream}; a test may enumerate every possible course of the draws instead and so
 * compute the exact law of a method.
 */
@FunctionalInterface
public interface Draws {

    /**
     * Draws uniformly from 0, 1, …, bound − 1.
     *
     * <p>A bound of 1 has only one outcome and consumes no randomness.
     *
     * @param bound number of equally likely outcomes, at least 1
     * @return the drawn outcome
     * @throws IllegalArgumentException if the bound is less than 1
     */
    int below(int bound);

    /**
     * Draws one of several outcomes whose probabilities are in the ratio of whole numbers, exactly.
     *
     * <p><b>Rule.</b> Divide the weights by their greatest common divisor; let <i>T</i> be their sum. Draw <i>u</i>
     * uniformly from 0, …, <i>T</i> − 1; the outcome is the first one at which the cumulative weight exceeds <i>u</i>. Up
     * to <i>T</i> = 2<sup>31</sup> − 1, <i>u</i> is {@link #below below(T)}. A greater <i>T</i>, with <i>b</i> the number
     * of bits of <i>T</i> − 1, takes ⌈<i>b</i>/16⌉ draws below 2<sup>16</sup> (the first of them below
     * 2<sup><i>b</i> mod 16</sup>, if that is not 1), most significant first, and takes them again until they give less
     * than <i>T</i>.
     *
     * @param weights the outcomes' weights, not negative, not all 0
     * @return index of the outcome; never one of weight 0
     * @throws IllegalArgumentException if a weight is negative or there is nothing to choose from
     */
    default int choose(List<BigInteger> weights) {
        return WeightedDraw.of(weights).by(this);
    }

    /** The same for weights that are small. */
    default int choose(int... weights) {
        return choose(Arrays.stream(weights).mapToObj(BigInteger::valueOf).toList());
    }
}
