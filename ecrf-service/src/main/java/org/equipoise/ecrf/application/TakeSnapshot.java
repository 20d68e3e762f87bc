package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.SiteScope;

/**
 * Freezes a study's data: for each form of each subject, the revision that stands at this moment, and the alerts and deviations
 * that were raised. The manifest is written
 * subject by subject and its head last, so that a snapshot is there whole or not at all. A save that is still under way when its
 * subject is read stays out for ever, with what it raised, because notices are read before the revisions that raise them; nothing that is saved later can come in, because only what the manifest names is read.
 */
@ApplicationScoped
public class TakeSnapshot {
    private static final int SUBJECTS_AT_ONCE = 50;

    private final Studies studies;
    private final SubjectStore subjects;
    private final RevisionStore revisions;
    private final SnapshotStore snapshots;
    private final SubjectNotices notices;
    private final Clock clock;
    private final RandomGenerator random;

    public TakeSnapshot(
            Studies studies,
            SubjectStore subjects,
            RevisionStore revisions,
            SnapshotStore snapshots,
            SubjectNotices notices,
            Clock clock,
            RandomGenerator random) {
        this.studies = studies;
        this.subjects = subjects;
        this.revisions = revisions;
        this.snapshots = snapshots;
        this.notices = notices;
        this.clock = clock;
        this.random = random;
    }

    /** What is wanted, and the key under which it can be asked for again. */
    public record Order(String study, Purpose purpose, String label, Author author, String key) {
        private RequestStamp stamp() {
            String owned = author.id() + ":" + key;
            return new RequestStamp(
                    owned, IdempotencyKey.fingerprint("POST", study + "/snapshots", Map.of("label", label)));
        }
    }

    public Snapshot take(Order order) {
        CompiledStudy study = studies.current(order.study());
        RequestStamp stamp = order.stamp();
        Optional<Snapshot> earlier = earlier(order, stamp);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Snapshot snapshot = freeze(order, study);
        return snapshots.insert(snapshot, stamp)
                ? snapshot
                : earlier(order, stamp).orElseThrow(IllegalStateException::new);
    }

    private Optional<Snapshot> earlier(Order order, RequestStamp stamp) {
        return snapshots.takenBy(order.study(), order.purpose(), stamp.key()).map(taken -> {
            if (!taken.request().equals(stamp)) {
                throw RequestKeys.reused();
            }
            return taken.snapshot();
        });
    }

    private Snapshot freeze(Order order, CompiledStudy study) {
        Instant cut = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = String.format(
                Locale.ROOT, "%012x%04x%016x", cut.toEpochMilli(), random.nextInt(1 << 16), random.nextLong());
        SnapshotManifests manifests = new SnapshotManifests(study, studies, cut);
        Content content = new Content();
        Optional<String> after = Optional.empty();
        List<Subject> page;
        do {
            page = subjects.list(order.study(), SiteScope.all(), new Page(after, SUBJECTS_AT_ONCE));
            List<SubjectManifest> staged = new ArrayList<>();
            for (Subject subject : page) {
                after = Optional.of(subject.id());
                if (!subject.createdAt().isAfter(cut)) {
                    List<Notice> raised = notices.all(order.study(), subject.id());
                    SubjectRecords.Stored stored =
                            new SubjectRecords.Stored(revisions.of(order.study(), subject.id()), raised);
                    SubjectManifest manifest = manifests.of(subject, stored.revisions(), stored.notices());
                    content.add(SubjectRecords.of(manifest, stored, SubjectRecords.View.ALL));
                    staged.add(manifest);
                }
            }
            snapshots.stage(order.study(), id, staged);
        } while (page.size() == SUBJECTS_AT_ONCE);
        return new Snapshot(
                order.study(),
                id,
                order.purpose(),
                order.label(),
                cut,
                study.definition().version(),
                content.subjects,
                content.forms,
                content.hash(),
                order.author());
    }

    /** The canonical text of a list of all subjects, hashed as it passes by. */
    private static final class Content {
        private final ListDigest digest = new ListDigest();
        private int subjects;
        private int forms;

        void add(SubjectRecords subject) {
            digest.add(subject.canonical());
            subjects++;
            forms += subject.records().size();
        }

        String hash() {
            return digest.hash();
        }
    }
}
