package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;

/**
 * A revision as somebody may see it: without the findings that were drawn from data hidden from the reader, then
 * or by the version in force.
 *
 * @param skipped the items that are not asked, by the rules of the version that the revision was written under
 * @param locked the items that are locked one by one now; none of an earlier revision
 */
public record FormView(Revision revision, List<Finding> findings, Set<String> skipped, Set<String> locked) {
    public FormView {
        findings = List.copyOf(findings);
        skipped = Set.copyOf(skipped);
        locked = Set.copyOf(locked);
    }

    FormView withLocked(Set<String> items) {
        return new FormView(revision, findings, skipped, items);
    }

    /** Why it was saved in spite of each warning that the reader may see: the words may tell what the warning was drawn from. */
    public Map<String, String> warningReasons() {
        Map<String, String> reasons = new TreeMap<>(revision.warningReasons());
        reasons.keySet().retainAll(findings.stream().map(Finding::check).collect(Collectors.toSet()));
        return reasons;
    }

    static FormView of(StoredRevision stored, Actor reader, Studies studies) {
        Revision revision = stored.revision();
        ToldCategories told = new ToldCategories(studies, revision.study());
        Optional<FormRules> rules = Optional.ofNullable(studies.version(revision.study(), revision.definitionVersion())
                .rules()
                .forms()
                .get(revision.instance().form()));
        return new FormView(
                revision,
                revision.findings().stream()
                        .filter(finding -> told.isFor(reader, revision, finding))
                        .toList(),
                rules.map(known -> known.skipped(revision.content())).orElse(Set.of()),
                Set.of());
    }
}
