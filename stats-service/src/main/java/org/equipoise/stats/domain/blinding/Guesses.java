package org.equipoise.stats.domain.blinding;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;

/**
 * What the participants of one arm (or others, about them) guessed.
 *
 * @param correct how many named the arm that it was
 * @param wrong how many named the other one
 * @param unsure how many did not know
 */
public record Guesses(int correct, int wrong, int unsure) {

    private static final int LARGEST = 10_000_000;

    /** Checks the counts. */
    public Guesses {
        if (Math.min(correct, Math.min(wrong, unsure)) < 0 || Math.max(correct, Math.max(wrong, unsure)) > LARGEST) {
            throw new IllegalArgumentException(
                    "counts must lie between 0 and 10 million, but are " + correct + ", " + wrong + " and " + unsure);
        }
    }

    /**
     * How many were asked.
     *
     * @return the sum of the counts
     */
    public int total() {
        return correct + wrong + unsure;
    }

    /**
     * Bang's index of the arm, (correct &minus; wrong)/n: 1 if everybody guesses right, 0 as by chance, &minus;1 if everybody
     * guesses wrong. With the shares p and q of right and wrong guesses its variance is (p(1 &minus; p) + q(1 &minus; q) +
     * 2pq)/n. Source: Bang, Ni and Davis, Controlled Clinical Trials 2004;25:143.
     *
     * @param level the coverage of the interval
     * @return the index. Not computed if nobody was asked
     */
    public Outcome<BlindingIndex> bang(double level) {
        ConfidenceInterval.requireLevel(level);
        if (total() == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS, "Nobody of the arm was asked.", "Wait for guesses.");
        }
        double n = total();
        double p = correct / n;
        double q = wrong / n;
        return Outcome.computed(BlindingIndex.of(p - q, (p * (1 - p) + q * (1 - q) + 2 * p * q) / n, level));
    }
}
