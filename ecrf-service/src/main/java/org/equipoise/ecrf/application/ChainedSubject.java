package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * A subject's record with the links of its hash chains.
 *
 * @param migrations the moves to other versions, oldest first
 * @param hashes of the screening and of each move
 * @param randomizationHash of the randomization, if a hash of one is stored
 */
public record ChainedSubject(
        Subject subject, List<Migration> migrations, List<String> hashes, Optional<String> randomizationHash) {
    public ChainedSubject {
        migrations = List.copyOf(migrations);
        hashes = List.copyOf(hashes);
    }

    /** The record with the hashes that are stored; one from before subjects were chained has those that it should have. */
    public static ChainedSubject of(
            Subject subject, List<Migration> migrations, List<String> hashes, Optional<String> randomizationHash) {
        return hashes.isEmpty()
                ? new ChainedSubject(
                        subject,
                        migrations,
                        SubjectText.hashes(subject, migrations),
                        randomizationHash.or(() -> SubjectText.randomizationHash(subject)))
                : new ChainedSubject(subject, migrations, hashes, randomizationHash);
    }

    /** As much of it as was known at a cut; empty if the subject was not. */
    Optional<ChainedSubject> at(Instant cut) {
        if (subject.createdAt().isAfter(cut)) {
            return Optional.empty();
        }
        List<Migration> until =
                migrations.stream().filter(move -> !move.at().isAfter(cut)).toList();
        boolean moved = until.size() < migrations.size();
        boolean randomized = subject.randomizationKnownAt()
                .filter(known -> !known.isAfter(cut))
                .isPresent();
        return Optional.of(new ChainedSubject(
                moved ? under(migrations.get(until.size()).from()) : subject,
                until,
                moved ? hashes.subList(0, Math.min(hashes.size(), until.size() + 1)) : hashes,
                randomizationHash.filter(hash -> randomized)));
    }

    /** As it was before its first move to another version. */
    ChainedSubject beforeMoves() {
        return migrations.isEmpty()
                ? this
                : new ChainedSubject(
                        under(migrations.get(0).from()),
                        List.of(),
                        hashes.subList(0, Math.min(hashes.size(), 1)),
                        randomizationHash);
    }

    private Subject under(Optional<String> version) {
        return new Subject(
                subject.study(),
                subject.id(),
                subject.site(),
                subject.number(),
                subject.withdrawn(),
                subject.screenedAt(),
                subject.createdAt(),
                subject.randomization(),
                subject.randomizationKnownAt(),
                version);
    }
}
