package org.equipoise.stats.domain.simulation;

/**
 * A simulated figure and how far chance alone puts it from the true one.
 *
 * @param value the mean over the trials
 * @param standardError the Monte Carlo standard error: the standard deviation over the trials divided by the root of their number; for
 *     probabilities with one more success and one more failure than seen, so that an event that did not occur has an error too
 */
public record MonteCarloEstimate(double value, double standardError) {

    static MonteCarloEstimate share(long count, long trials) {
        double p = (count + 1.0) / (trials + 2.0);
        return new MonteCarloEstimate((double) count / trials, Math.sqrt(p * (1 - p) / trials));
    }

    static MonteCarloEstimate mean(double sum, double squares, long trials) {
        double mean = sum / trials;
        double variance = trials < 2 ? 0 : Math.max(0, (squares - sum * mean) / (trials - 1));
        return new MonteCarloEstimate(mean, Math.sqrt(variance / trials));
    }
}
