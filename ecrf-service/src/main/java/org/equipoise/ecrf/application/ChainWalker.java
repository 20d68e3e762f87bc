package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.AuditVerifier.StoredEntry;
import org.equipoise.platform.audit.ChainHead;
import org.equipoise.platform.audit.HashChain;

/** Takes chain after chain of a study's audit; each with the categories of data that it tells of. */
interface ChainWalker {
    void version(ChainedVersion version);

    void mapping(ChainedMapping mapping);

    void subject(ChainedSubject subject);

    void form(StoredRevision stored, Set<FormCategory> about);

    void mark(StoredMark stored, Set<FormCategory> about);

    void query(QueryStore.ChainedQuery query);

    void notice(NoticeStore.ChainedNotice notice);

    void snapshot(Snapshot snapshot);

    /** Whether it wants the revisions of forms, and not only how far their chains have come. */
    default boolean readsTexts() {
        return true;
    }

    /** How far the chain of a form has come, for who does not read texts. */
    default void formHead(ChainHead head, Set<FormCategory> about) {
        throw new IllegalStateException("Texts are read");
    }

    /** No chain that has passed so far goes on. */
    default void pause() {}

    /** Whether a chain about such data must not be seen growing. */
    static boolean isHidden(Set<FormCategory> about) {
        return about.contains(FormCategory.PHARMACY);
    }

    /** Hands on how far each chain has come, some chains at a time. */
    record Heads(Map<String, ChainHead> open, Map<String, ChainHead> hidden, AuditTrail.HeadSink sink)
            implements ChainWalker {
        Heads(AuditTrail.HeadSink sink) {
            this(new TreeMap<>(), new TreeMap<>(), sink);
        }

        @Override
        public boolean readsTexts() {
            return false;
        }

        @Override
        public void formHead(ChainHead head, Set<FormCategory> about) {
            put(head, ChainWalker.isHidden(about));
        }

        @Override
        public void pause() {
            sink.accept(List.copyOf(open.values()), List.copyOf(hidden.values()));
            open.clear();
            hidden.clear();
        }

        private void put(ChainHead head, boolean isHidden) {
            (isHidden ? hidden : open).put(head.stream(), head);
        }

        @Override
        public void version(ChainedVersion version) {
            put(new ChainHead(ChainedVersion.stream(version.study()), 1, version.hash()), false);
        }

        @Override
        public void mapping(ChainedMapping chained) {
            put(new ChainHead(ChainedMapping.stream(chained.mapping()), 1, chained.hash()), false);
        }

        @Override
        public void subject(ChainedSubject chained) {
            List<String> hashes = chained.hashes();
            put(
                    new ChainHead(SubjectText.stream(chained.subject()), hashes.size(), hashes.get(hashes.size() - 1)),
                    false);
            chained.randomizationHash()
                    .ifPresent(hash ->
                            put(new ChainHead(SubjectText.randomizationStream(chained.subject()), 1, hash), false));
        }

        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            throw new IllegalStateException("Heads alone are read");
        }

        @Override
        public void mark(StoredMark stored, Set<FormCategory> about) {
            put(
                    new ChainHead(
                            StoredMark.stream(stored.mark()), stored.mark().number(), stored.hash()),
                    ChainWalker.isHidden(about));
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            DataQuery query = chained.query();
            List<String> hashes = chained.hashes();
            put(
                    new ChainHead(QueryText.stream(query), hashes.size(), hashes.get(hashes.size() - 1)),
                    ChainWalker.isHidden(query.categories()));
        }

