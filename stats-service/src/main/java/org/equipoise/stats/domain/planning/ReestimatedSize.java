package org.equipoise.stats.domain.planning;

/**
 * A sample size re-estimated from blinded data.
 *
 * @param nuisance the estimate that replaces the planned one: a variance within arms, or a response rate of both arms together
 * @param required what the formula asks for, both arms together, not rounded
 * @param total the new total: a whole number within the limits
 * @param reached whether a limit decided
 * @param typeOneError what the re-estimation does to the type I error
 */
public record ReestimatedSize(
        double nuisance,
        double required,
        int total,
        ReestimationLimits.Reached reached,
        TypeOneErrorEffect typeOneError) {

    static ReestimatedSize of(
            double nuisance, double required, ReestimationLimits limits, TypeOneErrorEffect typeOneError) {
        double whole = Math.ceil(required - 1e-9 * Math.max(1, required));
        if (whole < limits.least()) {
            return new ReestimatedSize(
                    nuisance, required, limits.least(), ReestimationLimits.Reached.LEAST, typeOneError);
        }
        if (whole > limits.most()) {
            return new ReestimatedSize(
                    nuisance, required, limits.most(), ReestimationLimits.Reached.MOST, typeOneError);
        }
        return new ReestimatedSize(nuisance, required, (int) whole, ReestimationLimits.Reached.NEITHER, typeOneError);
    }
}
