package org.equipoise.stats.domain.ancova;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of an analysis of covariance, each with one value for each observation.
 *
 * @param response the response, NaN where it is missing
 * @param covariates numeric columns, possibly none
 * @param factors columns of categories other than the arm, possibly none
 * @param arm the treatment arm; its first level is the reference
 */
public record AncovaData(List<Double> response, List<Covariate> covariates, List<Factor> factors, Factor arm) {

    /** Copies the lists and checks that the columns have one length. */
    public AncovaData {
        response = List.copyOf(response);
        covariates = List.copyOf(covariates);
        factors = List.copyOf(factors);
        Columns.requireNotInfinite("the response", response);
        for (Covariate covariate : covariates) {
            Columns.requireLength(covariate.name(), covariate.values().size(), response.size());
        }
        for (Factor factor : factors) {
            Columns.requireLength(factor.name(), factor.values().size(), response.size());
        }
        Columns.requireLength(arm.name(), arm.values().size(), response.size());
    }

    /** The observations without a missing number. */
    int[] completeCases() {
        return IntStream.range(0, response.size())
                .filter(i -> !response.get(i).isNaN()
                        && covariates.stream()
                                .noneMatch(
                                        covariate -> covariate.values().get(i).isNaN()))
                .toArray();
    }
}
