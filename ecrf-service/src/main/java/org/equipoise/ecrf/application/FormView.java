package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;

/**
 * A revision as somebody may see it: without the findings that were drawn from data hidden from the reader.
 *
 * @param skipped the items that are not asked, by the rules of the version that the revision was written under
 */
public record FormView(Revision revision, List<Finding> findings, Set<String> skipped) {
    public FormView {
        findings = List.copyOf(findings);
        skipped = Set.copyOf(skipped);
    }

    static FormView of(StoredRevision stored, Actor reader, Studies studies) {
        Revision revision = stored.revision();
        Optional<FormRules> rules = Optional.ofNullable(studies.version(revision.study(), revision.definitionVersion())
                .rules()
                .forms()
                .get(revision.instance().form()));
        return new FormView(
                revision,
                reader.visible(revision.findings(), revision.site()),
                rules.map(known -> known.skipped(revision.content())).orElse(Set.of()));
    }
}
