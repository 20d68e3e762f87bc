package org.equipoise.ecrf.export;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;
import org.equipoise.ecrf.application.ExportFormat.Header;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.study.CodeList;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemType;
import org.equipoise.ecrf.domain.study.ScheduledForm;
import org.equipoise.ecrf.domain.study.Site;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/** The study's definition, its sites and its people, as ODM knows them. */
final class OdmMetadata {
    static final String SIGNATURE = "SD.SIGNATURE";

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_CODE = 40;
    private static final int LONGEST_NUMBER = 18;

    private final OdmElements xml;

    OdmMetadata(OdmElements xml) {
        this.xml = xml;
    }

    static String event(String event) {
        return "SE." + event;
    }

    static String form(String form) {
        return "F." + form;
    }

    static String group(Form form, ItemGroup group) {
        return "IG." + form.id() + "." + group.id();
    }

    static String item(Form form, Item item) {
        return "I." + form.id() + "." + item.id();
    }

    private static String codes(Form form, Item item) {
        return "CL." + form.id() + "." + item.id();
    }

    static String unit(String symbol) {
        return "MU." + symbol;
    }

    void variables(Header header) throws XMLStreamException {
        StudyDefinition study = header.current();
        xml.start("GlobalVariables");
        xml.text("StudyName", study.study());
        xml.text("StudyDescription", study.shortTitle());
        xml.text("ProtocolName", study.study());
        xml.end();
        Set<String> units = new TreeSet<>();
        header.versions().stream()
                .flatMap(version -> version.forms().stream())
                .flatMap(form -> form.items().stream())
                .forEach(item -> item.unit().ifPresent(units::add));
        if (!units.isEmpty()) {
            xml.start("BasicDefinitions");
            for (String unit : units) {
                xml.start("MeasurementUnit");
                xml.attribute("OID", unit(unit));
                xml.attribute("Name", unit);
                xml.translated("Symbol", unit);
                xml.end();
            }
            xml.end();
        }
    }

    void version(StudyDefinition study) throws XMLStreamException {
        xml.start("MetaDataVersion");
        xml.attribute("OID", study.version());
        xml.attribute("Name", "Version " + study.version());
        xml.start("Protocol");
        int order = 1;
        for (StudyEvent event : study.schedule().events()) {
            xml.start("StudyEventRef");
            xml.attribute("StudyEventOID", event(event.id()));
            xml.attribute("OrderNumber", Integer.toString(order++));
            xml.attribute("Mandatory", event.unscheduled() ? "No" : "Yes");
            xml.end();
        }
        xml.end();
        for (StudyEvent event : study.schedule().events()) {
            event(event);
        }
        for (Form form : study.forms()) {
            form(form);
        }
        for (Form form : study.forms()) {
            for (ItemGroup group : form.itemGroups()) {
                group(form, group, xml);
            }
        }
        for (Form form : study.forms()) {
            for (Item item : form.items()) {
                item(form, item, xml);
            }
        }
        for (Form form : study.forms()) {
            for (Item item : form.items()) {
                if (item.codeList().isPresent()) {
                    codeList(codes(form, item), item.codeList().get());
                }
            }
        }
        for (Map.Entry<String, CodeList> codes : OdmNotice.codeLists().entrySet()) {
            codeList(codes.getKey(), codes.getValue());
        }
        xml.end();
    }

    void people(Header header) throws XMLStreamException {
        StudyDefinition study = header.current();
        xml.start("AdminData");
        xml.attribute("StudyOID", study.study());
        for (Author author : header.authors()) {
            xml.start("User");
            xml.attribute("OID", author.id());
            xml.text("LoginName", author.name());
            xml.end();
        }
        Map<String, Site> sites = new LinkedHashMap<>();
        header.versions().forEach(version -> version.sites().forEach(site -> sites.put(site.id(), site)));
        for (Site site : sites.values()) {
            xml.start("Location");
            xml.attribute("OID", site.id());
            xml.attribute("Name", site.name());
            xml.attribute("LocationType", "Site");
            xml.start("MetaDataVersionRef");
            xml.attribute("StudyOID", study.study());
            xml.attribute("MetaDataVersionOID", study.version());
            xml.attribute("EffectiveDate", header.asOf().toString().substring(0, 10));
            xml.end();
            xml.end();
        }
        xml.start("SignatureDef");
        xml.attribute("OID", SIGNATURE);
        xml.attribute("Methodology", "Electronic");
        xml.text("Meaning", "As the signer was shown it, in the manifest of each signature");
        xml.text("LegalReason", "The signer answers for exactly the data that the manifest's hash covers");
        xml.end();
        xml.end();
    }

