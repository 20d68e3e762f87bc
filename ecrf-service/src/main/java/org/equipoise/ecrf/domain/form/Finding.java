package org.equipoise.ecrf.domain.form;

import java.util.List;
import java.util.Set;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * What a check found on a form.
 *
 * @param check id of the edit check, or the name of a rule that every form has ({@code value}, {@code range},
 *     {@code required}, {@code missing}, {@code derived}, {@code window}, {@code occurred-at})
 * @param severity what follows from it
 * @param items the items that it is about; empty if it is about the form
 * @param message what is wrong and what to do
 * @param value the value, as plain JSON; text if there is none to show
 * @param categories all categories of data that the finding was drawn from: only who may see all of them may see it
 */
public record Finding(
        String check,
        Severity severity,
        List<String> items,
        String message,
        Object value,
        Set<FormCategory> categories) {
    /** Copies items and categories. */
    public Finding {
        items = List.copyOf(items);
        categories = Set.copyOf(categories);
    }

    /**
     * The same finding with another consequence.
     *
     * @param other the new severity
     * @return a copy
     */
    public Finding as(Severity other) {
        return new Finding(check, other, items, message, value, categories);
    }
}
