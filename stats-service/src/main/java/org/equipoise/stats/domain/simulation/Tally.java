package org.equipoise.stats.domain.simulation;

import java.util.List;
import java.util.stream.LongStream;

/** Counts and sums over some trials. */
final class Tally {

    private final double truth;
    private final long[] upper;
    private final long[] lower;
    private long trials;
    private long analysed;
    private long covered;
    private double information;
    private double informationSquares;
    private double participants;
    private double participantSquares;
    private double errors;
    private double errorSquares;

    Tally(int looks, double truth) {
        this.truth = truth;
        this.upper = new long[looks];
        this.lower = new long[looks];
    }

    void add(SimulatedTrial trial) {
        trials++;
        switch (trial.ending()) {
            case EFFICACY -> upper[trial.look() - 1]++;
            case BELOW -> lower[trial.look() - 1]++;
            case NO_DECISION -> {}
        }
        information += trial.information();
        informationSquares += trial.information() * trial.information();
        participants += trial.participants();
        participantSquares += trial.participants() * trial.participants();
        if (trial.estimate().isPresent()) {
            SimulatedTrial.EffectEstimate estimate = trial.estimate().get();
            double error = estimate.value() - truth;
            analysed++;
            errors += error;
            errorSquares += error * error;
            covered += estimate.lower() <= truth && truth <= estimate.upper() ? 1 : 0;
        }
    }

    void add(Tally other) {
        for (int look = 0; look < upper.length; look++) {
            upper[look] += other.upper[look];
            lower[look] += other.lower[look];
        }
        trials += other.trials;
        analysed += other.analysed;
        covered += other.covered;
        information += other.information;
        informationSquares += other.informationSquares;
        participants += other.participants;
        participantSquares += other.participantSquares;
        errors += other.errors;
        errorSquares += other.errorSquares;
    }

    long trials() {
        return trials;
    }

    SimulatedCharacteristics characteristics(boolean cancelled) {
        MonteCarloEstimate none = new MonteCarloEstimate(0, 0);
        return new SimulatedCharacteristics(
                (int) trials,
                cancelled,
                MonteCarloEstimate.share(LongStream.of(upper).sum(), trials),
                shares(upper),
                shares(lower),
                MonteCarloEstimate.mean(information, informationSquares, trials),
                MonteCarloEstimate.mean(participants, participantSquares, trials),
                analysed == 0 ? none : MonteCarloEstimate.mean(errors, errorSquares, analysed),
                analysed == 0 ? none : MonteCarloEstimate.share(covered, analysed),
                MonteCarloEstimate.share(trials - analysed, trials));
    }

    private List<MonteCarloEstimate> shares(long[] counts) {
        return LongStream.of(counts)
                .mapToObj(count -> MonteCarloEstimate.share(count, trials))
                .toList();
    }
}
