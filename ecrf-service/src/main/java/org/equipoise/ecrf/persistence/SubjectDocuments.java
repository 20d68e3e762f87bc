package org.equipoise.ecrf.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.equipoise.ecrf.application.ChainedSubject;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.SubjectText;
import org.equipoise.ecrf.domain.subject.Migration;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;

/** Subjects as documents. */
final class SubjectDocuments {
    private SubjectDocuments() {}

    static Document write(Subject subject, RequestStamp request) {
        Document document = new Document("study", subject.study())
                .append("subject", subject.id())
                .append("site", subject.site())
                .append("number", subject.number())
                .append("withdrawn", subject.withdrawn())
                .append("screenedAt", Plain.date(subject.screenedAt()))
                .append("createdAt", Plain.date(subject.createdAt()))
                .append("requestKey", request.key())
                .append("requestFingerprint", request.fingerprint())
                .append("hashes", SubjectText.hashes(subject, List.of()));
        subject.definitionVersion().ifPresent(version -> document.append("definitionVersion", version));
        return document;
    }

    static Document write(Migration migration) {
        Document document = new Document("to", migration.to())
                .append("reason", migration.reason())
                .append("by", Plain.author(migration.by()))
                .append("at", Plain.date(migration.at()));
        migration.from().ifPresent(from -> document.append("from", from));
        return document;
    }

    static Migration readMigration(Document document) {
        return new Migration(
                Plain.optionalText(document, "from"),
                document.getString("to"),
                document.getString("reason"),
                Plain.author(document, "by"),
                Plain.instant(document, "at"));
    }

    static Document write(Randomization randomization) {
        return new Document("number", randomization.number())
                .append("kit", randomization.kit())
                .append("randomizedAt", randomization.randomizedAt().toString())
                .append("strata", Plain.write(randomization.strata()));
    }

    static Subject read(Document document) {
        return new Subject(
                document.getString("study"),
                document.getString("subject"),
                document.getString("site"),
                document.getInteger("number"),
                document.getBoolean("withdrawn"),
                Plain.instant(document, "screenedAt"),
                Plain.instant(document, "createdAt"),
                Optional.ofNullable(document.get("randomization", Document.class))
                        .map(SubjectDocuments::readRandomization),
                Plain.optionalInstant(document, "randomizationKnownAt"),
                Plain.optionalText(document, "definitionVersion"));
    }

    static List<Migration> readMigrations(Document document) {
        return document.getList("migrations", Document.class, List.of()).stream()
                .map(SubjectDocuments::readMigration)
                .toList();
    }

    static ChainedSubject readChained(Document document) {
        return ChainedSubject.of(
                read(document),
                readMigrations(document),
                document.getList("hashes", String.class, List.of()),
                Plain.optionalText(document, "randomizationHash"));
    }

    static RequestStamp readRequest(Document document) {
        return new RequestStamp(document.getString("requestKey"), document.getString("requestFingerprint"));
    }

    static Randomization readRandomization(Document document) {
        Map<String, String> strata = new TreeMap<>();
        document.get("strata", Document.class).forEach((factor, level) -> strata.put(factor, level.toString()));
        return new Randomization(
                document.getString("number"),
                document.getString("kit"),
                Instant.parse(document.getString("randomizedAt")),
                strata);
    }
}
