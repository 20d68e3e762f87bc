package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * Did the blind hold, among one kind of guessers at one visit?
 *
 * @param heading who guessed, and how it is judged
 * @param outcome whether James' index was computed
 * @param guesser who guessed, such as {@code participant} or {@code rater}
 * @param visit study event of the guess
 * @param arms both arms, A first
 * @param james James' index: 1 if nobody knows, 0 if everybody guesses right, 0.5 at random; null if not computed
 */
public record BlindingFinding(
        Heading heading, SectionOutcome outcome, String guesser, String visit, List<ArmGuesses> arms, Index james)
        implements Finding {

    /** Takes a copy of the list. */
    public BlindingFinding {
        arms = List.copyOf(arms);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "BlindingFinding[" + heading.id() + "]";
    }

    /**
     * The guesses about subjects of one arm.
     *
     * @param label A or B
     * @param right guesses of the arm that it is
     * @param wrong guesses of the other arm
     * @param unknown answers &ldquo;do not know&rdquo;
     * @param bang Bang's index: 0 at random, 1 if all guess right, &minus;1 if all guess wrong; null if not computed
     */
    public record ArmGuesses(String label, int right, int wrong, int unknown, Index bang) {}

    /**
     * An index with its interval.
     *
     * @param estimate the index
     * @param lower lower limit at the level 0.95
     * @param upper upper limit
     */
    public record Index(double estimate, double lower, double upper) {}
}
