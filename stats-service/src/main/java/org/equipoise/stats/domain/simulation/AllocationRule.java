package org.equipoise.stats.domain.simulation;

/**
 * Who is randomized to the first arm, given how many of each arm there are so far. A rule takes all its chance from the stream.
 */
@FunctionalInterface
public interface AllocationRule {

    /**
     * Allocates the next participant.
     *
     * @param first participants in the first arm so far
     * @param second participants in the second arm so far
     * @param stream the trial's random numbers
     * @return whether the next one is in the first arm
     */
    boolean toFirst(int first, int second, TrialStream stream);

    /**
     * Each participant by a toss of a coin.
     *
     * @param probability of the first arm, strictly between 0 and 1
     * @return the rule
     */
    static AllocationRule complete(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "the probability of the first arm must lie strictly between 0 and 1, but is " + probability);
        }
        return (first, second, stream) -> stream.happens(probability);
    }

    /**
     * Permuted blocks of one size.
     *
     * @param firstInBlock how many of each block are in the first arm, at least 1
     * @param secondInBlock how many are in the second, at least 1
     * @return the rule: all orders within a block are alike likely
     */
    static AllocationRule permutedBlocks(int firstInBlock, int secondInBlock) {
        if (firstInBlock < 1 || secondInBlock < 1 || firstInBlock > 1000 || secondInBlock > 1000) {
            throw new IllegalArgumentException(
                    "a block must have 1 to 1000 of each arm, but has " + firstInBlock + " and " + secondInBlock);
        }
        int size = firstInBlock + secondInBlock;
        return (first, second, stream) -> {
            int blocks = (first + second) / size;
            int firstLeft = firstInBlock - (first - blocks * firstInBlock);
            int left = size - (first + second) % size;
            return stream.uniform() * left < firstLeft;
        };
    }
}
