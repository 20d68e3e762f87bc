package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.ItemClosures;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * A revision as somebody may see it: without the items that are hidden from the reader, and without the findings, and the reasons
 * given for them, that were drawn from data hidden from the reader, then or by the version in force.
 *
 * @param skipped the items that are not asked, by the rules of the version that the revision was written under
 * @param closed the items that are frozen or locked one by one now; none of an earlier revision
 * @param carried the items whose value was taken over from an earlier form; none of an earlier revision
 * @param hidden the items of the form that are left out
 * @param nextVersion the version by which the next save is checked; empty if the subject's version does not ask for the form, and
 *     of an earlier revision
 */
public record FormView(
        Revision revision,
        List<Finding> findings,
        Set<String> skipped,
        ItemClosures closed,
        Set<String> carried,
        HiddenItems hidden,
        Optional<String> nextVersion) {
    public FormView {
        carried = Set.copyOf(carried);
        findings = List.copyOf(findings);
        skipped = Set.copyOf(skipped);
    }

    FormView withClosed(ItemClosures items) {
        return new FormView(revision, findings, skipped, items.without(hidden), carried, hidden, nextVersion);
    }

    FormView withCarried(Set<String> items) {
        return new FormView(revision, findings, skipped, closed, hidden.visible(items), hidden, nextVersion);
    }

    FormView withNextVersion(Optional<String> version) {
        return new FormView(revision, findings, skipped, closed, carried, hidden, version);
    }

    /** Why it was saved in spite of each warning that the reader may see: the words may tell what the warning was drawn from. */
    public Map<String, String> warningReasons() {
        Map<String, String> reasons = new TreeMap<>(revision.warningReasons());
        reasons.keySet().retainAll(findings.stream().map(Finding::check).collect(Collectors.toSet()));
        return reasons;
    }

    static FormView of(StoredRevision stored, Optional<Revision> before, Actor reader, Studies studies) {
        Revision revision = stored.revision();
        ToldCategories told = new ToldCategories(studies, revision.study());
        Sight sight = Sight.of(studies, revision.study(), reader);
        Optional<FormRules> rules = Optional.ofNullable(studies.version(revision.study(), revision.definitionVersion())
                .rules()
                .forms()
                .get(revision.instance().form()));
        Revision seen = sight.of(revision, before);
        List<Finding> shown = seen.findings().stream()
                .filter(finding -> told.isFor(reader, revision, finding))
                .toList();
        HiddenItems hidden = sight.hidden(revision.instance().form(), revision.site());
        return new FormView(
                seen.telling(shown),
                shown,
                hidden.visible(
                        rules.map(known -> known.skipped(revision.content())).orElse(Set.of())),
                ItemClosures.NONE,
                Set.of(),
                hidden,
                Optional.empty());
    }
}
