package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
        walk(study, new Head(open, hidden));
        return new Heads(List.copyOf(open.values()), List.copyOf(hidden.values()));
    }

    /** All entries with the text that their hashes should cover, subject by subject. */
    public void entries(String study, Sink sink) {
        walk(study, new Entries(sink));
    }

    private interface Walker {
        void form(StoredRevision stored, boolean hidden);

        void mark(StoredMark stored, boolean hidden);

        void query(QueryStore.ChainedQuery query, boolean hidden);

        void snapshot(Snapshot snapshot);
    }

    private void walk(String study, Walker walker) {
        StudyDefinition definition = studies.current(study).definition();
        Optional<String> after = Optional.empty();
        List<Subject> page;
        do {
            page = subjects.list(study, SiteScope.all(), new Page(after, AT_ONCE));
            for (Subject subject : page) {
                subject(subject, walker);
                after = Optional.of(subject.id());
            }
        } while (page.size() == AT_ONCE);
        List<String> targets = new ArrayList<>(List.of(Target.study().key()));
        definition.sites().forEach(site -> targets.add(Target.site(site.id()).key()));
        marks.of(study, targets).stream()
                .sorted(Comparator.comparing(
                        (StoredMark stored) -> stored.mark().target().key()))
                .forEach(stored -> walker.mark(stored, false));
        queries(study, walker);
        for (Purpose purpose : Purpose.values()) {
            snapshots(study, purpose, walker);
        }
    }

    private void subject(Subject subject, Walker walker) {
        Map<FormInstance, List<StoredRevision>> forms = new TreeMap<>();
        revisions
                .of(subject.study(), subject.id())
                .forEach(stored -> forms.computeIfAbsent(stored.revision().instance(), form -> new ArrayList<>())
                        .add(stored));
        Map<FormInstance, Boolean> hidden = new HashMap<>();
        forms.forEach((instance, history) -> {
            hidden.put(instance, isHidden(history.get(0)));
            history.forEach(stored -> walker.form(stored, hidden.get(instance)));
        });
        Map<String, List<StoredMark>> byTarget = new TreeMap<>();
        marks.ofSubject(subject.study(), subject.id())
                .forEach(stored -> byTarget.computeIfAbsent(
                                stored.mark().target().key(), key -> new ArrayList<>())
                        .add(stored));
        byTarget.values()
                .forEach(ofTarget -> ofTarget.forEach(stored -> walker.mark(
                        stored,
                        stored.mark().target().instance().map(hidden::get).orElse(false))));
    }

    private boolean isHidden(StoredRevision first) {
        FormInstance instance = first.revision().instance();
        return studies.version(first.revision().study(), first.revision().definitionVersion())
                .definition()
                .categoryOf(instance.event(), instance.form())
                .filter(category -> category != FormCategory.PHARMACY)
                .isEmpty();
    }

    private void queries(String study, Walker walker) {
        Optional<String> after = Optional.empty();
        List<QueryStore.ChainedQuery> page;
        do {
            page = queries.chained(study, new Page(after, AT_ONCE));
            for (QueryStore.ChainedQuery query : page) {
                walker.query(query, isHidden(query.query().categories()));
                after = Optional.of(query.query().id());
            }
        } while (page.size() == AT_ONCE);
    }

    private static boolean isHidden(Set<FormCategory> categories) {
        return categories.contains(FormCategory.PHARMACY);
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
        public void form(StoredRevision stored, boolean isHidden) {
            put(
                    new ChainHead(
                            RevisionText.stream(stored.revision()),
                            stored.revision().number(),
                            stored.hash()),
                    isHidden);
        }

        @Override
        public void mark(StoredMark stored, boolean isHidden) {
            put(new ChainHead(StoredMark.stream(stored.mark()), stored.mark().number(), stored.hash()), isHidden);
        }

        @Override
        public void query(QueryStore.ChainedQuery chained, boolean isHidden) {
            DataQuery query = chained.query();
            List<String> hashes = chained.hashes();
            put(new ChainHead(QueryText.stream(query), hashes.size(), hashes.get(hashes.size() - 1)), isHidden);
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            put(new ChainHead(SnapshotText.stream(snapshot), 1, SnapshotText.hash(snapshot)), true);
        }
    }

    private record Entries(Sink sink) implements Walker {
        @Override
        public void form(StoredRevision stored, boolean hidden) {
            sink.accept(
                    new StoredEntry(
                            RevisionText.stream(stored.revision()),
                            stored.revision().number(),
                            RevisionText.of(stored.revision()),
                            stored.previousHash(),
                            stored.hash()),
                    hidden);
        }

        @Override
        public void mark(StoredMark stored, boolean hidden) {
            sink.accept(
                    new StoredEntry(
                            StoredMark.stream(stored.mark()),
                            stored.mark().number(),
                            StoredMark.text(stored.mark()),
                            stored.previousHash(),
                            stored.hash()),
                    hidden);
        }

        @Override
        public void query(QueryStore.ChainedQuery chained, boolean hidden) {
            String stream = QueryText.stream(chained.query());
            String previous = HashChain.genesis(stream);
            for (int number = 1; number <= chained.hashes().size(); number++) {
                String hash = chained.hashes().get(number - 1);
                sink.accept(
                        new StoredEntry(stream, number, QueryText.of(chained.query(), number), previous, hash), hidden);
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
}
