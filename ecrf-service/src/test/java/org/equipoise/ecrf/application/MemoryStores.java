package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.review.MarkAction;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** The stores, in memory and with the same promises. */
final class MemoryStores {
    private MemoryStores() {}

    static final class MemoryStudies implements StudyStore {
        private final List<PublishedStudy> studies = new ArrayList<>();

        @Override
        public boolean insert(PublishedStudy study) {
            return find(study.study(), study.version()).isEmpty() && studies.add(study);
        }

        @Override
        public Optional<PublishedStudy> find(String study, String version) {
            return studies.stream()
                    .filter(known ->
                            known.study().equals(study) && known.version().equals(version))
                    .findFirst();
        }

        @Override
        public List<String> ids() {
            return studies.stream().map(PublishedStudy::study).distinct().toList();
        }

        @Override
        public List<PublishedStudy> all(String study) {
            return studies.stream().filter(known -> known.study().equals(study)).toList();
        }

        @Override
        public Optional<String> latestVersion(String study) {
            return studies.stream()
                    .filter(known -> known.study().equals(study))
                    .reduce((first, second) -> second)
                    .map(PublishedStudy::version);
        }
    }

    static final class MemoryDrafts implements DraftStore {
        final Map<Key, Draft> drafts = new HashMap<>();

        @Override
        public void put(Draft draft) {
            drafts.put(Key.of(draft), draft);
        }

        @Override
        public Optional<Draft> find(Key key) {
            return Optional.ofNullable(drafts.get(key));
        }

        @Override
        public void delete(Key key) {
            drafts.remove(key);
        }
    }

    static final class MemoryMarks implements MarkStore {
        private final List<StoredMark> marks = new ArrayList<>();

        @Override
        public boolean append(StoredMark mark) {
            boolean taken = marks.stream()
                    .anyMatch(known -> known.mark().target().equals(mark.mark().target())
                            && known.mark().number() == mark.mark().number());
            return !taken && marks.add(mark);
        }

        @Override
        public List<StoredMark> of(String study, Collection<String> targets) {
            return marks.stream()
                    .filter(known -> targets.contains(known.mark().target().key()))
                    .toList();
        }

        @Override
        public List<Author> signers(String study, SiteScope sites) {
            return marks.stream()
                    .map(StoredMark::mark)
                    .filter(mark -> mark.action() == MarkAction.SIGN
                            && mark.target().site().map(sites::includes).orElse(false))
                    .map(Mark::by)
                    .distinct()
                    .toList();
        }

        @Override
        public List<StoredMark> ofSubject(String study, String subject) {
            return marks.stream()
                    .filter(known -> known.mark().target().subject().equals(Optional.of(subject)))
                    .toList();
        }

        List<StoredMark> all() {
            return marks;
        }
    }

    static final class MemorySubjects implements SubjectStore {
        private final Map<String, Created> subjects = new TreeMap<>();
        private final List<Migration> migrations = new ArrayList<>();

        void put(Subject subject) {
            subjects.put(subject.id(), new Created(subject, new RequestStamp("put-" + subject.id(), "")));
        }

        @Override
        public boolean insert(Subject subject, RequestStamp request) {
            if (subjects.containsKey(subject.id())
                    || createdBy(subject.study(), request.key()).isPresent()) {
                return false;
            }
            subjects.put(subject.id(), new Created(subject, request));
            return true;
        }

        @Override
        public Optional<Subject> find(String study, String subject) {
            return Optional.ofNullable(subjects.get(subject))
                    .map(Created::subject)
                    .filter(known -> known.study().equals(study));
        }

        @Override
        public boolean migrate(String study, String subject, Migration migration) {
            Created created = subjects.get(subject);
            if (!created.subject().definitionVersion().equals(migration.from())) {
                return false;
            }
            subjects.put(subject, new Created(created.subject().under(migration.to()), created.request()));
            migrations.add(migration);
            return true;
        }

