package org.equipoise.ecrf.application;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/**
 * The data that a query, an alert, a deviation or a finding tells of: what its rule had read when it was raised, the form that it
 * is about and every form that the rule reads in any version of the study, each by the strictest category that a version gives it.
 * A version may hide a form after something was drawn from it, and another may drop that form.
 */
final class ToldCategories {
    private final Studies studies;
    private final StudyDefinition present;
    private final ItemCategories items;
    private final FormCategories forms;

    ToldCategories(Studies studies, String study) {
        this.studies = studies;
        this.present = studies.current(study).definition();
        this.items = studies.itemCategories(study);
        this.forms = new FormCategories(studies, study);
    }

    StudyDefinition present() {
        return present;
    }

    /** Who may see what was entered in a form. */
    Optional<FormCategory> categoryOf(FormInstance instance) {
        return forms.of(instance.event(), instance.form());
    }

    /** Only who may see all of these may see the notice. */
    Set<FormCategory> of(Notice notice) {
        return of(
                notice.categories(),
                notice.source().instance(),
                Optional.of(notice.source().check()));
    }

    /** Only who may see all of these may see the query. */
    Set<FormCategory> of(DataQuery query) {
        Set<FormCategory> categories = of(query.categories(), query.instance(), query.check());
        query.item()
                .ifPresent(item -> categories.addAll(items.of(query.instance().form(), item)));
        return categories;
    }

    private Set<FormCategory> of(Set<FormCategory> stored, FormInstance about, Optional<String> rule) {
        Set<FormCategory> categories = new HashSet<>(stored);
        categoryOf(about).ifPresent(categories::add);
        FormPlace place = new FormPlace(about.event(), about.form());
        rule.ifPresent(check -> studies.versions(present.study()).forEach(version -> {
            FormRules rules = version.rules().forms().get(about.form());
            if (rules != null) {
                StudyDefinition own = studies.inForce(
                                present.study(), version.published().version())
                        .definition();
                categories.addAll(rules.categories(present, items, place, check));
                categories.addAll(rules.categories(own, items, place, check));
            }
        }));
        return categories;
    }

    /** Whether somebody may see all that a finding on a form tells of. */
    boolean isFor(Actor reader, Revision revision, Finding finding) {
        return reader.seesAll(
                of(finding.categories(), revision.instance(), Optional.of(finding.check())), revision.site());
    }

    /** The notice, without the form whose save raised it and the number of that save if the reader may not see the form. */
    Notice withoutHiddenCause(Actor reader, Notice notice) {
        boolean isTold = notice.source()
                .cause()
                .filter(cause -> !cause.equals(notice.source().instance()))
                .map(cause -> categoryOf(cause)
                        .filter(category -> reader.sees(category, notice.site()))
                        .isPresent())
                .orElse(true);
        return isTold ? notice : notice.withoutCause();
    }

    /** Whether somebody may see all that a notice tells of. */
    boolean isFor(Actor reader, Notice notice) {
        return reader.scope().includes(notice.site()) && reader.seesAll(of(notice), notice.site());
    }

    /** Whether somebody may see all that a query tells of. */
    boolean isFor(Actor reader, DataQuery query) {
        return reader.scope().includes(query.site()) && reader.seesAll(of(query), query.site());
    }
}
