package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.eligibility.StratificationHistory;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** Lists the subjects of the reader's sites, or shows one of them. */
@ApplicationScoped
public class ReadSubjects {
    private final Studies studies;
    private final Subjects subjects;
    private final SubjectStore store;
    private final RevisionStore revisions;
    private final QueryStore queries;
    private final Stratifications stratifications;

    public ReadSubjects(
            Studies studies, Subjects subjects, SubjectStore store, RevisionStore revisions, QueryStore queries) {
        this.stratifications = new Stratifications(studies);
        this.studies = studies;
        this.subjects = subjects;
        this.store = store;
        this.revisions = revisions;
        this.queries = queries;
    }

    /** A subject in a list, with the number of open queries that the reader may see. */
    public record Listed(Subject subject, long openQueries) {}

    /**
     * A subject by itself.
     *
     * @param stratification what became of the levels that it was randomized under; empty before randomization
     */
    public record Shown(
            Subject subject, long openQueries, Anchors anchors, Optional<StratificationHistory> stratification) {}

    public PageOf<Listed> list(Actor reader, String study, Optional<String> site, Page page) {
        CompiledStudy compiled = studies.current(study);
        SiteScope sites = site.map(id -> only(reader.scope(), id)).orElse(reader.scope());
        List<Subject> fetched = store.list(study, sites, new Page(page.after(), page.limit() + 1));
        PageOf<Subject> found = PageOf.cut(fetched, page.limit(), Subject::id);
        Map<String, Long> open =
                open(reader, study, found.items().stream().map(Subject::id).toList());
        return withConsent(compiled, found).map(subject -> new Listed(subject, open.getOrDefault(subject.id(), 0L)));
    }

    public Shown read(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        Schedule schedule = compiled.definition().schedule();
        Set<FormSelector> needed = new HashSet<>(Selectors.anchors(schedule));
        needed.addAll(stratifications.forms(compiled));
        Withdrawals.form(compiled).map(FormSelector::of).ifPresent(needed::add);
        List<Revision> read = revisions.of(study, id, needed).stream()
                .map(StoredRevision::revision)
                .toList();
        Casebook casebook = Casebook.of(read);
        long open = open(reader, study, List.of(id)).getOrDefault(id, 0L);
        return new Shown(
                Withdrawals.asSaid(compiled, subject, casebook)
                        .under(compiled.definition().version()),
                open,
                Anchors.of(schedule, casebook),
                stratifications.history(compiled, subject, read));
    }

    private Map<String, Long> open(Actor reader, String study, List<String> ids) {
        ToldCategories told = new ToldCategories(studies, study);
        return queries.open(QueryStore.Visibility.of(told.present(), reader), ids).stream()
                .filter(query -> told.isFor(reader, query))
                .collect(Collectors.groupingBy(DataQuery::subject, Collectors.counting()));
    }

    private PageOf<Subject> withConsent(CompiledStudy compiled, PageOf<Subject> page) {
        Map<String, List<Revision>> said = Withdrawals.form(compiled).stream()
                .flatMap(
                        form -> revisions
                                .of(
                                        compiled.definition().study(),
                                        page.items().stream().map(Subject::id).toList(),
                                        form)
                                .stream())
                .map(StoredRevision::revision)
                .collect(Collectors.groupingBy(Revision::subject));
        return page.map(subject ->
                Withdrawals.asSaid(compiled, subject, Casebook.of(said.getOrDefault(subject.id(), List.of()))));
    }

    private static SiteScope only(SiteScope scope, String site) {
        return scope.includes(site) ? SiteScope.only(Set.of(site)) : SiteScope.none();
    }
}
