package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.List;

/**
 * A value put in the place of a missing outcome.
 *
 * @param subject the subject
 * @param visit the visit
 * @param value in units of the response
 */
public record ImputedOutcome(String subject, String visit, double value) {

    /** The imputed ones of completed outcomes (by visit, then subject), subject by subject. */
    static List<ImputedOutcome> of(IncompleteTrial trial, double[][] completed) {
        List<ImputedOutcome> imputed = new ArrayList<>();
        for (int i = 0; i < trial.subjects().size(); i++) {
            for (int v = 0; v < trial.visits().size(); v++) {
                if (!trial.grid().observed(i, v)) {
                    imputed.add(new ImputedOutcome(
                            trial.subjects().get(i), trial.visits().get(v), completed[v][i]));
                }
            }
        }
        return List.copyOf(imputed);
    }
}
