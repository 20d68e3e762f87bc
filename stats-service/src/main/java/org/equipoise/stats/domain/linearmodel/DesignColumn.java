package org.equipoise.stats.domain.linearmodel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column of a design matrix holds: the product of indicators of levels and of numeric variables.
 *
 * @param term the term that the column belongs to, empty for the intercept
 * @param parts the factors of the product, none for the intercept
 */
public record DesignColumn(Optional<Term> term, List<Part> parts) {

    /** Copies the list. */
    public DesignColumn {
        parts = List.copyOf(parts);
    }

    /**
     * The column's name.
     *
     * @return {@code (Intercept)}, or the labels of the parts, separated by colons
     */
    public String name() {
        return parts.isEmpty() ? "(Intercept)" : parts.stream().map(Part::label).collect(Collectors.joining(":"));
    }

    /**
     * One factor of the product.
     *
     * @param variable the name of a column of the table
     * @param level the level that the part indicates, or &minus;1 for a numeric variable's value
     * @param label the variable's name followed by the level
     */
    public record Part(String variable, int level, String label) {}
}
