package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What a snapshot says of one subject: the manifest together with the revisions that it names. */
public record SubjectRecords(SubjectManifest manifest, List<FormRecord> records) {
    public SubjectRecords {
        records = List.copyOf(records);
    }

    /** A form as it stood. */
    public record FormRecord(Revision revision, Optional<Boolean> inWindow) {
        private Map<String, Object> text() {
            FormInstance instance = revision.instance();
            FormContent content = revision.content();
            Map<String, Object> text = new LinkedHashMap<>();
            text.put("event", instance.event());
            text.put("form", instance.form());
            text.put("repeat", instance.repeat());
            text.put("occurredAt", content.occurredAt());
            text.put("savedAt", revision.savedAt());
            text.put("revision", revision.number());
            inWindow.ifPresent(in -> text.put("inWindow", in));
            Map<String, Object> values = new LinkedHashMap<>();
            content.values().forEach((item, value) -> values.put(item, value.plain()));
            text.put("values", values);
            Map<String, String> missing = new LinkedHashMap<>();
            content.missing().forEach((item, reason) -> missing.put(item, reason.code()));
            text.put("missing", missing);
            return text;
        }
    }

    /** Joins a manifest with the subject's revisions; later ones are passed over, and a touched one stops everything. */
    static SubjectRecords of(SubjectManifest manifest, List<StoredRevision> stored, Predicate<Revision> wanted) {
        Map<FormInstance, Map<Integer, StoredRevision>> byNumber = new LinkedHashMap<>();
        stored.forEach(each -> byNumber.computeIfAbsent(each.revision().instance(), instance -> new LinkedHashMap<>())
                .put(each.revision().number(), each));
        List<FormRecord> records = new ArrayList<>();
        for (SubjectManifest.Entry entry : manifest.entries()) {
            StoredRevision found =
                    byNumber.getOrDefault(entry.instance(), Map.of()).get(entry.revision());
            if (found == null || !isWhatWasNamed(found, entry)) {
                throw Refusal.of(
                                ProblemType.STATE_CONFLICT,
                                "Revision " + entry.revision() + " of " + manifest.subject() + "/" + entry.instance()
                                        + " is not what was saved.")
                        .fix("Have the operator verify the audit: the store was touched.");
            }
            if (wanted.test(found.revision())) {
                records.add(new FormRecord(found.revision(), entry.inWindow()));
            }
        }
        return new SubjectRecords(manifest, records);
    }

    private static boolean isWhatWasNamed(StoredRevision found, SubjectManifest.Entry entry) {
        return RevisionText.hash(found.previousHash(), found.revision()).equals(entry.hash());
    }

    /** The canonical text of this subject, which the content hash of a snapshot covers. */
    String canonical() {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("subject", manifest.subject());
        text.put("site", manifest.site());
        text.put("screenedAt", manifest.screenedAt());
        text.put("status", manifest.status().code());
        manifest.withdrawnAt().ifPresent(at -> text.put("withdrawnAt", at));
        manifest.randomization().ifPresent(randomization -> text.put("randomizedAt", randomization.randomizedAt()));
        text.put(
                "strata",
                manifest.randomization()
                        .map(randomization -> randomization.strata())
                        .orElse(Map.of()));
        text.put("records", records.stream().map(FormRecord::text).toList());
        return CanonicalJson.of(text);
    }
}
