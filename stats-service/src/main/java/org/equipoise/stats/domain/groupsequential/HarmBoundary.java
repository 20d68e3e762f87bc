package org.equipoise.stats.domain.groupsequential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bounds for harm beside an efficacy boundary; made by {@link HarmSpending}.
 *
 * @param efficacy the critical values
 * @param design the level for harm and how it is spent
 * @param harm the bound at each look on the z scale; &minus;&infin; where there is none
 * @param cumulativeHarm the level for harm spent by each look
 * @param numericalError an estimate, on the safe side, of the absolute error of the bounds
 */
public record HarmBoundary(
        StoppingBoundary efficacy,
        HarmSpending design,
        List<Double> harm,
        List<Double> cumulativeHarm,
        double numericalError) {

    /** Copies the lists. */
    public HarmBoundary {
        harm = List.copyOf(harm);
        cumulativeHarm = List.copyOf(cumulativeHarm);
    }

    static HarmBoundary of(
            StoppingBoundary efficacy, HarmSpending design, double[] fine, double[] increments, double[] coarse) {
        List<Double> cumulative = new ArrayList<>();
        double spent = 0;
        for (double increment : increments) {
            spent += increment;
            cumulative.add(spent);
        }
        return new HarmBoundary(
                efficacy,
                design,
                DoubleStream.of(fine).boxed().toList(),
                cumulative,
                BoundaryValues.difference(fine, coarse) + efficacy.numericalError());
    }

    /**
     * Efficacy and harm as a region, as for a trial that goes on past every futility bound.
     *
     * @return the region between the bounds for harm and the critical values
     */
    public StoppingRegion region() {
        return StoppingRegion.of(efficacy).withLower(harm);
    }

    /**
     * What happens under an effect if there is no futility bound or if it is not followed.
     *
     * @param drift the effect as the mean of Z at an information fraction of 1, finite
     * @return probabilities of efficacy and harm; none of futility
     */
    public HarmCharacteristics under(double drift) {
        return HarmCharacteristics.of(region(), harm, drift);
    }

    /**
     * What happens under an effect if a futility bound is followed.
     *
     * <p>A statistic below both bounds counts as harm, one between them as futility. At a look whose bound for harm lies above the
     * futility bound, every stop below is harm.
     *
     * @param futility a boundary with the same looks and critical values
     * @param drift the effect as the mean of Z at an information fraction of 1, finite
     * @return probabilities of efficacy, futility and harm
     */
    public HarmCharacteristics under(FutilityBoundary futility, double drift) {
        if (!futility.efficacy().criticalValues().equals(efficacy.criticalValues())
                || !futility.efficacy().informationFractions().equals(efficacy.informationFractions())) {
            throw new IllegalArgumentException("the futility boundary has other looks or critical values; compute both"
                    + " from one non-binding design");
        }
        return HarmCharacteristics.of(region(futility), harm, drift);
    }

    /**
     * Efficacy, futility and harm as a region.
     *
     * @param futility a boundary with the same looks
     * @return the region between the higher of the two lower bounds and the critical values
     */
    public StoppingRegion region(FutilityBoundary futility) {
        List<Double> lower = new ArrayList<>();
        for (int i = 0; i < harm.size(); i++) {
            lower.add(Math.max(harm.get(i), futility.futility().get(i)));
        }
        return StoppingRegion.of(efficacy).withLower(lower);
    }
}
