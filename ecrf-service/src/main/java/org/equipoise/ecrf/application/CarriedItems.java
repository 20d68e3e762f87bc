package org.equipoise.ecrf.application;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;

/** Which answers of a revision were taken over from other forms, and are nobody's own. */
final class CarriedItems {
    private final Studies studies;
    private final RevisionStore revisions;

    CarriedItems(Studies studies, RevisionStore revisions) {
        this.studies = studies;
        this.revisions = revisions;
    }

    /** All that whoever saves the form next leaves to the server again: what was taken over, and what the form derives. */
    Set<String> computed(Form form, Revision revision) {
        Set<String> computed = new HashSet<>(of(revision));
        revision.content().values().keySet().stream()
                .filter(item -> form.answered(item).filter(Item::isDerived).isPresent())
                .forEach(computed::add);
        return computed;
    }

    /** By the source as it was when the revision was saved: a later correction of it makes nothing a value of somebody's own. */
    Set<String> of(Revision revision) {
        CompiledStudy version = studies.version(revision.study(), revision.definitionVersion());
        FormInstance instance = revision.instance();
        FormRules rules = version.rules().forms().get(instance.form());
        if (rules == null
                || rules.carriedFrom(version.definition(), instance.event()).isEmpty()) {
            return Set.of();
        }
        Set<RevisionStore.FormSelector> sources =
                Selectors.firsts(rules.carriedFrom(version.definition(), instance.event()));
        List<Revision> then = revisions.of(revision.study(), revision.subject(), sources).stream()
                .map(StoredRevision::revision)
                .filter(source -> !source.savedAt().isAfter(revision.savedAt()))
                .toList();
        return rules.carried(version.definition(), instance, revision.content(), Casebook.of(then));
    }
}
