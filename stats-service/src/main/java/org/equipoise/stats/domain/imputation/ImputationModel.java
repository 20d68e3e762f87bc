package org.equipoise.stats.domain.imputation;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.equipoise.stats.domain.ancova.Margins;
import org.equipoise.stats.domain.formula.ModelFormula;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.Term;
import org.equipoise.stats.domain.mmrm.MmrmModel;

/**
 * How outcomes are imputed and how the completed data are analysed.
 *
 * <pre>{@code
 * ImputationModel.parse(
 *         "CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)", "CHG ~ BASE + ARM", Treatment.of("ARM", "PBO"));
 * }</pre>
 *
 * @param imputation the mixed model whose means and covariances outcomes are imputed from; {@code us(VISIT | ARM/SUBJ)}
 *     gives each arm a covariance of its own; without weights
 * @param analysis the terms of the analysis of covariance at each visit; the arm is one of them, the visit none
 * @param margins how least-squares means average over factors: {@link Margins#OBSERVED} averages the predictions of all
 *     subjects put into the arm, {@link Margins#EQUAL} gives every level the same weight at the covariates' means
 * @param treatment the arms
 */
public record ImputationModel(MmrmModel imputation, ModelTerms analysis, Margins margins, Treatment treatment) {

    /**
     * The factor that holds the arms.
     *
     * @param arm its name
     * @param reference the level that others are compared with and that strategies refer to
     */
    public record Treatment(String arm, String reference) {

        /** Refuses nulls. */
        public Treatment {
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(reference, "reference");
        }

        /**
         * A factor and its reference level.
         *
         * @param arm the factor's name
         * @param reference the level
         * @return the treatment
         */
        public static Treatment of(String arm, String reference) {
            return new Treatment(arm, reference);
        }
    }

    /** Refuses models that do not go together. */
    public ImputationModel {
        Objects.requireNonNull(margins, "margins");
        String visit = imputation.covariance().visit();
        if (!analysis.intercept() || !analysis.contains(Term.of(treatment.arm()))) {
            throw new IllegalArgumentException("the analysis needs an intercept and the term " + treatment.arm()
                    + ", whose effect is wanted, but has " + analysis.terms());
        }
        if (analysis.variables().contains(visit)) {
            throw new IllegalArgumentException(
                    "the analysis is made at each visit, so its terms cannot contain " + visit);
        }
        if (!imputation.terms().variables().contains(treatment.arm())) {
            throw new IllegalArgumentException("the imputation model needs a term with " + treatment.arm()
                    + ", so that arms can have means of their own");
        }
        imputation.covariance().group().ifPresent(group -> {
            if (!group.equals(treatment.arm())) {
                throw new IllegalArgumentException(
                        "covariances can differ between the levels of " + treatment.arm() + ", but not of " + group);
            }
        });
        if (imputation.weights().isPresent()) {
            throw new IllegalArgumentException("imputation does not take weights; leave them out of the model");
        }
    }

    /**
     * Reads formulas.
     *
     * @param imputation as in {@link MmrmModel#parse}
     * @param analysis the analysis at each visit, such as {@code CHG ~ BASE + ARM}, with the same response
     * @param treatment the arms
     * @return the model, with observed margins
     * @throws IllegalArgumentException if a formula cannot be read or the models do not go together
     */
    public static ImputationModel parse(String imputation, String analysis, Treatment treatment) {
        MmrmModel model = MmrmModel.parse(imputation);
        ModelFormula parsed = ModelFormula.parse(analysis);
        if (!parsed.response().equals(model.response()) || parsed.covariance().isPresent()) {
            throw new IllegalArgumentException("the analysis \"" + analysis + "\" must explain " + model.response()
                    + " and have no covariance term");
        }
        return new ImputationModel(model, parsed.terms(), Margins.OBSERVED, treatment);
    }

    /**
     * The same model with other margins.
     *
     * @param other how least-squares means average over factors
     * @return the changed model
     */
    public ImputationModel with(Margins other) {
        return new ImputationModel(imputation, analysis, other, treatment);
    }

    /** The columns that must be known for every subject and visit: all variables but response, subject and visit. */
    Set<String> covariates() {
        Set<String> names = new LinkedHashSet<>(imputation.terms().variables());
        names.addAll(analysis.variables());
        names.add(treatment.arm());
        names.remove(imputation.covariance().visit());
        return names;
    }
}
