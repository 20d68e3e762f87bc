package org.equipoise.stats.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.ancova.Ancova;
import org.equipoise.stats.domain.ancova.AncovaData;
import org.equipoise.stats.domain.ancova.ArmContrast;
import org.equipoise.stats.domain.ancova.Covariate;
import org.equipoise.stats.domain.ancova.Factor;

/**
 * A normal outcome and its baseline, compared by analysis of covariance.
 *
 * <p>Baseline and outcome are bivariate normal with one standard deviation; the arms differ in the mean of the outcome.
 *
 * @param effect the true difference of the means, first minus second arm
 * @param deviation the standard deviation within arms, above 0
 * @param baselineCorrelation the correlation of baseline and outcome, within &plusmn;0.999
 * @param missing the share of participants without an outcome, from 0 to 0.99, at random
 */
public record NormalEndpoint(double effect, double deviation, double baselineCorrelation, double missing)
        implements TrialEndpoint {

    /** Checks the numbers. */
    public NormalEndpoint {
        EndpointChecks.requireEffect(effect);
        EndpointChecks.requireDeviation(deviation);
        EndpointChecks.requireWithin("the correlation with baseline", baselineCorrelation, -0.999, 0.999);
        EndpointChecks.requireWithin("the share of missing outcomes", missing, 0, 0.99);
    }

    @Override
    public double trueEffect() {
        return effect;
    }

    @Override
    public double[] participant(boolean first, TrialStream stream) {
        double baseline = stream.normal();
        double rest = Math.sqrt(1 - baselineCorrelation * baselineCorrelation) * stream.normal();
        double outcome = deviation * (baselineCorrelation * baseline + rest) + (first ? effect : 0);
        boolean lost = stream.happens(missing);
        return new double[] {deviation * baseline, lost ? Double.NaN : outcome};
    }

    @Override
    public Comparison compare(List<double[]> participants, List<Boolean> first) {
        List<Double> outcomes = new ArrayList<>();
        List<Double> baselines = new ArrayList<>();
        List<String> arms = new ArrayList<>();
        for (int i = 0; i < participants.size(); i++) {
            baselines.add(participants.get(i)[0]);
            outcomes.add(participants.get(i)[1]);
            arms.add(first.get(i) ? "1" : "2");
        }
        AncovaData data = new AncovaData(
                outcomes,
                List.of(Covariate.of("BASE", baselines)),
                List.of(),
                new Factor("ARM", List.of("2", "1"), arms));
        return Ancova.withDefaults()
                .fit(data)
                .value()
                .map(fit -> {
                    ArmContrast contrast = fit.contrast("1", "2");
                    return Comparison.of(
                            contrast.t(),
                            contrast.degreesOfFreedom(),
                            new SimulatedTrial.EffectEstimate(contrast.estimate(), contrast.lower(), contrast.upper()));
                })
                .orElseGet(Comparison::failed);
    }
}