        @Override
        public List<Migration> migrations(String study, String subject) {
            return List.copyOf(migrations);
        }

        @Override
        public Optional<Created> createdBy(String study, String requestKey) {
            return subjects.values().stream()
                    .filter(created -> created.request().key().equals(requestKey))
                    .findFirst();
        }

        @Override
        public int highestNumber(String study, String site) {
            return all(study).stream()
                    .filter(subject -> subject.site().equals(site))
                    .mapToInt(Subject::number)
                    .max()
                    .orElse(0);
        }

        @Override
        public List<Subject> list(String study, SiteScope sites, Page page) {
            return all(study).stream()
                    .filter(subject -> sites.includes(subject.site()))
                    .filter(subject -> page.after()
                            .map(id -> subject.id().compareTo(id) > 0)
                            .orElse(true))
                    .limit(page.limit())
                    .toList();
        }

        @Override
        public List<Subject> all(String study) {
            return subjects.values().stream()
                    .map(Created::subject)
                    .filter(subject -> subject.study().equals(study))
                    .toList();
        }

        @Override
        public boolean recordRandomization(String study, String id, Randomization randomization, Instant knownAt) {
            Subject before = find(study, id).orElseThrow();
            if (before.randomization().isPresent()) {
                return false;
            }
            put(new Subject(
                    study,
                    id,
                    before.site(),
                    before.number(),
                    before.withdrawn(),
                    before.screenedAt(),
                    before.createdAt(),
                    Optional.of(randomization),
                    Optional.of(knownAt)));
            return true;
        }
    }

    static final class MemoryRevisions implements RevisionStore {
        final List<StoredRevision> revisions = new ArrayList<>();

        private static final Comparator<StoredRevision> ORDER = Comparator.comparing(
                        (StoredRevision stored) -> stored.revision().savedAt())
                .thenComparing(StoredRevision::hash);

        int largestPage;

        /** Runs just before the next append, as another person's save would. */
        Runnable beforeAppend = () -> {};

        @Override
        public boolean append(StoredRevision revision) {
            Runnable other = beforeAppend;
            beforeAppend = () -> {};
            other.run();
            boolean taken = revisions.stream()
                    .anyMatch(known -> known.revision()
                                    .subject()
                                    .equals(revision.revision().subject())
                            && known.revision()
                                    .instance()
                                    .equals(revision.revision().instance())
                            && known.revision().number() == revision.revision().number());
            return !taken && revisions.add(revision);
        }

        @Override
        public List<StoredRevision> of(String study, String subject, Collection<FormSelector> forms) {
            return of(study, subject).stream()
                    .filter(stored -> forms.stream().anyMatch(form -> selects(form, stored)))
                    .toList();
        }

        @Override
        public List<StoredRevision> of(String study, String subject) {
            return revisions.stream()
                    .filter(stored -> stored.revision().subject().equals(subject))
                    .toList();
        }

        @Override
        public List<StoredRevision> history(String study, String subject, FormInstance instance) {
            return of(study, subject, List.of(FormSelector.of(instance))).stream()
                    .sorted(Comparator.comparingInt(stored -> stored.revision().number()))
                    .toList();
        }

        @Override
        public List<StoredRevision> savedUntil(String study, Instant cut, Collection<FormSelector> forms) {
            return revisions.stream()
                    .filter(stored -> !stored.revision().savedAt().isAfter(cut))
                    .filter(stored -> forms.stream().anyMatch(form -> selects(form, stored)))
                    .toList();
        }

        @Override
        public List<Author> authors(String study, SiteScope sites) {
            return revisions.stream()
                    .filter(stored -> sites.includes(stored.revision().site()))
                    .map(stored -> stored.revision().savedBy())
                    .distinct()
                    .toList();
        }

        @Override
        public long formsEntered(String study, Instant cut) {
            return revisions.stream()
                    .filter(stored -> stored.revision().number() == 1
                            && !stored.revision().savedAt().isAfter(cut))
                    .count();
        }

