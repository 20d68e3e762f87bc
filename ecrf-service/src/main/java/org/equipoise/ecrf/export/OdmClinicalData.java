package org.equipoise.ecrf.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;
import org.equipoise.ecrf.application.ExportFormat.ExportedSubject;
import org.equipoise.ecrf.application.ExportFormat.Header;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.review.Mark;
import org.equipoise.ecrf.domain.safety.Notice;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/**
 * A subject's forms as ODM knows them. The present state of a form stands under the version of the study in which its last revision
 * was written, and each answer names the save that gave it. With history, each change of an item is a transaction of its own, under the
 * version in which it was made: what a later version dropped is still there.
 */
final class OdmClinicalData {
    private final OdmElements xml;
    private final Header header;

    OdmClinicalData(OdmElements xml, Header header) {
        this.xml = xml;
        this.header = header;
    }

    /** An event, and which time it happened if it can repeat. */
    private record Occasion(String event, Optional<Integer> repeat) {
        static Occasion of(StudyDefinition study, FormInstance instance) {
            return new Occasion(
                    instance.event(),
                    Optional.of(instance.repeat()).filter(repeat -> isRepeating(study, instance.event())));
        }
    }

    /** A form in one version: all of its revisions, and those of them that are shown here. */
    private record Shown(StudyDefinition study, List<Revision> all, List<Revision> here) {
        boolean isPresent() {
            return last(all).number() == last(here).number();
        }
    }

    private boolean isUnder(StudyDefinition study, Revision revision) {
        return header.version(revision.definitionVersion()).version().equals(study.version());
    }

    private static boolean isRepeating(StudyDefinition study, String event) {
        return study.schedule().event(event).filter(StudyEvent::repeating).isPresent();
    }

    void write(ExportedSubject subject) throws XMLStreamException {
        for (StudyDefinition study : header.versions()) {
            Map<Occasion, List<Shown>> occasions = new LinkedHashMap<>();
            subject.forms().values().forEach(revisions -> {
                List<Revision> here = revisions.stream()
                        .filter(revision -> isUnder(study, revision))
                        .filter(revision -> header.history()
                                || revision.number() == last(revisions).number())
                        .toList();
                if (!here.isEmpty()) {
                    occasions
                            .computeIfAbsent(
                                    Occasion.of(study, last(revisions).instance()), occasion -> new ArrayList<>())
                            .add(new Shown(study, revisions, here));
                }
            });
            if (!occasions.isEmpty()) {
                version(study, subject, occasions);
            }
        }
    }

    private void version(StudyDefinition study, ExportedSubject subject, Map<Occasion, List<Shown>> occasions)
            throws XMLStreamException {
        xml.start("ClinicalData");
        xml.attribute("StudyOID", subject.subject().study());
        xml.attribute("MetaDataVersionOID", study.version());
        xml.start("SubjectData");
        xml.attribute("SubjectKey", subject.subject().id());
        transaction("Upsert");
        if (subject.signature().isPresent()) {
            signature(subject.signature().get(), subject.subject().site());
        }
        xml.reference("SiteRef", "LocationOID", subject.subject().site());
        for (var occasion : occasions.entrySet()) {
            xml.start("StudyEventData");
            xml.attribute("StudyEventOID", OdmMetadata.event(occasion.getKey().event()));
            if (occasion.getKey().repeat().isPresent()) {
                xml.attribute(
                        "StudyEventRepeatKey", occasion.getKey().repeat().get().toString());
            }
            transaction("Upsert");
            for (Shown shown : occasion.getValue()) {
                form(shown, subject);
            }
            xml.end();
        }
        xml.end();
        xml.end();
    }

    private static Revision last(List<Revision> revisions) {
        return revisions.get(revisions.size() - 1);
    }

    private void form(Shown shown, ExportedSubject subject) throws XMLStreamException {
        Revision last = last(shown.here());
        Form form = shown.study().form(last.instance().form()).orElseThrow();
        xml.start("FormData");
        xml.attribute("FormOID", OdmMetadata.form(form.id()));
        int repeat = isRepeating(shown.study(), last.instance().event())
                ? 1
                : last.instance().repeat();
        if (form.repeating() || repeat > 1) {
            xml.attribute("FormRepeatKey", Integer.toString(repeat));
        }
        transaction("Upsert");
        audit(last);
        Optional<Mark> signature =
                Optional.ofNullable(subject.signatures().get(last.instance())).filter(mark -> shown.isPresent());
        if (signature.isPresent()) {
            signature(signature.get(), last.site());
        }
        annotations(shown, subject.notices());
        for (ItemGroup group : form.itemGroups()) {
            if (group.isRepeating()) {
                for (int row : rows(group, header.history() ? shown.all() : shown.here())) {
                    group(form, group, Optional.of(row), shown);
                }
            } else {
                group(form, group, Optional.empty(), shown);
            }
        }
        xml.end();
    }

