package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.eligibility.StratificationHistory;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.rules.ParticipationRule;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
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

    /**
     * A subject in a list.
     *
     * @param ended how participation ended, as far as the reader may see it; empty while it goes on
     * @param openQueries the number of open queries that the reader may see
     */
    public record Listed(Subject subject, Optional<String> ended, long openQueries) {}

    /**
     * A subject by itself.
     *
     * @param anchors the instants that windows are measured from, as far as the reader may know them
     * @param stratification what became of the levels that it was randomized under, of factors whose forms the reader sees; empty
     *     before randomization
     */
    public record Shown(Listed listed, Anchors anchors, Optional<StratificationHistory> stratification) {}

    public PageOf<Listed> list(Actor reader, String study, Optional<String> site, Page page) {
        studies.current(study);
        SiteScope sites = site.map(id -> only(reader.scope(), id)).orElse(reader.scope());
        List<Subject> fetched = store.list(study, sites, new Page(page.after(), page.limit() + 1));
        PageOf<Subject> found = PageOf.cut(fetched, page.limit(), Subject::id);
        Map<String, Long> open =
                open(reader, study, found.items().stream().map(Subject::id).toList());
        Map<String, Casebook> said = said(study, found.items());
        return found.map(subject -> listed(
                studies.of(subject),
                reader,
                subject,
                said.getOrDefault(subject.id(), Casebook.of(List.of())),
                open.getOrDefault(subject.id(), 0L)));
    }

    public Shown read(Actor reader, String study, String id) {
        Subject subject = subjects.require(reader, study, id);
        CompiledStudy compiled = studies.of(subject);
        Schedule schedule = compiled.definition().schedule();
        Set<FormSelector> needed = new HashSet<>(Selectors.anchors(schedule));
        needed.addAll(stratifications.forms(compiled));
        ends(compiled).map(FormSelector::of).forEach(needed::add);
        List<Revision> read = revisions.of(study, id, needed).stream()
                .map(StoredRevision::revision)
                .toList();
        Casebook casebook = Casebook.of(read);
        long open = open(reader, study, List.of(id)).getOrDefault(id, 0L);
        return new Shown(
                listed(compiled, reader, subject.under(compiled.definition().version()), casebook, open),
                Anchors.of(schedule, casebook)
                        .seen(
                                compiled.definition(),
                                studies.itemCategories(study),
                                category -> reader.sees(category, subject.site())),
                stratifications.seen(reader, compiled, subject, read));
    }

    private Map<String, Long> open(Actor reader, String study, List<String> ids) {
        ToldCategories told = new ToldCategories(studies, study);
        return queries.open(QueryStore.Visibility.of(told.present(), reader), ids).stream()
                .filter(query -> told.isFor(reader, query))
                .collect(Collectors.groupingBy(DataQuery::subject, Collectors.counting()));
    }

    private static Listed listed(
            CompiledStudy compiled, Actor reader, Subject subject, Casebook casebook, long openQueries) {
        Optional<String> ended =
                Calendars.endSeen(compiled, subject, casebook, reader).map(EndOfParticipation::status);
        return new Listed(Withdrawals.asSaid(compiled, subject, casebook), ended, openQueries);
    }

    /** The forms that say whether somebody still takes part. */
    private static Stream<FormInstance> ends(CompiledStudy compiled) {
        return Stream.concat(
                        Withdrawals.form(compiled).stream(),
                        compiled.rules().conduct().participation().map(ParticipationRule::form).stream())
                .distinct();
    }

    /** What the forms say of which one of the subjects' versions takes the end of participation. */
    private Map<String, Casebook> said(String study, List<Subject> page) {
        List<String> ids = page.stream().map(Subject::id).toList();
        Map<String, CompiledStudy> versions = new HashMap<>();
        page.stream()
                .map(studies::of)
                .forEach(each -> versions.put(each.definition().version(), each));
        List<FormSelector> forms = versions.values().stream()
                .flatMap(ReadSubjects::ends)
                .distinct()
                .map(FormSelector::of)
                .toList();
        return revisions.of(study, ids, forms).stream()
                .map(StoredRevision::revision)
                .collect(Collectors.groupingBy(
                        Revision::subject, Collectors.collectingAndThen(Collectors.toList(), Casebook::of)));
    }

    private static SiteScope only(SiteScope scope, String site) {
        return scope.includes(site) ? SiteScope.only(Set.of(site)) : SiteScope.none();
    }
}