        @Override
        public List<StoredRevision> of(String study, Collection<String> subjects, FormInstance instance) {
            return revisions.stream()
                    .filter(stored -> subjects.contains(stored.revision().subject())
                            && stored.revision().instance().equals(instance))
                    .toList();
        }

        @Override
        public List<StoredRevision> withConsequences(Instant since, Optional<Position> after, int limit) {
            largestPage = Math.max(largestPage, limit);
            return revisions.stream()
                    .filter(stored -> !stored.revision().consequences().isEmpty())
                    .filter(stored -> !stored.revision().savedAt().isBefore(since))
                    .sorted(ORDER)
                    .filter(stored ->
                            after.map(position -> isLater(stored, position)).orElse(true))
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<Position> lastSaved(String study, String site) {
            return revisions.stream()
                    .filter(stored -> stored.revision().site().equals(site))
                    .max(ORDER)
                    .map(Position::of);
        }

        private static boolean isLater(StoredRevision stored, Position position) {
            int byTime = stored.revision().savedAt().compareTo(position.savedAt());
            return byTime > 0 || (byTime == 0 && stored.hash().compareTo(position.hash()) > 0);
        }

        private static boolean selects(FormSelector selector, StoredRevision stored) {
            FormInstance instance = stored.revision().instance();
            return selector.event().map(instance.event()::equals).orElse(true)
                    && selector.form().map(instance.form()::equals).orElse(true)
                    && selector.repeat()
                            .map(repeat -> repeat == instance.repeat())
                            .orElse(true);
        }
    }

    static final class MemoryNotices implements NoticeStore {
        final Map<String, Notice> byOrigin = new TreeMap<>();

        /** By id; a notice without them is from before notices were chained. */
        final Map<String, List<String>> hashes = new TreeMap<>();

        @Override
        public int raise(Collection<Notice> notices) {
            return (int) notices.stream()
                    .filter(notice -> byOrigin.putIfAbsent(notice.source().origin(), notice) == null)
                    .peek(notice -> hashes.put(notice.id(), NoticeText.hashes(notice)))
                    .count();
        }

        @Override
        public List<ChainedNotice> chained(String study, Page page) {
            return byOrigin.values().stream()
                    .sorted(Comparator.comparing(Notice::id))
                    .filter(notice -> page.after()
                            .map(id -> notice.id().compareTo(id) > 0)
                            .orElse(true))
                    .limit(page.limit())
                    .map(notice ->
                            new ChainedNotice(notice, hashes.getOrDefault(notice.id(), NoticeText.hashes(notice))))
                    .toList();
        }

        @Override
        public Optional<Notice> find(String study, String notice) {
            return byOrigin.values().stream()
                    .filter(known -> known.id().equals(notice))
                    .findFirst();
        }

        @Override
        public boolean resolve(Notice notice) {
            boolean open = find(notice.study(), notice.id())
                    .filter(known -> known.resolution().isEmpty())
                    .isPresent();
            if (open) {
                byOrigin.put(notice.source().origin(), notice);
                hashes.put(notice.id(), NoticeText.hashes(notice));
            }
            return open;
        }

        @Override
        public List<Notice> list(NoticeStore.Filter filter, Page page) {
            return byOrigin.values().stream()
                    .filter(known -> known.kind() == filter.kind() && visible(filter.visibility(), known))
                    .filter(known -> filter.open()
                            .map(open -> open == known.resolution().isEmpty())
                            .orElse(true))
                    .sorted(Comparator.comparing(Notice::id))
                    .limit(page.limit())
                    .toList();
        }

        @Override
        public List<Notice> ofSubject(String study, String subject) {
            return byOrigin.values().stream()
                    .filter(known ->
                            known.study().equals(study) && known.subject().equals(subject))
                    .sorted(Comparator.comparing(Notice::id))
                    .toList();
        }

