package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;

/** Snapshots in memory, with the same promises. */
final class MemorySnapshots implements SnapshotStore {
    private final Map<String, List<SubjectManifest>> staged = new HashMap<>();
    private final List<Taken> heads = new ArrayList<>();

    /** Runs each time that subjects were staged, as other people's work would. */
    Runnable afterStaging = () -> {};

    int largestPage;

    @Override
    public void stage(String study, String id, List<SubjectManifest> subjects) {
        largestPage = Math.max(largestPage, subjects.size());
        staged.computeIfAbsent(id, key -> new ArrayList<>()).addAll(subjects);
        afterStaging.run();
    }

    @Override
    public boolean insert(Snapshot snapshot, RequestStamp request) {
        boolean taken =
                takenBy(snapshot.study(), snapshot.purpose(), request.key()).isPresent();
        return !taken && heads.add(new Taken(snapshot, request));
    }

    @Override
    public Optional<Taken> takenBy(String study, Purpose purpose, String requestKey) {
        return heads.stream()
                .filter(taken -> taken.snapshot().purpose() == purpose)
                .filter(taken -> taken.request().key().equals(requestKey))
                .findFirst();
    }

    @Override
    public Optional<Snapshot> find(String study, Purpose purpose, String id) {
        return list(study, purpose, new Page(Optional.empty(), Integer.MAX_VALUE)).stream()
                .filter(snapshot -> snapshot.id().equals(id))
                .findFirst();
    }

    @Override
    public List<Snapshot> list(String study, Purpose purpose, Page page) {
        return heads.stream()
                .map(Taken::snapshot)
                .filter(snapshot -> snapshot.purpose() == purpose)
                .filter(snapshot ->
                        page.after().map(id -> snapshot.id().compareTo(id) > 0).orElse(true))
                .limit(page.limit())
                .toList();
    }

    @Override
    public List<SubjectManifest> subjects(Snapshot snapshot, Page page) {
        return staged.getOrDefault(snapshot.id(), List.of()).stream()
                .filter(subject -> page.after()
                        .map(id -> subject.subject().compareTo(id) > 0)
                        .orElse(true))
                .limit(page.limit())
                .toList();
    }
}
