package org.equipoise.ecrf.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

/**
 * A subject's forms as ODM knows them. A form stands under the version of the study in which its last revision was written.
 * With history, each change of an item is a transaction of its own, in order.
 */
final class OdmClinicalData {
    private final OdmElements xml;
    private final Header header;

    OdmClinicalData(OdmElements xml, Header header) {
        this.xml = xml;
        this.header = header;
    }

    void write(ExportedSubject subject) throws XMLStreamException {
        Map<String, Map<String, Map<FormInstance, List<Revision>>>> byVersion = new TreeMap<>();
        subject.forms()
                .forEach((instance, revisions) -> byVersion
                        .computeIfAbsent(last(revisions).definitionVersion(), version -> new LinkedHashMap<>())
                        .computeIfAbsent(instance.event(), event -> new TreeMap<>())
                        .put(instance, revisions));
        for (var version : byVersion.entrySet()) {
            xml.start("ClinicalData");
            xml.attribute("StudyOID", subject.subject().study());
            xml.attribute("MetaDataVersionOID", version.getKey());
            xml.start("SubjectData");
            xml.attribute("SubjectKey", subject.subject().id());
            transaction("Upsert");
            xml.reference("SiteRef", "LocationOID", subject.subject().site());
            for (var event : version.getValue().entrySet()) {
                xml.start("StudyEventData");
                xml.attribute("StudyEventOID", OdmMetadata.event(event.getKey()));
                transaction("Upsert");
                for (List<Revision> revisions : event.getValue().values()) {
                    Optional<Mark> signature = Optional.ofNullable(
                            subject.signatures().get(last(revisions).instance()));
                    form(header.version(version.getKey()), revisions, signature, subject.notices());
                }
                xml.end();
            }
            xml.end();
            xml.end();
        }
    }

    private static Revision last(List<Revision> revisions) {
        return revisions.get(revisions.size() - 1);
    }

    private void form(StudyDefinition study, List<Revision> revisions, Optional<Mark> signature, List<Notice> notices)
            throws XMLStreamException {
        Revision last = last(revisions);
        Form form = study.form(last.instance().form()).orElseThrow();
        xml.start("FormData");
        xml.attribute("FormOID", OdmMetadata.form(form.id()));
        if (form.repeating() || last.instance().repeat() > 1) {
            xml.attribute("FormRepeatKey", Integer.toString(last.instance().repeat()));
        }
        transaction("Upsert");
        audit(last);
        if (signature.isPresent()) {
            signature(signature.get(), last.site());
        }
        annotation("Observed at " + last.content().occurredAt());
        int number = 2;
        for (Notice notice : notices) {
            if (notice.source().instance().equals(last.instance())) {
                OdmNotice.write(xml, number++, notice);
            }
        }
        for (ItemGroup group : form.itemGroups()) {
            if (group.isRepeating()) {
                for (int row : rows(group, revisions)) {
                    group(form, group, Optional.of(row), revisions);
                }
            } else {
                group(form, group, Optional.empty(), revisions);
            }
        }
        xml.end();
    }

    private static Set<Integer> rows(ItemGroup group, List<Revision> revisions) {
        Set<Integer> rows = new TreeSet<>();
        for (Revision revision : revisions) {
            rows.addAll(group.rowsIn(revision.content().values().keySet()));
            rows.addAll(group.rowsIn(revision.content().missing().keySet()));
        }
        return rows;
    }

    private void group(Form form, ItemGroup group, Optional<Integer> row, List<Revision> revisions)
            throws XMLStreamException {
        xml.start("ItemGroupData");
        xml.attribute("ItemGroupOID", OdmMetadata.group(form, group));
        if (row.isPresent()) {
            xml.attribute("ItemGroupRepeatKey", row.get().toString());
        }
        transaction("Upsert");
        for (Item item : group.items()) {
            String key = row.map(number -> new CellKey(group.id(), number, item.id()).toString())
                    .orElse(item.id());
            item(form, item, key, revisions);
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

    private void item(Form form, Item item, String key, List<Revision> revisions) throws XMLStreamException {
        Answer before = new Answer(Optional.empty(), Optional.empty());
        for (Revision revision : revisions) {
            Answer answer = Answer.of(revision, key);
            if (!Objects.equals(before, answer)) {
                String type = before.isGiven() ? answer.isGiven() ? "Update" : "Remove" : "Insert";
                item(OdmMetadata.item(form, item), item, revision, new Change(type, answer));
            }
            before = answer;
        }
    }

    private record Change(String type, Answer answer) {}

    private void item(String oid, Item item, Revision revision, Change change) throws XMLStreamException {
        xml.start("ItemData");
        xml.attribute("ItemOID", oid);
        transaction(change.type());
        Answer answer = change.answer();
        if (answer.value().isPresent()) {
            xml.attribute("Value", answer.value().get());
        } else {
            xml.attribute("IsNull", "Yes");
        }
        audit(revision);
        if (item.unit().isPresent() && answer.value().isPresent()) {
            xml.reference(
                    "MeasurementUnitRef",
                    "MeasurementUnitOID",
                    OdmMetadata.unit(item.unit().get()));
        }
        if (answer.missing().isPresent()) {
            annotation(answer.missing().get());
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
                        + mark.statement().text().orElse(""));
        xml.end();
    }

    private void annotation(String comment) throws XMLStreamException {
        xml.start("Annotation");
        xml.attribute("SeqNum", "1");
        xml.text("Comment", comment);
        xml.end();
    }
}
