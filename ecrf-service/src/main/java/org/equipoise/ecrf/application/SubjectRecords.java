package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.snapshot.SubjectManifest;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** What a snapshot says of one subject: the manifest together with the revisions and notices that it names. */
public record SubjectRecords(SubjectManifest manifest, List<FormRecord> records, List<Notice> notices) {
    public SubjectRecords {
        records = List.copyOf(records);
        notices = List.copyOf(notices);
    }

    /** What the store has of a subject. */
    record Stored(List<StoredRevision> revisions, List<Notice> notices) {}

    /** What of a snapshot is shown. */
    interface View {
        /** Everything. */
        View ALL = new View() {
            @Override
            public Optional<Revision> shown(Revision revision) {
                return Optional.of(revision);
            }

            @Override
            public Optional<Notice> shown(Notice notice) {
                return Optional.of(notice);
            }
        };

        /** A revision as it is shown, if it is. */
        Optional<Revision> shown(Revision revision);

        /** A notice as it is shown, if it is. */
        Optional<Notice> shown(Notice notice);
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

    /** Joins a manifest with what it names; what came later is passed over, and what was touched stops everything. */
    static SubjectRecords of(SubjectManifest manifest, Stored stored, View view) {
        return new SubjectRecords(
                manifest, records(manifest, stored.revisions(), view), notices(manifest, stored.notices(), view));
    }

    private static List<FormRecord> records(SubjectManifest manifest, List<StoredRevision> stored, View view) {
        Map<FormInstance, Map<Integer, StoredRevision>> byNumber = new LinkedHashMap<>();
        stored.forEach(each -> byNumber.computeIfAbsent(each.revision().instance(), instance -> new LinkedHashMap<>())
                .put(each.revision().number(), each));
        List<FormRecord> records = new ArrayList<>();
        for (SubjectManifest.Entry entry : manifest.entries()) {
            StoredRevision found =
                    byNumber.getOrDefault(entry.instance(), Map.of()).get(entry.revision());
            if (found == null || !isWhatWasNamed(found, entry)) {
                throw touched("Revision " + entry.revision() + " of " + manifest.subject() + "/" + entry.instance()
                        + " is not what was saved.");
            }
            view.shown(found.revision()).ifPresent(shown -> records.add(new FormRecord(shown, entry.inWindow())));
        }
        return records;
    }

    private static List<Notice> notices(SubjectManifest manifest, List<Notice> stored, View view) {
        Map<String, Notice> byId = new HashMap<>();
        stored.forEach(notice -> byId.put(notice.id(), notice));
        List<Notice> notices = new ArrayList<>();
        for (SubjectManifest.NoticeEntry entry : manifest.notices()) {
            Notice found = byId.get(entry.notice());
            if (found == null || (entry.resolved() && found.resolution().isEmpty())) {
                throw touched("Notice " + entry.notice() + " of " + manifest.subject() + " is not what was raised.");
            }
            Notice then = entry.resolved() ? found : found.unresolved();
            if (entry.hash()
                    .filter(hash -> !hash.equals(NoticeText.lastHash(then)))
                    .isPresent()) {
                throw touched("Notice " + entry.notice() + " of " + manifest.subject() + " is not what was raised.");
            }
            view.shown(then).ifPresent(notices::add);
        }
        return notices;
    }

    private static Refusal touched(String what) {
        return Refusal.of(ProblemType.STATE_CONFLICT, what)
                .fix("Have the operator verify the audit: the store was touched.");
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
        if (!notices.isEmpty()) {
            text.put("notices", notices.stream().map(SubjectRecords::text).toList());
        }
        return CanonicalJson.of(text);
    }

    private static Map<String, Object> text(Notice notice) {
        Notice.Source source = notice.source();
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("notice", notice.id());
        text.put("kind", notice.kind().code());
        text.put("event", source.instance().event());
        text.put("form", source.instance().form());
        text.put("repeat", source.instance().repeat());
        text.put("revision", source.revision());
        text.put("check", source.check());
        text.put("text", source.text());
        text.put("raisedAt", notice.raisedAt());
        notice.resolution().ifPresent(done -> {
            text.put("resolvedAt", done.at());
            text.put("resolvedBy", done.by().name());
            if (!done.text().isEmpty()) {
                text.put("resolution", done.text());
            }
            done.important().ifPresent(important -> text.put("important", important));
        });
        return text;
    }
}
