package org.equipoise.stats.domain.mmrm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.stats.domain.formula.CovarianceTerm;
import org.equipoise.stats.domain.formula.ModelFormula;
import org.equipoise.stats.domain.linearmodel.ModelTerms;

/**
 * What is modelled: the response, its fixed effects, the covariance of a subject's observations, and weights.
 *
 * <pre>{@code
 * MmrmModel.parse("CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)");
 * }</pre>
 *
 * @param response the numeric column to explain
 * @param terms the fixed effects
 * @param covariance the covariance of the observations of one subject
 * @param weights the numeric column of weights w &gt; 0, if any: an observation's residual variance is divided by its w
 */
public record MmrmModel(String response, ModelTerms terms, Covariance covariance, Optional<String> weights) {

    /**
     * Which observations belong together and how they vary.
     *
     * @param structure the form of the matrix
     * @param visit the factor whose levels are the matrix's rows, in their order
     * @param subject the factor that says which observations belong together
     * @param group the factor with an own matrix for each of its levels, if any
     */
    public record Covariance(CovarianceStructure structure, String visit, String subject, Optional<String> group) {

        /**
         * One matrix for all subjects.
         *
         * @param structure its form
         * @param visit the factor whose levels are its rows
         * @param subject the factor that says which observations belong together
         * @return the covariance
         */
        public static Covariance of(CovarianceStructure structure, String visit, String subject) {
            return new Covariance(structure, visit, subject, Optional.empty());
        }
    }

    /**
     * Reads a formula with a covariance term.
     *
     * @param formula in the grammar of {@link ModelFormula}; the covariance term is {@code us(VISIT | SUBJ)} or
     *     {@code us(VISIT | GROUP/SUBJ)} with a keyword of {@link CovarianceStructure}
     * @return the model, without weights
     * @throws IllegalArgumentException if the formula cannot be read or has no covariance term
     */
    public static MmrmModel parse(String formula) {
        ModelFormula parsed = ModelFormula.parse(formula);
        CovarianceTerm term = parsed.covariance()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the formula \"" + formula + "\" has no covariance term; add one, such as + us(VISIT | SUBJ)"));
        Covariance covariance =
                new Covariance(CovarianceStructure.of(term.keyword()), term.visit(), term.subject(), term.group());
        return new MmrmModel(parsed.response(), parsed.terms(), covariance, Optional.empty());
    }

    /**
     * The same model with weights.
     *
     * @param column the numeric column that holds them
     * @return the changed model
     */
    public MmrmModel weightedBy(String column) {
        return new MmrmModel(response, terms, covariance, Optional.of(column));
    }

    /** The columns that the model reads. */
    Set<String> columns() {
        List<String> names = new ArrayList<>(List.of(response, covariance.visit(), covariance.subject()));
        names.addAll(terms.variables());
        covariance.group().ifPresent(names::add);
        weights.ifPresent(names::add);
        return new LinkedHashSet<>(names);
    }
}
