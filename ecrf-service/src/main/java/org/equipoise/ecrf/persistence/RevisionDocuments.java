package org.equipoise.ecrf.persistence;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.equipoise.ecrf.application.RequestStamp;
import org.equipoise.ecrf.application.StoredRevision;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Consequence.Effect;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.Severity;

/** Revisions as documents. Values carry their type, so that they can be read without the study definition. */
final class RevisionDocuments {
    private RevisionDocuments() {}

    static Document write(StoredRevision stored) {
        Revision revision = stored.revision();
        FormContent content = revision.content();
        Document document = new Document("study", revision.study())
                .append("subject", revision.subject())
                .append("event", revision.instance().event())
                .append("form", revision.instance().form())
                .append("repeat", revision.instance().repeat())
                .append("revision", revision.number())
                .append("site", revision.site())
                .append("definitionVersion", revision.definitionVersion())
                .append("values", writeValues(content.values()))
                .append("missing", writeMissing(content.missing()))
                .append("occurredAt", Plain.date(content.occurredAt()))
                .append("acknowledged", writeReasons(revision.warningReasons()))
                .append(
                        "findings",
                        revision.findings().stream()
                                .map(RevisionDocuments::write)
                                .toList())
                .append("savedBy", Plain.author(revision.savedBy()))
                .append("savedAt", Plain.date(revision.savedAt()))
                .append("salt", revision.salt())
                .append("previousHash", stored.previousHash())
                .append("hash", stored.hash());
        content.windowReason().ifPresent(reason -> document.append("windowReason", reason));
        revision.reasonForChange().ifPresent(reason -> document.append("reasonForChange", reason));
        stored.request()
                .ifPresent(request -> document.append("requestKey", request.key())
                        .append("requestFingerprint", request.fingerprint()));
        if (!revision.consequences().isEmpty()) {
            document.append("consequences", writeConsequences(revision.consequences()))
                    .append("consequencesAt", Plain.date(revision.savedAt()));
        }
        return document;
    }

    static StoredRevision read(Document document) {
        FormInstance instance = new FormInstance(
                document.getString("event"), document.getString("form"), document.getInteger("repeat"));
        FormContent content = new FormContent(
                readValues(document.getList("values", Document.class)),
                readMissing(document.getList("missing", Document.class)),
                Plain.instant(document, "occurredAt"),
                Plain.optionalText(document, "windowReason"));
        Revision revision = new Revision(
                document.getString("study"),
                document.getString("subject"),
                document.getString("site"),
                instance,
                document.getInteger("revision"),
                document.getString("definitionVersion"),
                content,
                Plain.optionalText(document, "reasonForChange"),
                readReasons(document.getList("acknowledged", Object.class)),
                document.getList("findings", Document.class).stream()
                        .map(RevisionDocuments::readFinding)
                        .toList(),
                readConsequences(document.getList("consequences", Document.class, List.of())),
                Plain.author(document, "savedBy"),
                Plain.instant(document, "savedAt"),
                Plain.optionalText(document, "salt").orElse(""));
        Optional<RequestStamp> request = Plain.optionalText(document, "requestKey")
                .map(key -> new RequestStamp(key, document.getString("requestFingerprint")));
        return new StoredRevision(
                revision, document.getString("previousHash"), document.getString("hash"), request, turn(document));
    }

    private static long turn(Document document) {
        Number turn = document.get("turn", Number.class);
        return turn == null ? 0 : turn.longValue();
    }

    private static List<Document> writeValues(Map<String, ItemValue> values) {
        return values.entrySet().stream()
                .map(entry -> new Document("item", entry.getKey())
                        .append("type", entry.getValue().type().code())
                        .append("value", Plain.write(entry.getValue().plain())))
                .toList();
    }

    private static Map<String, ItemValue> readValues(List<Document> documents) {
        Map<String, ItemValue> values = new LinkedHashMap<>();
        for (Document document : documents) {
            ItemType type = ItemType.fromCode(document.getString("type")).orElseThrow();
            values.put(document.getString("item"), StoredValues.value(type, Plain.read(document.get("value"))));
        }
        return values;
    }

    private static List<Document> writeMissing(Map<String, MissingReason> missing) {
        return missing.entrySet().stream()
                .map(entry -> new Document("item", entry.getKey())
                        .append("reason", entry.getValue().code()))
                .toList();
    }

    private static Map<String, MissingReason> readMissing(List<Document> documents) {
        Map<String, MissingReason> missing = new LinkedHashMap<>();
        documents.forEach(
                document -> missing.put(document.getString("item"), new MissingReason(document.getString("reason"))));
        return missing;
    }

    private static List<Document> writeReasons(Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .map(reason -> new Document("check", reason.getKey()).append("reason", reason.getValue()))
                .toList();
    }

    /** Once only the names of checks were stored. */
    private static Map<String, String> readReasons(List<Object> stored) {
        Map<String, String> reasons = new LinkedHashMap<>();
        stored.forEach(each -> {
            if (each instanceof Document reason) {
                reasons.put(reason.getString("check"), reason.getString("reason"));
            } else {
                reasons.put(each.toString(), "");
            }
        });
        return reasons;
    }

    private static List<Document> writeConsequences(List<Consequence> consequences) {
        return consequences.stream()
                .map(consequence -> new Document("event", consequence.instance().event())
                        .append("form", consequence.instance().form())
                        .append("repeat", consequence.instance().repeat())
                        .append("effect", consequence.effect().code())
                        .append("finding", write(consequence.finding())))
                .toList();
    }

    private static List<Consequence> readConsequences(List<Document> documents) {
        return documents.stream()
                .map(document -> new Consequence(
                        new FormInstance(
                                document.getString("event"), document.getString("form"), document.getInteger("repeat")),
                        Effect.valueOf(document.getString("effect").toUpperCase(Locale.ROOT)),
                        readFinding(document.get("finding", Document.class))))
                .toList();
    }

    private static Document write(Finding finding) {
        return new Document("check", finding.check())
                .append("severity", finding.severity().code())
                .append("items", finding.items())
                .append("message", finding.message())
                .append("value", Plain.write(finding.value()))
                .append("categories", writeCategories(finding.categories()));
    }

    private static Finding readFinding(Document document) {
        return new Finding(
                document.getString("check"),
                Severity.fromCode(document.getString("severity")).orElseThrow(),
                document.getList("items", String.class),
                document.getString("message"),
                Plain.read(document.get("value")),
                readCategories(document.getList("categories", String.class)));
    }

    static List<String> writeCategories(Set<FormCategory> categories) {
        return categories.stream().map(FormCategory::code).sorted().toList();
    }

    static Set<FormCategory> readCategories(List<String> codes) {
        return codes.stream()
                .map(code -> FormCategory.fromCode(code).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FormCategory.class)));
    }
}
