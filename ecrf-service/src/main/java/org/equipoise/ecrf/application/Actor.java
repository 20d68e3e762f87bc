package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.SiteScope;

/**
 * Whoever acts, and how far.
 *
 * @param author who it is
 * @param scope the sites at which the operation is permitted
 * @param reads the sites at which data of each category may be read
 * @param enters the sites at which data of each category may be entered
 */
public record Actor(
        Author author, SiteScope scope, Map<FormCategory, SiteScope> reads, Map<FormCategory, SiteScope> enters) {
    public Actor {
        reads = Map.copyOf(reads);
        enters = Map.copyOf(enters);
    }

    public boolean sees(FormCategory category, String site) {
        return reads.getOrDefault(category, SiteScope.none()).includes(site);
    }

    public boolean seesAll(Set<FormCategory> categories, String site) {
        return categories.stream().allMatch(category -> sees(category, site));
    }

    /** Whether the actor sees the forms of all subjects, but for those of the pharmacy. */
    public boolean seesAllForms() {
        return EnumSet.complementOf(EnumSet.of(FormCategory.PHARMACY)).stream()
                .allMatch(category ->
                        reads.getOrDefault(category, SiteScope.none()).wholeStudy());
    }

    /** Whether somebody's own words about a subject are for the actor: they may tell what the dose did, whatever they are about. */
    public boolean isTold(Author writer, String site) {
        return writer.id().equals(author.id()) || seesAll(Set.of(FormCategory.DOSE_DAY, FormCategory.SAFETY), site);
    }

    public boolean enters(FormCategory category, String site) {
        return enters.getOrDefault(category, SiteScope.none()).includes(site);
    }

    /** Findings drawn from data that the actor may not see are not for the actor. */
    public List<Finding> visible(Collection<Finding> findings, String site) {
        return findings.stream()
                .filter(finding -> seesAll(finding.categories(), site))
                .toList();
    }
}
