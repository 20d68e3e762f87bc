package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.SubstitutedValue;

/** Takes down every subject and value that a section leaves out or replaces. */
final class Listing {

    private final List<ExcludedValue> excluded = new ArrayList<>();
    private final List<SubstitutedValue> substituted = new ArrayList<>();

    void exclude(ExcludedValue value) {
        excluded.add(value);
    }

    void substitute(SubstitutedValue value) {
        substituted.add(value);
    }

    /** All that was left out, by section, subject, event and reason, each once. */
    List<ExcludedValue> excluded() {
        return excluded.stream()
                .distinct()
                .sorted(Comparator.comparing(ExcludedValue::section)
                        .thenComparing(ExcludedValue::subject)
                        .thenComparing(ExcludedValue::event, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(ExcludedValue::reason))
                .toList();
    }

    /** All that was replaced, by section, subject, event and rule, each once. */
    List<SubstitutedValue> substituted() {
        return substituted.stream()
                .distinct()
                .sorted(Comparator.comparing(SubstitutedValue::section)
                        .thenComparing(SubstitutedValue::subject)
                        .thenComparing(SubstitutedValue::event)
                        .thenComparing(SubstitutedValue::rule))
                .toList();
    }
}
