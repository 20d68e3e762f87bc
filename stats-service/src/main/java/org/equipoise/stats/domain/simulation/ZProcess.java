package org.equipoise.stats.domain.simulation;

import java.util.Objects;
import java.util.Optional;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Trials as the sequence of their statistics: S(t<sub>k</sub>) = S(t<sub>k&minus;1</sub>) + N(&theta;&Delta;, &Delta;), Z<sub>k</sub> = S/&radic;t<sub>k</sub>,
 * &Delta; being the step of the information fraction. The estimate of the drift is S/t &plusmn; 1.96/&radic;t.
 *
 * @param region the bounds at each look
 * @param drift &theta;, the effect as the mean of Z at an information fraction of 1, finite
 */
public record ZProcess(StoppingRegion region, double drift) implements TrialModel {

    private static final double QUANTILE = StandardNormal.upperQuantile(0.025);
    private static final double LARGEST_DRIFT = 1e6;

    /** Checks the drift. */
    public ZProcess {
        Objects.requireNonNull(region, "region");
        if (!(Math.abs(drift) <= LARGEST_DRIFT)) {
            throw new IllegalArgumentException("the drift must be a number within a million, but is " + drift);
        }
    }

    @Override
    public int looks() {
        return region.fractions().looks();
    }

    @Override
    public double trueEffect() {
        return drift;
    }

    @Override
    public SimulatedTrial simulate(TrialStream stream) {
        int looks = looks();
        double score = 0;
        double previous = 0;
        for (int look = 1; ; look++) {
            double information = region.fractions().at(look);
            double step = information - previous;
            score += drift * step + Math.sqrt(step) * stream.normal();
            double z = score / Math.sqrt(information);
            boolean above = z > region.upper().get(look - 1);
            boolean below = z < region.lower().get(look - 1);
            if (above || below || look == looks) {
                double half = QUANTILE / Math.sqrt(information);
                double estimate = score / information;
                return new SimulatedTrial(
                        look,
                        StoppingLooks.ending(above, below),
                        information,
                        0,
                        Optional.of(new SimulatedTrial.EffectEstimate(estimate, estimate - half, estimate + half)));
            }
            previous = information;
        }
    }
}
