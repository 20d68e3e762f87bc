package org.equipoise.ecrf.persistence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.snapshot.Purpose;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest.Entry;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest.NoticeEntry;

/** Snapshots as documents: one for the head, one for each subject. */
final class SnapshotDocuments {
    private SnapshotDocuments() {}

    static Document write(Snapshot snapshot, RequestStamp request) {
        return new Document("study", snapshot.study())
                .append("snapshot", snapshot.id())
                .append("purpose", snapshot.purpose().code())
                .append("label", snapshot.label())
                .append("takenAt", Plain.date(snapshot.takenAt()))
                .append("definitionVersion", snapshot.definitionVersion())
                .append("subjects", snapshot.subjects())
                .append("forms", snapshot.forms())
                .append("contentHash", snapshot.contentHash())
                .append("takenBy", Plain.author(snapshot.takenBy()))
                .append("requestKey", request.key())
                .append("requestFingerprint", request.fingerprint());
    }

    static Snapshot read(Document document) {
        return new Snapshot(
                document.getString("study"),
                document.getString("snapshot"),
                Purpose.valueOf(document.getString("purpose").toUpperCase(Locale.ROOT)),
                document.getString("label"),
                Plain.instant(document, "takenAt"),
                document.getString("definitionVersion"),
                document.getInteger("subjects"),
                document.getInteger("forms"),
                document.getString("contentHash"),
                Plain.author(document, "takenBy"));
    }

    static RequestStamp readRequest(Document document) {
        return new RequestStamp(document.getString("requestKey"), document.getString("requestFingerprint"));
    }

    static Document write(String study, String snapshot, SubjectManifest subject) {
        Document document = new Document("study", study)
                .append("snapshot", snapshot)
                .append("subject", subject.subject())
                .append("site", subject.site())
                .append("screenedAt", Plain.date(subject.screenedAt()))
                .append(
                        "entries",
                        subject.entries().stream().map(SnapshotDocuments::write).toList())
                .append(
                        "notices",
                        subject.notices().stream().map(SnapshotDocuments::write).toList());
        subject.withdrawnAt().ifPresent(at -> document.append("withdrawnAt", Plain.date(at)));
        subject.randomization()
                .ifPresent(randomization -> document.append("randomization", SubjectDocuments.write(randomization)));
        return document;
    }

    static SubjectManifest readSubject(Document document) {
        return new SubjectManifest(
                document.getString("subject"),
                document.getString("site"),
                Plain.instant(document, "screenedAt"),
                Plain.optionalInstant(document, "withdrawnAt"),
                Optional.ofNullable(document.get("randomization", Document.class))
                        .map(SubjectDocuments::readRandomization),
                document.getList("entries", Document.class, List.of()).stream()
                        .map(SnapshotDocuments::readEntry)
                        .toList(),
                document.getList("notices", Document.class, List.of()).stream()
                        .map(entry -> new NoticeEntry(
                                entry.getString("notice"),
                                entry.getBoolean("resolved"),
                                Optional.ofNullable(entry.getString("hash"))))
                        .toList());
    }

    private static Document write(NoticeEntry entry) {
        Document document = new Document("notice", entry.notice()).append("resolved", entry.resolved());
        entry.hash().ifPresent(hash -> document.append("hash", hash));
        return document;
    }

    private static Document write(Entry entry) {
        Document document = new Document("event", entry.instance().event())
                .append("form", entry.instance().form())
                .append("repeat", entry.instance().repeat())
                .append("revision", entry.revision())
                .append("hash", entry.hash());
        entry.inWindow().ifPresent(in -> document.append("inWindow", in));
        return document;
    }

    private static Entry readEntry(Document document) {
        return new Entry(
                new FormInstance(
                        document.getString("event"), document.getString("form"), document.getInteger("repeat")),
                document.getInteger("revision"),
                document.getString("hash"),
                Optional.ofNullable(document.getBoolean("inWindow")));
    }
}
