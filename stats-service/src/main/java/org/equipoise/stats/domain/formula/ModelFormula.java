package org.equipoise.stats.domain.formula;

import java.util.Optional;
import org.equipoise.stats.domain.linearmodel.ModelTerms;

/**
 * A model written as a formula.
 *
 * <p>The grammar is the part of R's that trial analyses use: {@code response ~ terms}, where terms are joined by
 * {@code +}, taken away by {@code -}, interact by {@code :}, cross by {@code *} (A*B is A + B + A:B), nest by
 * {@code /} (A/B is A + A:B) and cross up to an order by {@code ^}; {@code 1} stands for the intercept, which {@code 0}
 * or {@code - 1} removes. Parentheses group. Names are letters, digits, points and underscores, anything else between
 * backticks. One term of the form {@code us(VISIT | SUBJ)} or {@code us(VISIT | GROUP/SUBJ)} gives the covariance.
 *
 * @param response the variable on the left
 * @param terms the fixed effects on the right
 * @param covariance the covariance term, if there is one
 */
public record ModelFormula(String response, ModelTerms terms, Optional<CovarianceTerm> covariance) {

    /**
     * Reads a formula.
     *
     * @param text the formula
     * @return its typed parts
     * @throws IllegalArgumentException if the text does not follow the grammar; the message says where
     */
    public static ModelFormula parse(String text) {
        return new FormulaParser(text).parse();
    }
}
