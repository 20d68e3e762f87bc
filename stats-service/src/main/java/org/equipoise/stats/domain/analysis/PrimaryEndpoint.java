package org.equipoise.stats.domain.analysis;

import java.util.List;

/**
 * The primary endpoint, change of one item from a baseline event to a visit, and the factors of its model. The model is
 * change ~ baseline + factors + arm, by ordinary least squares (analysis of covariance).
 *
 * @param form form that holds the value
 * @param item item of that form
 * @param baseline study event of the baseline value
 * @param visit study event of the primary time point
 * @param direction which way the item improves
 * @param factors stratification factors in the model, in order
 */
public record PrimaryEndpoint(
        String form, String item, String baseline, String visit, Direction direction, List<String> factors) {

    /** Takes a copy of the list. */
    public PrimaryEndpoint {
        factors = List.copyOf(factors);
    }
}
