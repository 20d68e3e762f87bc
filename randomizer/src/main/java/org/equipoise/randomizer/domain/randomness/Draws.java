package org.equipoise.randomizer.domain.randomness;

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
}
