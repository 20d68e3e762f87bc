package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.review.Target;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.platform.security.SiteScope;

/**
 * All hash chains of a study: one for each form of a subject, for the marks on each target, for each query, for each snapshot.
 *
 * <p>Chains of the pharmacy and of snapshots are hidden: their hashes could be tried out until a content fits, and the growth of
 * the latter tells that an analysis was run. A form is hidden or not by the version that it was first entered under, for good.
 */
@ApplicationScoped
public class AuditTrail {
    private static final int AT_ONCE = 100;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final MarkStore marks;
    private final QueryStore queries;
    private final SnapshotStore snapshots;

    public AuditTrail(
            Studies studies,
            SubjectStore subjects,
            RevisionStore revisions,
            MarkStore marks,
            QueryStore queries,
            SnapshotStore snapshots) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.marks = marks;
        this.queries = queries;
        this.snapshots = snapshots;
    }

    /** Where entries go, those of a chain in their order. */
    public interface Sink {
        void accept(StoredEntry entry, boolean hidden);
    }

    /** How far all chains have come. */
    public record Heads(List<ChainHead> open, List<ChainHead> hidden) {}

    /** The heads as they are stored, nothing being verified. */
    public Heads heads(String study) {
        Map<String, ChainHead> open = new TreeMap<>();
        Map<String, ChainHead> hidden = new TreeMap<>();
        walk(study, Optional.empty(), new Head(open, hidden));
        return new Heads(List.copyOf(open.values()), List.copyOf(hidden.values()));
    }

    /** All entries with the text that their hashes should cover, subject by subject. */
    public void entries(String study, Sink sink) {
        walk(study, Optional.empty(), new Entries(sink));
    }

    /** The entries until a cut of the chains of one site that somebody may see: of its subjects, and of the site itself. */
    public void ofSite(String study, String site, Instant cut, Predicate<Set<FormCategory>> visible, Sink sink) {
        walk(study, Optional.of(site), new Visible(new Entries(sink), site, cut, visible));
    }

    /** Takes chain after chain; each with the categories of data that it tells of. */
    private interface Walker {
        void form(StoredRevision stored, Set<FormCategory> about);

        void mark(StoredMark stored, Set<FormCategory> about);

        void query(QueryStore.ChainedQuery query);

        void snapshot(Snapshot snapshot);
    }

    private void walk(String study, Optional<String> site, Walker walker) {
        StudyDefinition definition = studies.current(study).definition();
        SiteScope scope = site.map(id -> SiteScope.only(Set.of(id))).orElseGet(SiteScope::all);
        Optional<String> after = Optional.empty();
        List<Subject> page;
        do {
            page = subjects.list(study, scope, new Page(after, AT_ONCE));
            for (Subject subject : page) {
                subject(subject, walker);
                after = Optional.of(subject.id());
            }
        } while (page.size() == AT_ONCE);
        List<String> targets = new ArrayList<>();
        definition.sites().stream()
                .filter(each -> scope.includes(each.id()))
                .forEach(each -> targets.add(Target.site(each.id()).key()));
        if (site.isEmpty()) {
            targets.add(Target.study().key());
        }
        marks.of(study, targets).stream()
                .sorted(Comparator.comparing(
                        (StoredMark stored) -> stored.mark().target().key()))
                .forEach(stored -> walker.mark(stored, Set.of()));
        queries(study, walker);
        if (site.isEmpty()) {
            for (Purpose purpose : Purpose.values()) {
                snapshots(study, purpose, walker);
            }
        }
    }

    private void subject(Subject subject, Walker walker) {
        Map<FormInstance, List<StoredRevision>> forms = new TreeMap<>();
        revisions
                .of(subject.study(), subject.id())
                .forEach(stored -> forms.computeIfAbsent(stored.revision().instance(), form -> new ArrayList<>())
                        .add(stored));
        Map<FormInstance, Set<FormCategory>> about = new HashMap<>();
        forms.forEach((instance, history) -> {
            about.put(instance, Set.of(category(history.get(0))));
            history.forEach(stored -> walker.form(stored, about.get(instance)));
        });
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

    /** What the version that a form was first entered under says; a form that it does not know is kept hidden. */
    private FormCategory category(StoredRevision first) {
        FormInstance instance = first.revision().instance();
        return studies.version(first.revision().study(), first.revision().definitionVersion())
                .definition()
                .categoryOf(instance.event(), instance.form())
                .orElse(FormCategory.PHARMACY);
    }

    private void queries(String study, Walker walker) {
        Optional<String> after = Optional.empty();
        List<QueryStore.ChainedQuery> page;
        do {
            page = queries.chained(study, new Page(after, AT_ONCE));
            for (QueryStore.ChainedQuery query : page) {
                walker.query(query);
                after = Optional.of(query.query().id());
            }
        } while (page.size() == AT_ONCE);
    }

    private static boolean isHidden(Set<FormCategory> about) {
        return about.contains(FormCategory.PHARMACY);
    }

    private void snapshots(String study, Purpose purpose, Walker walker) {
        Optional<String> after = Optional.empty();
        List<Snapshot> page;
        do {
            page = snapshots.list(study, purpose, new Page(after, AT_ONCE));
            for (Snapshot snapshot : page) {
                walker.snapshot(snapshot);
                after = Optional.of(snapshot.id());
            }
        } while (page.size() == AT_ONCE);
    }

    private record Head(Map<String, ChainHead> open, Map<String, ChainHead> hidden) implements Walker {
        private void put(ChainHead head, boolean isHidden) {
            (isHidden ? hidden : open).put(head.stream(), head);
        }

        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            put(
                    new ChainHead(
                            RevisionText.stream(stored.revision()),
                            stored.revision().number(),
                            stored.hash()),
                    isHidden(about));
        }

        @Override
        public void mark(StoredMark stored, Set<FormCategory> about) {
            put(
                    new ChainHead(
                            StoredMark.stream(stored.mark()), stored.mark().number(), stored.hash()),
                    isHidden(about));
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            DataQuery query = chained.query();
            List<String> hashes = chained.hashes();
            put(
                    new ChainHead(QueryText.stream(query), hashes.size(), hashes.get(hashes.size() - 1)),
                    isHidden(query.categories()));
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            put(new ChainHead(SnapshotText.stream(snapshot), 1, SnapshotText.hash(snapshot)), true);
        }
    }

    private record Entries(Sink sink) implements Walker {
        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            sink.accept(
                    new StoredEntry(
                            RevisionText.stream(stored.revision()),
                            stored.revision().number(),
                            RevisionText.of(stored.revision()),
                            stored.previousHash(),
                            stored.hash()),
                    isHidden(about));
        }

        @Override
        public void mark(StoredMark stored, Set<FormCategory> about) {
            sink.accept(
                    new StoredEntry(
                            StoredMark.stream(stored.mark()),
                            stored.mark().number(),
                            StoredMark.text(stored.mark()),
                            stored.previousHash(),
                            stored.hash()),
                    isHidden(about));
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            String stream = QueryText.stream(chained.query());
            String previous = HashChain.genesis(stream);
            for (int number = 1; number <= chained.hashes().size(); number++) {
                String hash = chained.hashes().get(number - 1);
                sink.accept(
                        new StoredEntry(stream, number, QueryText.of(chained.query(), number), previous, hash),
                        isHidden(chained.query().categories()));
                previous = hash;
            }
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            String stream = SnapshotText.stream(snapshot);
            sink.accept(
                    new StoredEntry(
                            stream,
                            1,
                            SnapshotText.of(snapshot),
                            HashChain.genesis(stream),
                            SnapshotText.hash(snapshot)),
                    true);
        }
    }

    private record Visible(Entries entries, String site, Instant cut, Predicate<Set<FormCategory>> visible)
            implements Walker {
        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            if (visible.test(about) && !stored.revision().savedAt().isAfter(cut)) {
                entries.form(stored, about);
            }
        }

        @Override
        public void mark(StoredMark stored, Set<FormCategory> about) {
            if (visible.test(about) && !stored.mark().at().isAfter(cut)) {
                entries.mark(stored, about);
            }
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            DataQuery query = chained.query();
            int known = (int) query.thread().stream()
                    .filter(entry -> !entry.at().isAfter(cut))
                    .count();
            if (known > 0 && query.site().equals(site) && visible.test(query.categories())) {
                entries.query(
                        new QueryStore.ChainedQuery(query, chained.hashes().subList(0, known)));
            }
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            // snapshots belong to the study
        }
    }
}
