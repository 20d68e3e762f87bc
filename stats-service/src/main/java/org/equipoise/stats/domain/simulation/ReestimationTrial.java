package org.equipoise.stats.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.equipoise.stats.domain.numerics.StandardNormal;
import org.equipoise.stats.domain.planning.BlindedReestimation;
import org.equipoise.stats.domain.planning.BlindedVariance;
import org.equipoise.stats.domain.planning.ReestimatedSize;
import org.equipoise.stats.domain.twosample.TTest;
import org.equipoise.stats.domain.twosample.TTestResult;
import org.equipoise.stats.domain.twosample.TwoSamples;

/**
 * Trials with a blinded re-estimation of their size and a final t test: what the re-estimation does to type I error and power.
 *
 * <p>Participants alternate between the arms in the ratio of the plan's allocation. After a first number of them the size is
 * re-estimated from all values together; the trial goes on to the new size, or ends if that is reached. The test is one on the
 * side of the planned effect, with its share of alpha. The trial counts as one look.
 *
 * @param reestimation the plan, with its limits
 * @param variance how the blinded variance is estimated
 * @param truth the true effect and standard deviation
 * @param firstParticipants how many there are at the re-estimation, both arms together, at least 8
 */
public record ReestimationTrial(
        BlindedReestimation reestimation, BlindedVariance variance, Truth truth, int firstParticipants)
        implements TrialModel {

    private static final int MOST_PARTICIPANTS = 100_000;

    /**
     * What is true of the simulated participants.
     *
     * @param difference the difference of the means, first minus second arm
     * @param deviation the standard deviation within arms, above 0
     */
    public record Truth(double difference, double deviation) {
        /** Checks the numbers. */
        public Truth {
            EndpointChecks.requireEffect(difference);
            EndpointChecks.requireDeviation(deviation);
        }
    }

    /** Checks the numbers. */
    public ReestimationTrial {
        Objects.requireNonNull(variance, "variance");
        Objects.requireNonNull(truth, "truth");
        if (firstParticipants < 8
                || firstParticipants > MOST_PARTICIPANTS
                || reestimation.limits().most() > MOST_PARTICIPANTS) {
            throw new IllegalArgumentException("there must be 8 to 100,000 participants at the re-estimation and at"
                    + " most 100,000 at the end, but there are " + firstParticipants + " and "
                    + reestimation.limits().most());
        }
    }

    @Override
    public int looks() {
        return 1;
    }

    @Override
    public double trueEffect() {
        return truth.difference();
    }

    @Override
    public SimulatedTrial simulate(TrialStream stream) {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        recruit(first, second, firstParticipants, stream);
        List<Double> pooled = new ArrayList<>(first);
        pooled.addAll(second);
        int total = reestimation
                .means(pooled, variance)
                .value()
                .map(ReestimatedSize::total)
                .orElse(reestimation.limits().least());
        recruit(first, second, total, stream);
        int participants = first.size() + second.size();
        double level = reestimation.test().alpha() / reestimation.test().sides().count();
        return new TTest(TTest.Variances.EQUAL, 0.95)
                .test(new TwoSamples(first, second))
                .value()
                .map(result -> new SimulatedTrial(
                        1,
                        StoppingLooks.ending(significance(result) > StandardNormal.upperQuantile(level), false),
                        1,
                        participants,
                        Optional.of(new SimulatedTrial.EffectEstimate(
                                result.difference(),
                                result.interval().lower(),
                                result.interval().upper()))))
                .orElseGet(() ->
                        new SimulatedTrial(1, SimulatedTrial.Ending.NO_DECISION, 1, participants, Optional.empty()));
    }

    /** The z value on the side of the planned effect. */
    private double significance(TTestResult result) {
        double excess = result.difference() - reestimation.nullDifference();
        double side = Math.signum(reestimation.plannedDifference() - reestimation.nullDifference());
        SimulatedTrial.EffectEstimate unused = new SimulatedTrial.EffectEstimate(excess, excess, excess);
        return Comparison.of(side * excess / result.standardError(), result.degreesOfFreedom(), unused)
                .z();
    }

    private void recruit(List<Double> first, List<Double> second, int total, TrialStream stream) {
        double share =
                reestimation.test().allocation() / (1 + reestimation.test().allocation());
        while (first.size() + second.size() < total) {
            double value = truth.deviation() * stream.normal();
            if (first.size() < share * (first.size() + second.size() + 1)) {
                first.add(value + truth.difference());
            } else {
                second.add(value);
            }
        }
    }
}
