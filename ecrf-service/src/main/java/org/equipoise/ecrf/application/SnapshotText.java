package org.equipoise.ecrf.application;

import java.util.LinkedHashMap;
import java.util.Map;
import org.equipoise.ecrf.domain.snapshot.Snapshot;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;

/** The text of a snapshot's head that the roots cover. */
final class SnapshotText {
    private SnapshotText() {}

    static String stream(Snapshot snapshot) {
        return snapshot.study() + "/snapshots/" + snapshot.id();
    }

    static String of(Snapshot snapshot) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("study", snapshot.study());
        text.put("snapshot", snapshot.id());
        text.put("purpose", snapshot.purpose().code());
        text.put("label", snapshot.label());
        text.put("takenAt", snapshot.takenAt());
        text.put("definitionVersion", snapshot.definitionVersion());
        text.put("subjects", snapshot.subjects());
        text.put("forms", snapshot.forms());
        text.put("contentHash", snapshot.contentHash());
        text.put("takenBy", snapshot.takenBy());
        return CanonicalJson.of(text);
    }

    static String hash(Snapshot snapshot) {
        return HashChain.next(HashChain.genesis(stream(snapshot)), of(snapshot));
    }
}