        @Override
        public Map<String, Long> open(QueryStore.Visibility visibility, Raise kind) {
            return byOrigin.values().stream()
                    .filter(known -> known.kind() == kind && known.resolution().isEmpty() && visible(visibility, known))
                    .collect(Collectors.groupingBy(Notice::subject, Collectors.counting()));
        }

        private static boolean visible(QueryStore.Visibility visibility, Notice notice) {
            return MemoryQueries.visible(
                    visibility,
                    notice.site(),
                    notice.categories(),
                    notice.source().instance());
        }
    }

    static final class MemoryQueries implements QueryStore {
        final Map<String, RaisedQuery> byOrigin = new TreeMap<>();

        @Override
        public void raise(Collection<RaisedQuery> queries) {
            queries.forEach(raised -> byOrigin.putIfAbsent(raised.origin(), raised));
        }

        @Override
        public Optional<DataQuery> find(String study, String query) {
            return all().stream().filter(known -> known.id().equals(query)).findFirst();
        }

        @Override
        public Optional<DataQuery> findByOrigin(String study, String origin) {
            return Optional.ofNullable(byOrigin.get(origin)).map(RaisedQuery::query);
        }

        @Override
        public Set<String> knownOrigins(String study, Collection<String> origins) {
            Set<String> known = new HashSet<>(byOrigin.keySet());
            known.retainAll(origins);
            return known;
        }

        @Override
        public List<DataQuery> unsettled(String study, Collection<String> subjects) {
            return all().stream()
                    .filter(query -> query.status() != QueryStatus.CLOSED
                            && query.check().isPresent()
                            && subjects.contains(query.subject()))
                    .toList();
        }

        @Override
        public boolean advance(DataQuery query) {
            for (RaisedQuery raised : byOrigin.values()) {
                if (raised.query().id().equals(query.id())
                        && raised.query().thread().size() == query.thread().size() - 1) {
                    byOrigin.put(raised.origin(), new RaisedQuery(query, raised.origin()));
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<DataQuery> list(QueryStore.Filter filter, Page page) {
            return all().stream()
                    .filter(query -> visible(filter.visibility(), query))
                    .limit(page.limit())
                    .toList();
        }

        @Override
        public Map<String, Long> open(Visibility visibility, Collection<String> subjects) {
            return all().stream()
                    .filter(query -> query.status() == QueryStatus.OPEN && visible(visibility, query))
                    .collect(Collectors.groupingBy(DataQuery::subject, Collectors.counting()));
        }

        @Override
        public long openAt(String study, Instant cut) {
            return all().stream()
                    .filter(query -> query.status() == QueryStatus.OPEN)
                    .count();
        }

        @Override
        public List<ChainedQuery> chained(String study, Page page) {
            return all().stream()
                    .sorted(Comparator.comparing(DataQuery::id))
                    .filter(query ->
                            page.after().map(id -> query.id().compareTo(id) > 0).orElse(true))
                    .limit(page.limit())
                    .map(query -> new ChainedQuery(query, QueryText.hashes(query)))
                    .toList();
        }

        List<DataQuery> all() {
            return byOrigin.values().stream().map(RaisedQuery::query).toList();
        }

        private static boolean visible(Visibility visibility, DataQuery query) {
            return visible(visibility, query.site(), query.categories(), query.instance());
        }

        static boolean visible(
                Visibility visibility, String site, Set<FormCategory> categories, FormInstance instance) {
            Set<FormCategory> all = new HashSet<>(categories);
            visibility.places().forEach((category, places) -> {
                if (places.getOrDefault(instance.event(), Set.of()).contains(instance.form())) {
                    all.add(category);
                }
            });
            return visibility.scope().includes(site)
                    && all.stream()
                            .allMatch(category -> visibility
                                    .reads()
                                    .getOrDefault(category, SiteScope.none())
                                    .includes(site));
        }

        @Override
        public List<DataQuery> unclosed(Visibility visibility) {
            return all().stream()
                    .filter(query -> query.status() != QueryStatus.CLOSED && visible(visibility, query))
                    .toList();
        }
    }
}
