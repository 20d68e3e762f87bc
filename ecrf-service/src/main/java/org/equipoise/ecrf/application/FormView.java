package org.equipoise.ecrf.application;

import java.util.List;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;

/** A revision as somebody may see it: without the findings that were drawn from data hidden from the reader. */
public record FormView(Revision revision, List<Finding> findings) {
    public FormView {
        findings = List.copyOf(findings);
    }

    static FormView of(StoredRevision stored, Actor reader) {
        Revision revision = stored.revision();
        return new FormView(revision, reader.visible(revision.findings(), revision.site()));
    }
}