    private void event(StudyEvent event) throws XMLStreamException {
        xml.start("StudyEventDef");
        xml.attribute("OID", event(event.id()));
        xml.attribute("Name", event.name());
        xml.attribute("Repeating", event.repeating() ? "Yes" : "No");
        xml.attribute("Type", event.unscheduled() ? "Unscheduled" : "Scheduled");
        for (ScheduledForm form : event.forms()) {
            xml.start("FormRef");
            xml.attribute("FormOID", form(form.form()));
            xml.attribute("Mandatory", form.required() ? "Yes" : "No");
            xml.end();
        }
        xml.end();
    }

    private void form(Form form) throws XMLStreamException {
        xml.start("FormDef");
        xml.attribute("OID", form(form.id()));
        xml.attribute("Name", form.name());
        xml.attribute("Repeating", form.repeating() ? "Yes" : "No");
        for (ItemGroup group : form.itemGroups()) {
            xml.start("ItemGroupRef");
            xml.attribute("ItemGroupOID", group(form, group));
            xml.attribute("Mandatory", "Yes");
            xml.end();
        }
        xml.end();
    }

    private static void group(Form form, ItemGroup group, OdmElements xml) throws XMLStreamException {
        xml.start("ItemGroupDef");
        xml.attribute("OID", group(form, group));
        xml.attribute("Name", group.name().orElse(group.id()));
        xml.attribute("Repeating", group.isRepeating() ? "Yes" : "No");
        for (Item item : group.items()) {
            xml.start("ItemRef");
            xml.attribute("ItemOID", item(form, item));
            xml.attribute("Mandatory", item.required() ? "Yes" : "No");
            xml.end();
        }
        xml.end();
    }

    private static void item(Form form, Item item, OdmElements xml) throws XMLStreamException {
        xml.start("ItemDef");
        xml.attribute("OID", item(form, item));
        xml.attribute("Name", item.id());
        xml.attribute("DataType", type(item.type()));
        length(item, xml);
        if (item.isDerived()) {
            xml.attribute("Origin", "Derived");
        }
        xml.translated("Question", item.label());
        if (item.unit().isPresent()) {
            xml.reference(
                    "MeasurementUnitRef", "MeasurementUnitOID", unit(item.unit().get()));
        }
        if (item.range().isPresent()) {
            range(item, xml);
        }
        if (item.codeList().isPresent() && item.type() == ItemType.CHOICE) {
            xml.reference("CodeListRef", "CodeListOID", codes(form, item));
        }
        xml.end();
    }

    private static void length(Item item, OdmElements xml) throws XMLStreamException {
        switch (item.type()) {
            case INTEGER -> xml.attribute("Length", Integer.toString(LONGEST_NUMBER));
            case DECIMAL -> {
                xml.attribute("Length", Integer.toString(LONGEST_NUMBER));
                xml.attribute(
                        "SignificantDigits", Integer.toString(item.precision().orElse(6)));
            }
            case TEXT -> xml.attribute("Length", Integer.toString(LONGEST_TEXT));
            case CHOICE -> xml.attribute("Length", Integer.toString(LONGEST_CODE));
            case CHOICES -> xml.attribute("Length", Integer.toString(LONGEST_TEXT));
            case DATE, PARTIAL_DATE, TIME, DATETIME, BOOLEAN -> {
                // these have their length in their type
            }
        }
    }

    private static void range(Item item, OdmElements xml) throws XMLStreamException {
        bound(xml, "GE", item.range().get().min());
        bound(xml, "LE", item.range().get().max());
    }

    private static void bound(OdmElements xml, String comparator, Optional<BigDecimal> bound)
            throws XMLStreamException {
        if (bound.isPresent()) {
            xml.start("RangeCheck");
            xml.attribute("Comparator", comparator);
            xml.attribute("SoftHard", "Hard");
            xml.text("CheckValue", bound.get().toPlainString());
            xml.end();
        }
    }

    private void codeList(String oid, CodeList list) throws XMLStreamException {
        xml.start("CodeList");
        xml.attribute("OID", oid);
        xml.attribute("Name", oid);
        xml.attribute("DataType", "text");
        List<CodeList.Entry> entries = list.entries();
        for (CodeList.Entry entry : entries) {
            xml.start("CodeListItem");
            xml.attribute("CodedValue", entry.code());
            xml.translated("Decode", entry.label());
            xml.end();
        }
        xml.end();
    }

    private static String type(ItemType type) {
        return switch (type) {
            case INTEGER -> "integer";
            case DECIMAL -> "float";
            case DATE, PARTIAL_DATE -> "partialDate";
            case TIME -> "partialTime";
            case DATETIME -> "datetime";
            case BOOLEAN -> "boolean";
            case TEXT, CHOICE, CHOICES -> "text";
        };
    }
}
