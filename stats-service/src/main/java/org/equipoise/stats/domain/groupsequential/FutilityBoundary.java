package org.equipoise.stats.domain.groupsequential;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An efficacy boundary with futility bounds, and what they cost.
 *
 * @param efficacy the critical values and the alpha that they spend by design
 * @param futility the futility bound at each look on the z scale; &minus;&infin; where there is none; the last one is the
 *     critical value
 * @param rule whether the futility bounds are binding
 * @param power the drift of the alternative, inflation factor, power and expected information if the bounds are followed
 * @param underNull what happens without an effect if the bounds are followed: the upper crossings are the type I error
 *     that is really spent
 * @param underAlternative what happens under the alternative: the lower crossings are the type II error
 * @param numericalError an estimate, on the safe side, of the absolute error of bounds and drift
 */
public record FutilityBoundary(
        StoppingBoundary efficacy,
        List<Double> futility,
        FutilityRule rule,
        DesignPower power,
        OperatingCharacteristics underNull,
        OperatingCharacteristics underAlternative,
        double numericalError) {

    /** Copies the bounds. */
    public FutilityBoundary {
        futility = List.copyOf(futility);
    }

    /**
     * The bounds as a region, for other effects.
     *
     * @return the region between the futility bounds and the critical values
     */
    public StoppingRegion region() {
        return StoppingRegion.of(efficacy).withLower(futility);
    }

    static FutilityBoundary of(
            BetaSpending design,
            InformationFractions looks,
            double[] alphas,
            FutilitySolver.Bounds fine,
            FutilitySolver.Bounds coarse) {
        double error = Math.max(
                BoundaryValues.difference(fine.upper(), coarse.upper()),
                BoundaryValues.difference(fine.lower(), coarse.lower()));
        BoundaryValues values = new BoundaryValues(fine.upper(), alphas, true, error);
        StoppingBoundary efficacy = StoppingBoundary.of(design.efficacy().alpha(), TestSides.ONE_SIDED, values, looks);
        List<Double> futility = DoubleStream.of(fine.lower()).boxed().toList();
        StoppingRegion region = StoppingRegion.of(efficacy).withLower(futility);
        Estimate drift = Estimate.between(fine.drift(), coarse.drift());
        return new FutilityBoundary(
                efficacy,
                futility,
                design.rule(),
                DesignPower.of(region, 1 - design.beta(), drift),
                region.under(0),
                region.under(fine.drift()),
                error + drift.numericalError());
    }
}