    /** What a revision says about the form as a whole, and then what was raised about it. */
    private void annotations(Shown shown, List<Notice> notices) throws XMLStreamException {
        int number = 1;
        for (Revision revision : shown.here()) {
            String which = header.history() ? "Revision " + revision.number() + ": " : "";
            String time = "Observed at " + revision.content().occurredAt();
            String window = revision.content()
                    .windowReason()
                    .map(reason -> "; outside its window: " + reason)
                    .orElse("");
            String warnings = PlainText.reasons(revision);
            annotation(
                    number++,
                    which + time + window + (warnings.isEmpty() ? "" : "; in spite of warnings: " + warnings));
        }
        for (Notice notice : notices) {
            if (shown.isPresent()
                    && notice.source().instance().equals(last(shown.here()).instance())) {
                OdmNotice.write(xml, number++, notice);
            }
        }
    }

    private static Set<Integer> rows(ItemGroup group, List<Revision> revisions) {
        Set<Integer> rows = new TreeSet<>();
        for (Revision revision : revisions) {
            rows.addAll(group.rowsIn(revision.content().values().keySet()));
            rows.addAll(group.rowsIn(revision.content().missing().keySet()));
        }
        return rows;
    }

    private void group(Form form, ItemGroup group, Optional<Integer> row, Shown shown) throws XMLStreamException {
        xml.start("ItemGroupData");
        xml.attribute("ItemGroupOID", OdmMetadata.group(form, group));
        if (row.isPresent()) {
            xml.attribute("ItemGroupRepeatKey", row.get().toString());
        }
        transaction("Upsert");
        for (Item item : group.items()) {
            String key = row.map(number -> new CellKey(group.id(), number, item.id()).toString())
                    .orElse(item.id());
            item(OdmMetadata.item(form, item), item, changes(key, shown));
        }
        xml.end();
    }

    /** What an item says: a value, or the reason for having none. */
    private record Answer(Optional<String> value, Optional<String> missing) {
        static Answer of(Revision revision, String item) {
            return new Answer(
                    Optional.ofNullable(revision.content().values().get(item)).map(PlainText::of),
                    Optional.ofNullable(revision.content().missing().get(item)).map(reason -> reason.code()));
        }

        boolean isGiven() {
            return value.isPresent() || missing.isPresent();
        }
    }

    /** A change of an item: the revision that made it, and what it says from then on. */
    private record Change(String type, Answer answer, Revision by) {}

    /** With history the changes that are made here; otherwise what stands, by the save that last changed it. */
    private List<Change> changes(String key, Shown shown) {
        List<Change> changes = new ArrayList<>();
        Answer before = new Answer(Optional.empty(), Optional.empty());
        for (Revision revision : shown.all()) {
            Answer answer = Answer.of(revision, key);
            if (!Objects.equals(before, answer)) {
                String type = before.isGiven() ? answer.isGiven() ? "Update" : "Remove" : "Insert";
                changes.add(new Change(type, answer, revision));
            }
            before = answer;
        }
        if (header.history()) {
            changes.removeIf(change -> !isUnder(shown.study(), change.by()));
            return changes;
        }
        return before.isGiven() ? List.of(changes.get(changes.size() - 1)) : List.of();
    }

    private void item(String oid, Item item, List<Change> changes) throws XMLStreamException {
        for (Change change : changes) {
            item(oid, item, change);
        }
    }

    private void item(String oid, Item item, Change change) throws XMLStreamException {
        xml.start("ItemData");
        xml.attribute("ItemOID", oid);
        transaction(change.type());
        Answer answer = change.answer();
        if (answer.value().isPresent()) {
            xml.attribute("Value", answer.value().get());
        } else {
            xml.attribute("IsNull", "Yes");
        }
        audit(change.by());
        if (item.unit().isPresent() && answer.value().isPresent()) {
            xml.reference(
                    "MeasurementUnitRef",
                    "MeasurementUnitOID",
                    OdmMetadata.unit(item.unit().get()));
        }
        if (answer.missing().isPresent()) {
            annotation(1, answer.missing().get());
        }
        xml.end();
    }

    private void transaction(String type) throws XMLStreamException {
        if (header.history()) {
            xml.attribute("TransactionType", type);
        }
    }

    private void audit(Revision revision) throws XMLStreamException {
        xml.start("AuditRecord");
        xml.reference("UserRef", "UserOID", revision.savedBy().id());
        xml.reference("LocationRef", "LocationOID", revision.site());
        xml.text("DateTimeStamp", revision.savedAt().toString());
        if (revision.reasonForChange().isPresent()) {
            xml.text("ReasonForChange", revision.reasonForChange().get());
        }
        xml.text("SourceID", "revision " + revision.number());
        xml.end();
    }

    private void signature(Mark mark, String site) throws XMLStreamException {
        xml.start("Signature");
        xml.reference("UserRef", "UserOID", mark.by().id());
        xml.reference("LocationRef", "LocationOID", site);
        xml.reference("SignatureRef", "SignatureOID", OdmMetadata.SIGNATURE);
        xml.text("DateTimeStamp", mark.at().toString());
        xml.text(
                "CryptoBindingManifest",
                "SHA-256 " + mark.statement().contentHash() + " "
                        + (mark.statement().items().isEmpty()
                                ? ""
                                : "over all forms of "
                                        + String.join(", ", mark.statement().items()) + ": ")
                        + mark.statement().text().orElse(""));
        xml.end();
    }

    private void annotation(int number, String comment) throws XMLStreamException {
        xml.start("Annotation");
        xml.attribute("SeqNum", Integer.toString(number));
        xml.text("Comment", comment);
        xml.end();
    }
}
