package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.ecrf.domain.form.Casebook;
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

    public ReadSubjects(
            Studies studies, Subjects subjects, SubjectStore store, RevisionStore revisions, QueryStore queries) {
        this.studies = studies;
        this.subjects = subjects;
        this.store = store;
        this.revisions = revisions;
        this.queries = queries;
    }

    /** A subject in a list, with the number of open queries that the reader may see. */
    public record Listed(Subject subject, long openQueries) {}

    /** A subject by itself. */
    public record Shown(Subject subject, long openQueries, Anchors anchors) {}

    public PageOf<Listed> list(Actor reader, String study, Optional<String> site, Page page) {
        studies.current(study);
        SiteScope sites = site.map(id -> only(reader.scope(), id)).orElse(reader.scope());
        List<Subject> fetched = store.list(study, sites, new Page(page.after(), page.limit() + 1));
        PageOf<Subject> found = PageOf.cut(fetched, page.limit(), Subject::id);
        Map<String, Long> open = queries.open(
                QueryStore.Visibility.of(study, reader),
                found.items().stream().map(Subject::id).toList());
        return found.map(subject -> new Listed(subject, open.getOrDefault(subject.id(), 0L)));
    }

    public Shown read(Actor reader, String study, String id) {
        Schedule schedule = studies.current(study).definition().schedule();
        Subject subject = subjects.require(reader, study, id);
        Casebook casebook = Casebook.of(revisions.of(study, id, Selectors.anchors(schedule)).stream()
                .map(StoredRevision::revision)
                .toList());
        long open = queries.open(QueryStore.Visibility.of(study, reader), List.of(id))
                .getOrDefault(id, 0L);
        return new Shown(subject, open, Anchors.of(schedule, casebook));
    }

    private static SiteScope only(SiteScope scope, String site) {
        return scope.includes(site) ? SiteScope.only(Set.of(site)) : SiteScope.none();
    }
}
