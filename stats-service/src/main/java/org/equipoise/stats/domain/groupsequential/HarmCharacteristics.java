package org.equipoise.stats.domain.groupsequential;

import java.util.ArrayList;
import java.util.List;

/**
 * What a trial with bounds for harm does under one effect.
 *
 * @param overall efficacy, any stop below, power and expected information
 * @param futilityCrossing the probability of stopping for futility, but not harm, at each look
 * @param harmCrossing the probability of stopping for harm at each look
 * @param harm the probability of declaring harm at any look
 * @param numericalError an estimate, on the safe side, of the absolute error of the probabilities
 */
public record HarmCharacteristics(
        OperatingCharacteristics overall,
        List<Double> futilityCrossing,
        List<Double> harmCrossing,
        double harm,
        double numericalError) {

    /** Copies the lists. */
    public HarmCharacteristics {
        futilityCrossing = List.copyOf(futilityCrossing);
        harmCrossing = List.copyOf(harmCrossing);
    }

    static HarmCharacteristics of(StoppingRegion region, List<Double> bounds, double drift) {
        OperatingCharacteristics overall = region.under(drift);
        double[] coarse = harm(Resolution.COARSE, region, bounds, drift);
        double[] fine = harm(Resolution.FINE, region, bounds, drift);
        List<Double> futility = new ArrayList<>();
        List<Double> harm = new ArrayList<>();
        double total = 0;
        double error = overall.numericalError();
        for (int look = 0; look < fine.length; look++) {
            harm.add(fine[look]);
            futility.add(Math.max(0, overall.lowerCrossing().get(look) - fine[look]));
            total += fine[look];
            error += Math.abs(fine[look] - coarse[look]);
        }
        return new HarmCharacteristics(overall, futility, harm, Math.min(1, total), error);
    }

    private static double[] harm(Resolution resolution, StoppingRegion region, List<Double> bounds, double drift) {
        double[] information = region.fractions().toArray();
        ScoreProcess process = new ScoreProcess(resolution, information, Coverage.of(drift, 1));
        double[] result = new double[information.length];
        for (int look = 0; look < result.length; look++) {
            double root = Math.sqrt(information[look]);
            result[look] =
                    bounds.get(look) == Double.NEGATIVE_INFINITY ? 0 : process.exitBelow(bounds.get(look) * root);
            if (look + 1 < result.length) {
                process.stopOutside(
                        region.lower().get(look) * root, region.upper().get(look) * root);
            }
        }
        return result;
    }
}
