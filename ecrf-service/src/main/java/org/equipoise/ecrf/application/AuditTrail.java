package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.security.SiteScope;

/**
 * All hash chains of a study: one for each published version, for each mapping of laboratories' files, for each subject's record and its randomization, for each form of
 * a subject, for the marks on each target, for each query, for each alert or deviation, for each snapshot.
 *
 * <p>Chains of the pharmacy and of snapshots are hidden: their hashes could be tried out until a content fits, and the growth of
 * the latter tells that an analysis was run. A form is hidden or not by the version that it was first entered under, for good.
 */
@ApplicationScoped
public class AuditTrail {
    private static final int AT_ONCE = 100;

    private final Studies studies;
    private final StudyStore versions;
    private final ImportMappings mappings;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final QueryStore queries;
    private final NoticeStore notices;
    private final SnapshotStore snapshots;

    public AuditTrail(
            Studies studies,
            StudyStore versions,
            ImportMappings mappings,
            SubjectStore subjects,
            RevisionStore revisions,
            MarkStore marks,
            QueryStore queries,
            NoticeStore notices,
            SnapshotStore snapshots) {
        this.studies = studies;
        this.versions = versions;
        this.mappings = mappings;
        this.subjects = subjects;
        this.revisions = revisions;
        this.marks = marks;
        this.queries = queries;
        this.notices = notices;
        this.snapshots = snapshots;
    }

    /** Where entries go, those of a chain in their order. */
    public interface Sink {
        void accept(StoredEntry entry, boolean hidden);
    }

    /** Where heads go: some of either kind at a time, each chain once. */
    public interface HeadSink {
        void accept(Collection<ChainHead> open, Collection<ChainHead> hidden);
    }

    /** How far all chains have come as they are stored, nothing being verified. The contents of forms are not read. */
    public void heads(String study, HeadSink sink) {
        walk(study, Optional.empty(), new ChainWalker.Heads(sink));
    }

    /** All entries with the text that their hashes should cover, subject by subject. */
    public void entries(String study, Sink sink) {
        walk(study, Optional.empty(), new ChainWalker.Entries(sink));
    }

    /** The entries until a cut of the chains of one site that somebody may see: of its subjects, and of the site itself. */
    public void ofSite(String study, String site, Instant cut, Predicate<Set<FormCategory>> visible, Sink sink) {
        walk(
                study,
                Optional.of(site),
                new ChainWalker.OfSite(
                        new ChainWalker.Entries(sink), new ToldCategories(studies, study), site, cut, visible));
    }

    private void walk(String study, Optional<String> site, ChainWalker walker) {
        SiteScope scope = site.map(id -> SiteScope.only(Set.of(id))).orElseGet(SiteScope::all);
        versions.chained(study).forEach(walker::version);
        mappings(study, walker);
        walker.pause();
        subjects(study, scope, walker);
        List<String> targets = new ArrayList<>();
        sites(study).filter(scope::includes).map(id -> Target.site(id).key()).forEach(targets::add);
        if (site.isEmpty()) {
            targets.add(Target.study().key());
        }
        marks.of(study, targets).stream()
                .sorted(Comparator.comparing(
                        (StoredMark stored) -> stored.mark().target().key()))
                .forEach(stored -> walker.mark(stored, Set.of()));
        walker.pause();
        queries(study, walker);
        notices(study, walker);
        if (site.isEmpty()) {
            for (Purpose purpose : Purpose.values()) {
                snapshots(study, purpose, walker);
            }
        }
    }

    /** Those of all versions: what was marked on one that a version dropped is not gone. */
    private Stream<String> sites(String study) {
        studies.current(study);
        return versions.all(study).stream()
                .map(version -> studies.version(study, version.version()))
                .flatMap(version -> version.definition().sites().stream())
                .map(Site::id)
                .distinct();
    }

    private void mappings(String study, ChainWalker walker) {
        Optional<String> after = Optional.empty();
        List<ChainedMapping> page;
        do {
            page = mappings.chained(study, new Page(after, AT_ONCE));
            for (ChainedMapping chained : page) {
                walker.mapping(chained);
                after = Optional.of(chained.mapping().id());
            }
        } while (page.size() == AT_ONCE);
    }

