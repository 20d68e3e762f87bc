package org.equipoise.ecrf.application;

import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;

/** The snapshots of all studies, which never change. */
public interface SnapshotStore {
    /** Stores subjects of a snapshot whose head is still to come. */
    void stage(String study, String id, List<SubjectManifest> subjects);

    /** Stores the head; false if the same request has made a snapshot already. */
    boolean insert(Snapshot snapshot, RequestStamp request);

    Optional<Taken> takenBy(String study, Purpose purpose, String requestKey);

    Optional<Snapshot> find(String study, Purpose purpose, String id);

    /** Snapshots of one purpose, oldest first. */
    List<Snapshot> list(String study, Purpose purpose, Page page);

    /** Subjects of a snapshot ordered by id. */
    List<SubjectManifest> subjects(Snapshot snapshot, Page page);

    /** A snapshot and the request that made it. */
    record Taken(Snapshot snapshot, RequestStamp request) {}
}
