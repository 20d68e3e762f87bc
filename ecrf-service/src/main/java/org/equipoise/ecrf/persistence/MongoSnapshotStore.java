package org.equipoise.ecrf.persistence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.SnapshotStore;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;

@ApplicationScoped
public class MongoSnapshotStore implements SnapshotStore {
    private final Collections collections;

    public MongoSnapshotStore(Collections collections) {
        this.collections = collections;
    }

    @Override
    public void stage(String study, String id, List<SubjectManifest> subjects) {
        if (!subjects.isEmpty()) {
            collections
                    .snapshotSubjects()
                    .insertMany(subjects.stream()
                            .map(subject -> SnapshotDocuments.write(study, id, subject))
                            .toList());
        }
    }

    @Override
    public boolean insert(Snapshot snapshot, RequestStamp request) {
        return Writes.insert(collections.snapshots(), SnapshotDocuments.write(snapshot, request));
    }

    @Override
    public Optional<Taken> takenBy(String study, Purpose purpose, String requestKey) {
        Bson filter = and(ofPurpose(study, purpose), eq("requestKey", requestKey));
        return Optional.ofNullable(collections.snapshots().find(filter).first())
                .map(document -> new Taken(SnapshotDocuments.read(document), SnapshotDocuments.readRequest(document)));
    }

    @Override
    public Optional<Snapshot> find(String study, Purpose purpose, String id) {
        Bson filter = and(ofPurpose(study, purpose), eq("snapshot", id));
        return Optional.ofNullable(collections.snapshots().find(filter).first()).map(SnapshotDocuments::read);
    }

    @Override
    public List<Snapshot> list(String study, Purpose purpose, Page page) {
        Bson all = ofPurpose(study, purpose);
        return collections
                .snapshots()
                .find(page.after().map(id -> and(all, gt("snapshot", id))).orElse(all))
                .sort(Sorts.ascending("snapshot"))
                .limit(page.limit())
                .map(SnapshotDocuments::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<SubjectManifest> subjects(Snapshot snapshot, Page page) {
        Bson all = and(eq("study", snapshot.study()), eq("snapshot", snapshot.id()));
        return collections
                .snapshotSubjects()
                .find(page.after().map(id -> and(all, gt("subject", id))).orElse(all))
                .sort(Sorts.ascending("subject"))
                .limit(page.limit())
                .map(SnapshotDocuments::readSubject)
                .into(new ArrayList<>());
    }

    private static Bson ofPurpose(String study, Purpose purpose) {
        return and(eq("study", study), eq("purpose", purpose.code()));
    }
}
