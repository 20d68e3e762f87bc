package org.equipoise.stats.domain.simulation;

import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.proportions.Responders;
import org.equipoise.stats.domain.proportions.TwoProportions;

/**
 * Response or none, compared by the difference over its standard error with a common proportion; the interval is Miettinen and Nurminen's.
 *
 * @param firstShare the probability of response in the first arm, from 0 to 1
 * @param secondShare that in the second arm
 */
public record BinaryEndpoint(double firstShare, double secondShare) implements TrialEndpoint {

    /** Checks the probabilities. */
    public BinaryEndpoint {
        EndpointChecks.requireWithin("the probability of response", firstShare, 0, 1);
        EndpointChecks.requireWithin("the probability of response", secondShare, 0, 1);
    }

    @Override
    public double trueEffect() {
        return firstShare - secondShare;
    }

    @Override
    public double[] participant(boolean first, TrialStream stream) {
        return new double[] {stream.happens(first ? firstShare : secondShare) ? 1 : 0};
    }

    @Override
    public Comparison compare(List<double[]> participants, List<Boolean> first) {
        int[] counts = new int[2];
        int[] totals = new int[2];
        for (int i = 0; i < participants.size(); i++) {
            int arm = first.get(i) ? 0 : 1;
            totals[arm]++;
            counts[arm] += participants.get(i)[0] == 1 ? 1 : 0;
        }
        if (totals[0] == 0 || totals[1] == 0) {
            return Comparison.failed();
        }
        TwoProportions table =
                new TwoProportions(new Responders(counts[0], totals[0]), new Responders(counts[1], totals[1]));
        double difference = table.difference();
        double z = table.chiSquared(false)
                .value()
                .map(test -> Math.copySign(Math.sqrt(test.chiSquared()), difference))
                .orElse(0.0);
        ConfidenceInterval interval = table.miettinenNurminen(0.95);
        return new Comparison(
                z, Optional.of(new SimulatedTrial.EffectEstimate(difference, interval.lower(), interval.upper())));
    }
}
