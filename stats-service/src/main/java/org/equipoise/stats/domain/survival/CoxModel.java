package org.equipoise.stats.domain.survival;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.equipoise.stats.domain.linearmodel.ModelTerms;

/**
 * What a proportional-hazards model explains and by what.
 *
 * @param time the numeric column of times, 0 or more
 * @param event the numeric column that is 1 where the time ended with the event and 0 where it was censored
 * @param terms the covariates; the baseline hazard takes the place of an intercept, factors are coded by treatment contrasts
 * @param stratum the factor whose levels have baseline hazards of their own, if any
 */
public record CoxModel(String time, String event, ModelTerms terms, Optional<String> stratum) {

    /** Refuses a model without terms. */
    public CoxModel {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(stratum, "stratum");
        if (terms.terms().isEmpty()) {
            throw new IllegalArgumentException("the model has no covariate; add at least one term");
        }
    }

    /**
     * A model with one baseline hazard.
     *
     * @param time the column of times
     * @param event the column of event flags
     * @param terms the covariates
     * @return the model
     */
    public static CoxModel of(String time, String event, ModelTerms terms) {
        return new CoxModel(time, event, terms, Optional.empty());
    }

    /**
     * The same model within strata.
     *
     * @param factor the factor whose levels have baseline hazards of their own
     * @return the changed model
     */
    public CoxModel stratifiedBy(String factor) {
        return new CoxModel(time, event, terms, Optional.of(factor));
    }

    /** The columns that the model reads. */
    Set<String> columns() {
        Set<String> names = new LinkedHashSet<>(List.of(time, event));
        names.addAll(terms.variables());
        stratum.ifPresent(names::add);
        return names;
    }

    /** The terms with an intercept, so that factors get contrasts. */
    ModelTerms coded() {
        return new ModelTerms(true, terms.terms());
    }
}
