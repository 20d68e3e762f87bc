package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.security.SiteScope;

/** Subjects in memory, with the promises of the store. */
final class MemorySubjects implements SubjectStore {
    private final Map<String, Created> subjects = new TreeMap<>();
    final Map<String, List<Migration>> migrations = new TreeMap<>();

    /** By subject; one without them is from before subjects were chained. */
    final Map<String, List<String>> hashes = new TreeMap<>();

    final Map<String, String> randomizationHashes = new TreeMap<>();

    /** Stores a record as it is, also one that somebody changed behind the service. */
    void put(Subject subject) {
        hashes.putIfAbsent(subject.id(), SubjectText.hashes(subject, List.of()));
        subjects.put(subject.id(), new Created(subject, new RequestStamp("put-" + subject.id(), "")));
    }

    @Override
    public boolean insert(Subject subject, RequestStamp request) {
        if (subjects.containsKey(subject.id())
                || createdBy(subject.study(), request.key()).isPresent()) {
            return false;
        }
        subjects.put(subject.id(), new Created(subject, request));
        hashes.put(subject.id(), SubjectText.hashes(subject, List.of()));
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
        List<Migration> moves = new ArrayList<>(migrations(study, subject));
        moves.add(migration);
        migrations.put(subject, moves);
        List<String> own = new ArrayList<>(hashes.get(subject));
        own.add(SubjectText.movedHash(
                own.get(own.size() - 1), subjects.get(subject).subject(), moves));
        hashes.put(subject, own);
        return true;
    }

    @Override
    public List<Migration> migrations(String study, String subject) {
        return migrations.getOrDefault(subject, List.of());
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
                .filter(subject ->
                        page.after().map(id -> subject.id().compareTo(id) > 0).orElse(true))
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
    public List<ChainedSubject> chained(String study, SiteScope sites, Page page) {
        return list(study, sites, page).stream()
                .map(subject -> ChainedSubject.of(
                        subject,
                        migrations(study, subject.id()),
                        hashes.getOrDefault(subject.id(), List.of()),
                        Optional.ofNullable(randomizationHashes.get(subject.id()))))
                .toList();
    }

    @Override
    public boolean recordRandomization(String study, String id, Randomization randomization, Instant knownAt) {
        Subject before = find(study, id).orElseThrow();
        if (before.randomization().isPresent()) {
            return false;
        }
        Subject after = before.randomized(randomization, knownAt);
        put(after);
        randomizationHashes.put(id, SubjectText.randomizationHash(after).orElseThrow());
        return true;
    }
}
