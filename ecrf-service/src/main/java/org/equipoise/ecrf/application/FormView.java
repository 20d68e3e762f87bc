package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.study.StudyDefinition;

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

    static FormView of(StoredRevision stored, Actor reader, Studies studies) {
        Revision revision = stored.revision();
        StudyDefinition present = studies.current(revision.study()).definition();
        Optional<FormRules> rules = Optional.ofNullable(studies.version(revision.study(), revision.definitionVersion())
                .rules()
                .forms()
                .get(revision.instance().form()));
        return new FormView(
                revision,
                reader.visible(revision.findings(), revision.site()).stream()
                        .filter(finding -> rules.map(known -> known.categories(
                                        present, revision.instance().event(), finding.check()))
                                .filter(categories -> !reader.seesAll(categories, revision.site()))
                                .isEmpty())
                        .toList(),
                rules.map(known -> known.skipped(revision.content())).orElse(Set.of()),
                Set.of());
    }
}