        @Override
        public void notice(NoticeStore.ChainedNotice chained) {
            Notice notice = chained.notice();
            List<String> hashes = chained.hashes();
            put(
                    new ChainHead(NoticeText.stream(notice), hashes.size(), hashes.get(hashes.size() - 1)),
                    ChainWalker.isHidden(notice.categories()));
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            put(new ChainHead(SnapshotText.stream(snapshot), 1, SnapshotText.hash(snapshot)), true);
        }
    }

    /** Hands on each entry with the text that its hash should cover. */
    record Entries(AuditTrail.Sink sink) implements ChainWalker {
        @Override
        public void version(ChainedVersion version) {
            String stream = ChainedVersion.stream(version.study());
            sink.accept(
                    new StoredEntry(
                            stream, 1, ChainedVersion.text(version.study()), HashChain.genesis(stream), version.hash()),
                    false);
        }

        @Override
        public void mapping(ChainedMapping chained) {
            String stream = ChainedMapping.stream(chained.mapping());
            sink.accept(
                    new StoredEntry(
                            stream,
                            1,
                            ChainedMapping.text(chained.mapping()),
                            HashChain.genesis(stream),
                            chained.hash()),
                    false);
        }

        @Override
        public void subject(ChainedSubject chained) {
            Subject subject = chained.subject();
            String stream = SubjectText.stream(subject);
            String previous = HashChain.genesis(stream);
            int last = Math.max(chained.hashes().size(), chained.migrations().size() + 1);
            for (int number = 1; number <= last; number++) {
                String hash =
                        number <= chained.hashes().size() ? chained.hashes().get(number - 1) : "";
                String text = SubjectText.of(subject, chained.migrations(), number);
                sink.accept(new StoredEntry(stream, number, text, previous, hash), false);
                previous = hash;
            }
            randomization(chained);
        }

        private void randomization(ChainedSubject chained) {
            String text = SubjectText.ofRandomization(chained.subject());
            if (!text.isEmpty() || chained.randomizationHash().isPresent()) {
                String stream = SubjectText.randomizationStream(chained.subject());
                sink.accept(
                        new StoredEntry(
                                stream,
                                1,
                                text,
                                HashChain.genesis(stream),
                                chained.randomizationHash().orElse("")),
                        false);
            }
        }

        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            sink.accept(
                    new StoredEntry(
                            RevisionText.stream(stored.revision()),
                            stored.revision().number(),
                            RevisionText.of(stored.revision()),
                            stored.previousHash(),
                            stored.hash()),
                    ChainWalker.isHidden(about));
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
                    ChainWalker.isHidden(about));
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            String stream = QueryText.stream(chained.query());
            String previous = HashChain.genesis(stream);
            for (int number = 1; number <= chained.hashes().size(); number++) {
                String hash = chained.hashes().get(number - 1);
                sink.accept(
                        new StoredEntry(stream, number, chained.text(number), previous, hash),
                        ChainWalker.isHidden(chained.query().categories()));
                previous = hash;
            }
        }

        @Override
        public void notice(NoticeStore.ChainedNotice chained) {
            Notice notice = chained.notice();
            String stream = NoticeText.stream(notice);
            String previous = HashChain.genesis(stream);
            int last = Math.max(chained.hashes().size(), NoticeText.entries(notice));
            for (int number = 1; number <= last; number++) {
                String hash =
                        number <= chained.hashes().size() ? chained.hashes().get(number - 1) : "";
                sink.accept(
                        new StoredEntry(stream, number, NoticeText.of(notice, number), previous, hash),
                        ChainWalker.isHidden(notice.categories()));
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

    /** Hands on what somebody may see of one site, as it was at a cut. */
    record OfSite(
            Entries entries, ToldCategories inForce, String site, Instant cut, Predicate<Set<FormCategory>> visible)
            implements ChainWalker {
        /**
         * Who reads in which words a notice was resolved, a subject was moved, and a subject or the site was closed or opened: they
         * may tell what the dose did, whatever they are about.
         */
        private static final Set<FormCategory> WORDS = Set.of(FormCategory.DOSE_DAY, FormCategory.SAFETY);

        /** What tells of a form is shown by the category that it has in force, too. */
        private boolean sees(Set<FormCategory> about, FormInstance instance) {
            return visible.test(about)
                    && inForce.categoryOf(instance)
                            .map(category -> visible.test(Set.of(category)))
                            .orElse(true);
        }

        @Override
        public void version(ChainedVersion version) {
            if (!version.study().publishedAt().isAfter(cut)) {
                entries.version(version);
            }
        }

        @Override
        public void mapping(ChainedMapping chained) {
            if (chained.mapping().at().filter(at -> at.isAfter(cut)).isEmpty()) {
                entries.mapping(chained);
            }
        }

        @Override
        public void subject(ChainedSubject chained) {
            chained.at(cut)
                    .map(known -> visible.test(WORDS) ? known : known.beforeMoves())
                    .ifPresent(entries::subject);
        }

        @Override
        public void form(StoredRevision stored, Set<FormCategory> about) {
            if (sees(about, stored.revision().instance())
                    && !stored.revision().savedAt().isAfter(cut)) {
                entries.form(stored, about);
            }
        }

        /** Marks on a subject or the site are of no form: they say why, or sign a part of what others see. */
        @Override
        public void mark(StoredMark stored, Set<FormCategory> about) {
            boolean isSeen = stored.mark()
                    .target()
                    .instance()
                    .map(instance -> sees(about, instance))
                    .orElseGet(() -> visible.test(WORDS));
            if (isSeen && !stored.mark().at().isAfter(cut)) {
                entries.mark(stored, about);
            }
        }

        @Override
        public void query(QueryStore.ChainedQuery chained) {
            DataQuery query = chained.query();
            int known = (int) query.thread().stream()
                    .filter(entry -> !entry.at().isAfter(cut))
                    .count();
            if (known > 0 && query.site().equals(site) && visible.test(inForce.of(query))) {
                entries.query(chained.until(known));
            }
        }

        @Override
        public void notice(NoticeStore.ChainedNotice chained) {
            Notice notice = chained.notice();
            if (notice.site().equals(site)
                    && visible.test(inForce.of(notice))
                    && !notice.raisedAt().isAfter(cut)) {
                boolean isWhole = notice.resolution()
                        .map(done -> !done.at().isAfter(cut) && visible.test(WORDS))
                        .orElse(true);
                entries.notice(
                        isWhole
                                ? chained
                                : new NoticeStore.ChainedNotice(
                                        notice.unresolved(), chained.hashes().subList(0, 1)));
            }
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            // snapshots belong to the study
        }
    }
}
