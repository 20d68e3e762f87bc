package org.equipoise.stats.domain.linearmodel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A term of a linear model: a main effect (one variable) or an interaction (several).
 *
 * <p>Two terms of the same variables are the same term, in whatever order their variables are given.
 */
public final class Term {

    private final List<String> variables;

    private Term(List<String> variables) {
        this.variables = variables;
    }

    /**
     * A term of the given variables; a variable given twice counts once.
     *
     * @param variables at least one name
     * @return the term
     */
    public static Term of(String... variables) {
        return of(List.of(variables));
    }

    /**
     * A term of the given variables; a variable given twice counts once.
     *
     * @param variables at least one name
     * @return the term
     */
    public static Term of(List<String> variables) {
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("a term needs at least one variable");
        }
        return new Term(List.copyOf(new LinkedHashSet<>(variables)));
    }

    /**
     * The interaction of this term with another.
     *
     * @param other the other term
     * @return the term of the variables of both
     */
    public Term times(Term other) {
        LinkedHashSet<String> union = new LinkedHashSet<>(variables);
        union.addAll(other.variables);
        return new Term(List.copyOf(union));
    }

    /**
     * The variables in their order.
     *
     * @return one name for a main effect, several for an interaction
     */
    public List<String> variables() {
        return variables;
    }

    /**
     * The number of variables.
     *
     * @return 1 for a main effect
     */
    public int order() {
        return variables.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Term term && Set.copyOf(variables).equals(Set.copyOf(term.variables));
    }

    @Override
    public int hashCode() {
        return Set.copyOf(variables).hashCode();
    }

    @Override
    public String toString() {
        return String.join(":", variables);
    }
}
