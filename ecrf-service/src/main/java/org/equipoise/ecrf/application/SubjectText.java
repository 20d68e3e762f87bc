package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/**
 * The texts of a subject's record that hashes cover: that it was screened, then each move to another version; in a chain of its
 * own, that it was randomized, because that may come before or after a move. Withdrawal of consent is said by forms, which have their own.
 */
public final class SubjectText {
    private SubjectText() {}

    static String stream(Subject subject) {
        return subject.study() + "/subjects/" + subject.id();
    }

    static String randomizationStream(Subject subject) {
        return stream(subject) + "/randomization";
    }

    /** The hashes that a record should have, the screening's first. */
    public static List<String> hashes(Subject subject, List<Migration> migrations) {
        List<String> hashes = new ArrayList<>();
        String hash = HashChain.genesis(stream(subject));
        for (int number = 1; number <= migrations.size() + 1; number++) {
            hash = HashChain.next(hash, of(subject, migrations, number));
            hashes.add(hash);
        }
        return hashes;
    }

    /** The hash of the last move, on that of what came before. */
    public static String movedHash(String previousHash, Subject subject, List<Migration> migrations) {
        return HashChain.next(previousHash, of(subject, migrations, migrations.size() + 1));
    }

    /** The hash that the randomization should have. */
    public static Optional<String> randomizationHash(Subject subject) {
        return subject.randomization()
                .map(known ->
                        HashChain.next(HashChain.genesis(randomizationStream(subject)), ofRandomization(subject)));
    }

    /** The text of an entry; empty if the store has a hash for it and no text any more. */
    static String of(Subject subject, List<Migration> migrations, int number) {
        if (number > migrations.size() + 1) {
            return "";
        }
        return CanonicalJson.of(number == 1 ? screened(subject, migrations) : moved(subject, migrations, number));
    }

    static String ofRandomization(Subject subject) {
        return subject.randomization()
                .map(known -> CanonicalJson.of(randomized(subject, known)))
                .orElse("");
    }

    private static Map<String, Object> screened(Subject subject, List<Migration> migrations) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", subject.study());
        text.put("subject", subject.id());
        text.put("number", 1);
        text.put("site", subject.site());
        text.put("position", subject.number());
        text.put("withdrawn", subject.withdrawn());
        text.put("screenedAt", subject.screenedAt());
        text.put("createdAt", subject.createdAt());
        text.put("definitionVersion", before(subject, migrations).orElse(""));
        return text;
    }

    /** The version before the first move. */
    private static Optional<String> before(Subject subject, List<Migration> migrations) {
        return migrations.isEmpty()
                ? subject.definitionVersion()
                : migrations.get(0).from();
    }

    private static Map<String, Object> moved(Subject subject, List<Migration> migrations, int number) {
        Migration migration = migrations.get(number - 2);
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", subject.study());
        text.put("subject", subject.id());
        text.put("number", number);
        text.put("from", migration.from().orElse(""));
        text.put("to", migration.to());
        text.put("reason", migration.reason());
        text.put("by", migration.by());
        text.put("at", migration.at());
        if (number == migrations.size() + 1) {
            // a version that the last move did not lead to is in no text that was hashed
            subject.definitionVersion()
                    .filter(version -> !version.equals(migration.to()))
                    .ifPresent(version -> text.put("definitionVersion", version));
        }
        return text;
    }

    private static Map<String, Object> randomized(Subject subject, Randomization randomization) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", subject.study());
        text.put("subject", subject.id());
        text.put("number", 1);
        text.put("randomizationNumber", randomization.number());
        text.put("kit", randomization.kit());
        text.put("randomizedAt", randomization.randomizedAt());
        text.put("strata", randomization.strata());
        text.put("knownAt", subject.randomizationKnownAt().map(Object::toString).orElse(""));
        return text;
    }
}
