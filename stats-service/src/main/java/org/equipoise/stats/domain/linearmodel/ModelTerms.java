package org.equipoise.stats.domain.linearmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The fixed effects of a linear model.
 *
 * <p>Terms are kept in the order in which their columns stand in the design: main effects first, then interactions of
 * two variables, and so on, each in order of appearance; within a term, variables stand in the order in which they first
 * appear in the model. This is the order of R's {@code terms}, so that coefficients can be compared name by name.
 *
 * @param intercept whether there is a constant column
 * @param terms the terms, each once
 */
public record ModelTerms(boolean intercept, List<Term> terms) {

    /** Puts the terms in order and drops repetitions; the variables within a term stay as they are. */
    public ModelTerms {
        List<Term> sorted = new ArrayList<>(new LinkedHashSet<>(terms));
        sorted.sort(Comparator.comparingInt(Term::order));
        terms = List.copyOf(sorted);
    }

    /**
     * A model whose terms name their variables in a given order.
     *
     * @param intercept whether there is a constant column
     * @param terms the terms
     * @param variables every variable of the terms, in the order wanted
     * @return the model
     */
    public static ModelTerms ordered(boolean intercept, List<Term> terms, List<String> variables) {
        return new ModelTerms(
                intercept,
                terms.stream()
                        .map(term -> Term.of(term.variables().stream()
                                .sorted(Comparator.comparingInt(variables::indexOf))
                                .toList()))
                        .toList());
    }

    private static ModelTerms byAppearance(boolean intercept, List<Term> terms) {
        LinkedHashSet<String> appearance = new LinkedHashSet<>();
        terms.forEach(term -> appearance.addAll(term.variables()));
        return ordered(intercept, terms, List.copyOf(appearance));
    }

    /**
     * A model with an intercept.
     *
     * @param terms the terms
     * @return the model
     */
    public static ModelTerms of(Term... terms) {
        return byAppearance(true, List.of(terms));
    }

    /**
     * Adds a term with every term that it contains, as {@code A*B} adds A, B and A:B.
     *
     * @param variables the variables to cross
     * @return the larger model
     */
    public ModelTerms crossed(String... variables) {
        List<Term> larger = new ArrayList<>(terms);
        for (int subset = 1; subset < 1 << variables.length; subset++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < variables.length; i++) {
                if ((subset >> i & 1) == 1) {
                    chosen.add(variables[i]);
                }
            }
            larger.add(Term.of(chosen));
        }
        return byAppearance(intercept, larger);
    }

    /**
     * The variables of all terms.
     *
     * @return each name once, in order of appearance
     */
    public List<String> variables() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        terms.forEach(term -> names.addAll(term.variables()));
        return List.copyOf(names);
    }

    /**
     * Whether a term is in the model.
     *
     * @param term the term; its variables may stand in any order
     * @return true if it is
     */
    public boolean contains(Term term) {
        return terms.contains(term);
    }
}
