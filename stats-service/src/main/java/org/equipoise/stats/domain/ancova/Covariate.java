package org.equipoise.stats.domain.ancova;

import java.util.List;

/**
 * A numeric column of the model.
 *
 * @param name the column's name, as it appears in the coefficients
 * @param values one value for each observation; NaN is missing and removes the observation
 * @param interactsWithArm whether the slope may differ between the arms
 */
public record Covariate(String name, List<Double> values, boolean interactsWithArm) {

    /** Copies the values and refuses infinite ones. */
    public Covariate {
        values = List.copyOf(values);
        Columns.requireNotInfinite(name, values);
    }

    /**
     * A covariate with one slope for all arms.
     *
     * @param name the column's name
     * @param values one value for each observation
     * @return the covariate
     */
    public static Covariate of(String name, List<Double> values) {
        return new Covariate(name, values, false);
    }
}
