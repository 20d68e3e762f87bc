package org.equipoise.stats.domain.blinding;

import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;

/**
 * The guesses in both arms of a trial.
 *
 * @param first one arm
 * @param second the other arm
 */
public record BlindingAssessment(Guesses first, Guesses second) {

    /**
     * James' index of the whole trial: 1 if nobody knows or dares to guess, 1/2 if guesses are right as often as by chance, 0
     * if everybody guesses right.
     *
     * <p>With the shares of all participants by guess i and arm j, G = the share that guesses, W = the share that guesses
     * wrong, and among those who guess the products of the margins M = p<sub>1&middot;</sub>p<sub>&middot;2</sub> +
     * p<sub>2&middot;</sub>p<sub>&middot;1</sub>, the index (1 + P<sub>DK</sub> + (1 &minus; P<sub>DK</sub>)K)/2 with the
     * kappa-like K = W G/M &minus; 1 is 1 &minus; G + W G&sup2;/(2M). The weight of a wrong guess cancels with two arms. The
     * variance is that of this function of multinomial shares by the delta method. Source: James et al., Statistics in
     * Medicine 1996;15:1421.
     *
     * @param level the coverage of the interval
     * @return the index. Not computed if nobody was asked, or if chance alone could not have made a guess wrong
     */
    public Outcome<BlindingIndex> james(double level) {
        ConfidenceInterval.requireLevel(level);
        double n = (double) first.total() + second.total();
        if (n == 0) {
            return Outcome.notComputed(Outcome.Reason.TOO_FEW_OBSERVATIONS, "Nobody was asked.", "Wait for guesses.");
        }
        double[][] shares = {
            {first.correct() / n, second.wrong() / n},
            {first.wrong() / n, second.correct() / n}
        };
        double[] guess = {shares[0][0] + shares[0][1], shares[1][0] + shares[1][1]};
        double[] arm = {shares[0][0] + shares[1][0], shares[0][1] + shares[1][1]};
        double guessing = guess[0] + guess[1];
        if (guessing == 0) {
            return Outcome.computed(BlindingIndex.of(1, 0, level));
        }
        double wrong = shares[0][1] + shares[1][0];
        double chance = guess[0] * arm[1] + guess[1] * arm[0];
        if (chance == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_VARIATION,
                    "All who guessed are of one arm and guessed it.",
                    "Give Bang's index of each arm.");
        }
        double index = 1 - guessing + wrong * guessing * guessing / (2 * chance);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double slope = -1
                        + wrong * guessing / chance
                        + (i == j ? 0 : guessing * guessing / (2 * chance))
                        - wrong * guessing * guessing * (arm[1 - i] + guess[1 - j]) / (2 * chance * chance);
                mean += shares[i][j] * slope;
                square += shares[i][j] * slope * slope;
            }
        }
        return Outcome.computed(BlindingIndex.of(index, (square - mean * mean) / n, level));
    }
}