    private void subjects(String study, SiteScope scope, ChainWalker walker) {
        Optional<String> after = Optional.empty();
        List<ChainedSubject> page;
        do {
            page = subjects.chained(study, scope, new Page(after, AT_ONCE));
            for (ChainedSubject chained : page) {
                walker.subject(chained);
                subject(chained.subject(), walker);
                walker.pause();
                after = Optional.of(chained.subject().id());
            }
        } while (page.size() == AT_ONCE);
    }

    private void subject(Subject subject, ChainWalker walker) {
        Map<FormInstance, Set<FormCategory>> about =
                walker.readsTexts() ? forms(subject, walker) : formHeads(subject, walker);
        Map<String, List<StoredMark>> byTarget = new TreeMap<>();
        marks.ofSubject(subject.study(), subject.id())
                .forEach(stored -> byTarget.computeIfAbsent(
                                stored.mark().target().key(), key -> new ArrayList<>())
                        .add(stored));
        byTarget.values()
                .forEach(ofTarget -> ofTarget.forEach(stored -> walker.mark(
                        stored,
                        stored.mark().target().instance().map(about::get).orElse(Set.of()))));
    }

    private Map<FormInstance, Set<FormCategory>> forms(Subject subject, ChainWalker walker) {
        Map<FormInstance, List<StoredRevision>> forms = new TreeMap<>();
        revisions
                .of(subject.study(), subject.id())
                .forEach(stored -> forms.computeIfAbsent(stored.revision().instance(), form -> new ArrayList<>())
                        .add(stored));
        Map<FormInstance, Set<FormCategory>> about = new HashMap<>();
        forms.forEach((instance, history) -> {
            Revision first = history.get(0).revision();
            about.put(instance, categories(subject.study(), instance, first.definitionVersion()));
            history.forEach(stored -> walker.form(stored, about.get(instance)));
        });
        return about;
    }

    private Map<FormInstance, Set<FormCategory>> formHeads(Subject subject, ChainWalker walker) {
        Map<FormInstance, List<RevisionStore.Link>> forms = new TreeMap<>();
        revisions
                .links(subject.study(), subject.id())
                .forEach(link -> forms.computeIfAbsent(link.instance(), form -> new ArrayList<>())
                        .add(link));
        Map<FormInstance, Set<FormCategory>> about = new HashMap<>();
        forms.forEach((instance, history) -> {
            about.put(
                    instance,
                    categories(subject.study(), instance, history.get(0).definitionVersion()));
            RevisionStore.Link last = history.get(history.size() - 1);
            String stream = RevisionText.stream(subject.study(), subject.id(), instance);
            walker.formHead(new ChainHead(stream, last.number(), last.hash()), about.get(instance));
        });
        return about;
    }

    /**
     * What all versions say together, a form that none knows being kept hidden; and the categories of its items, since the chain of a
     * form is read whole or not at all.
     */
    private Set<FormCategory> categories(String study, FormInstance instance, String version) {
        Set<FormCategory> categories = EnumSet.of(new FormCategories(studies, study)
                .of(instance.event(), instance.form(), version)
                .orElse(FormCategory.PHARMACY));
        categories.addAll(studies.itemCategories(study).of(instance.form()));
        return categories;
    }

    private void queries(String study, ChainWalker walker) {
        Optional<String> after = Optional.empty();
        List<QueryStore.ChainedQuery> page;
        do {
            page = queries.chained(study, new Page(after, AT_ONCE));
            for (QueryStore.ChainedQuery query : page) {
                walker.query(query);
                after = Optional.of(query.query().id());
            }
            walker.pause();
        } while (page.size() == AT_ONCE);
    }

    private void notices(String study, ChainWalker walker) {
        Optional<String> after = Optional.empty();
        List<NoticeStore.ChainedNotice> page;
        do {
            page = notices.chained(study, new Page(after, AT_ONCE));
            for (NoticeStore.ChainedNotice notice : page) {
                walker.notice(notice);
                after = Optional.of(notice.notice().id());
            }
            walker.pause();
        } while (page.size() == AT_ONCE);
    }

    private void snapshots(String study, Purpose purpose, ChainWalker walker) {
        Optional<String> after = Optional.empty();
        List<Snapshot> page;
        do {
            page = snapshots.list(study, purpose, new Page(after, AT_ONCE));
            for (Snapshot snapshot : page) {
                walker.snapshot(snapshot);
                after = Optional.of(snapshot.id());
            }
            walker.pause();
        } while (page.size() == AT_ONCE);
    }
}
