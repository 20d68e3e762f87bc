package org.equipoise.stats.domain.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.Term;

/** Recursive descent over the grammar that {@link ModelFormula} describes; binding from loose to tight: + and -, * and /, :, ^. */
final class FormulaParser {

    private static final int DEEPEST = 50;
    private static final int LARGEST_POWER = 10;

    private final FormulaTokens tokens;
    private boolean intercept = true;
    private Optional<CovarianceTerm> covariance = Optional.empty();
    private final Set<String> variables = new LinkedHashSet<>();
    private int depth;

    FormulaParser(String text) {
        this.tokens = new FormulaTokens(text);
    }

    ModelFormula parse() {
        String response = tokens.name();
        tokens.expect("~");
        List<Term> terms = sum(true);
        tokens.expectEnd();
        return new ModelFormula(response, ModelTerms.ordered(intercept, terms, List.copyOf(variables)), covariance);
    }

    /** Terms joined by + and -; only the outermost sum may hold the intercept and the covariance. */
    private List<Term> sum(boolean outermost) {
        Set<Term> terms = new LinkedHashSet<>();
        boolean plus = !tokens.accept("-");
        tokens.accept("+");
        do {
            Optional<Boolean> constant = constant(outermost);
            if (constant.isPresent()) {
                intercept = constant.get() == plus;
            } else if (outermost && plus && tokens.startsCall()) {
                covariance();
            } else {
                Set<Term> operand = product();
                if (plus) {
                    terms.addAll(operand);
                } else {
                    terms.removeAll(operand);
                }
            }
            if (tokens.accept("+")) {
                plus = true;
            } else if (tokens.accept("-")) {
                plus = false;
            } else {
                return List.copyOf(terms);
            }
        } while (true);
    }

    private Optional<Boolean> constant(boolean outermost) {
        if (outermost && tokens.accept("1")) {
            return Optional.of(true);
        }
        return outermost && tokens.accept("0") ? Optional.of(false) : Optional.empty();
    }

    private void covariance() {
        if (covariance.isPresent()) {
            throw tokens.error("a formula can have one covariance term only");
        }
        String keyword = tokens.name();
        tokens.expect("(");
        String visit = tokens.name();
        tokens.expect("|");
        String subject = tokens.name();
        Optional<String> group = Optional.empty();
        if (tokens.accept("/")) {
            group = Optional.of(subject);
            subject = tokens.name();
        }
        tokens.expect(")");
        covariance = Optional.of(new CovarianceTerm(keyword, visit, group, subject));
    }

    private Set<Term> product() {
        Set<Term> left = interaction();
        while (true) {
            if (tokens.accept("*")) {
                Set<Term> right = interaction();
                Set<Term> crossed = new LinkedHashSet<>(left);
                crossed.addAll(right);
                crossed.addAll(interact(left, right));
                left = crossed;
            } else if (tokens.accept("/")) {
                Term all = left.stream().reduce(Term::times).orElseThrow();
                Set<Term> nested = new LinkedHashSet<>(left);
                nested.addAll(interact(Set.of(all), interaction()));
                left = nested;
            } else {
                return left;
            }
        }
    }

    private Set<Term> interaction() {
        Set<Term> left = power();
        while (tokens.accept(":")) {
            left = interact(left, power());
        }
        return left;
    }

    private Set<Term> power() {
        Set<Term> base = primary();
        if (!tokens.accept("^")) {
            return base;
        }
        int order = tokens.wholeNumber();
        if (order < 1 || order > LARGEST_POWER) {
            throw tokens.error("a power must lie between 1 and " + LARGEST_POWER + ", but is " + order);
        }
        Set<Term> result = base;
        for (int i = 1; i < order; i++) {
            Set<Term> higher = new LinkedHashSet<>(result);
            higher.addAll(interact(result, base));
            result = higher;
        }
        return result;
    }

    private Set<Term> primary() {
        if (tokens.accept("(")) {
            if (++depth > DEEPEST) {
                throw tokens.error("parentheses are nested more than " + DEEPEST + " deep");
            }
            List<Term> inner = sum(false);
            tokens.expect(")");
            depth--;
            if (inner.isEmpty()) {
                throw tokens.error("parentheses hold no term");
            }
            return new LinkedHashSet<>(inner);
        }
        if (tokens.startsCall()) {
            throw tokens.error("a function of a variable, or a covariance inside a term, is not understood;"
                    + " compute the variable as a column of its own, or add the covariance by +");
        }
        String name = tokens.name();
        variables.add(name);
        return new LinkedHashSet<>(List.of(Term.of(name)));
    }

    private static Set<Term> interact(Set<Term> left, Set<Term> right) {
        List<Term> products = new ArrayList<>();
        for (Term first : left) {
            for (Term second : right) {
                products.add(first.times(second));
            }
        }
        return new LinkedHashSet<>(products);
    }
}
