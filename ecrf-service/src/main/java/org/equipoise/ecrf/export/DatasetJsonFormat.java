package org.equipoise.ecrf.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.NoticeDataset;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;

/**
 * CDISC Dataset-JSON 1.1: one form as one data set, a row for each time it was completed. A form with repeating groups has a row
 * for each of their rows; what stands outside the group is repeated there.
 */
@ApplicationScoped
public class DatasetJsonFormat implements ExportFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DOMAIN_LETTERS = 2;

    private record Key(String name, String label, String type, int sequence) {}

    private static final List<Key> KEYS = List.of(
            new Key("STUDYID", "Study", "string", 1),
            new Key("SITEID", "Site", "string", 0),
            new Key("SUBJECT", "Subject", "string", 2),
            new Key("EVENT", "Event", "string", 3),
            new Key("REPEAT", "Repeat of the form in the event", "integer", 4),
            new Key("REVISION", "Revision", "integer", 5),
            new Key("OBSERVED", "Time of observation", "datetime", 0),
            new Key("SAVED", "Time of entry", "datetime", 0),
            new Key("MISSING", "Items without a value, with the reason", "string", 0),
            new Key("WINDOWREAS", "Reason for an observation outside its window", "string", 0),
            new Key("WARNREAS", "Reasons for saving in spite of warnings, by check", "string", 0),
            new Key("STUDYVER", "Version of the study that it was entered under", "string", 0));

    private static final Key ROW = new Key("ROW", "Row of the repeating groups", "integer", 6);

    @Override
    public String id() {
        return "dataset-json";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String fileSuffix() {
        return ".json";
    }

    @Override
    public boolean ofOneForm() {
        return true;
    }

    @Override
    public boolean tabulatesNotices() {
        return true;
    }

    @Override
    public Writer begin(Header header, OutputStream out) throws IOException {
        if (header.notices().isPresent()) {
            NoticeDataset dataset = header.notices().get();
            JsonGenerator json = JSON.createGenerator(out);
            writeMetadata(json, header, dataset.name(), dataset.label());
            return NoticeRows.begin(json, dataset);
        }
        FormTable table = FormTable.of(header.versions(), header.form().orElseThrow());
        JsonGenerator json = JSON.createGenerator(out);
        writeMetadata(json, header, name(table), table.label());
        writeColumns(json, table);
        json.writeArrayFieldStart("rows");
        return new Rows(json, table);
    }

    /** Two letters would name an SDTM domain, and this is the form as it was collected. */
    private static String name(FormTable table) {
        return table.id().length() == DOMAIN_LETTERS ? "FORM_" + table.id() : table.id();
    }

    private static final class Rows implements Writer {
        private final JsonGenerator json;
        private final FormTable table;
        private int rows;

        private Rows(JsonGenerator json, FormTable table) {
            this.json = json;
            this.table = table;
        }

        @Override
        public void write(ExportedSubject subject) throws IOException {
            for (List<Revision> revisions : subject.forms().values()) {
                for (Revision revision : revisions) {
                    for (int row : FormTable.rows(revision)) {
                        writeRow(json, table, revision, row);
                        rows++;
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            end(json, rows);
        }
    }

    static void end(JsonGenerator json, int rows) throws IOException {
        json.writeEndArray();
        json.writeNumberField("records", rows);
        json.writeEndObject();
        json.close();
    }

    private static List<Key> keys(FormTable table) {
        return table.isRepeating()
                ? Stream.concat(KEYS.stream(), Stream.of(ROW)).toList()
                : KEYS;
    }

    private static void writeMetadata(JsonGenerator json, Header header, String name, String label) throws IOException {
        String study = header.current().study();
        json.writeStartObject();
        json.writeStringField("datasetJSONCreationDateTime", header.createdAt().toString());
        json.writeStringField("datasetJSONVersion", "1.1.0");
        json.writeStringField("fileOID", study + "." + name + "." + header.asOf());
        json.writeStringField("dbLastModifiedDateTime", header.asOf().toString());
        json.writeStringField("originator", "Equipoise");
        json.writeObjectFieldStart("sourceSystem");
        json.writeStringField("name", "Equipoise");
        json.writeStringField("version", OdmFormat.version());
        json.writeEndObject();
        json.writeStringField("studyOID", study);
        json.writeStringField("metaDataVersionOID", header.current().version());
        json.writeStringField("itemGroupOID", name);
        json.writeStringField("name", name);
        json.writeStringField("label", label);
    }

    private static void writeColumns(JsonGenerator json, FormTable table) throws IOException {
        json.writeArrayFieldStart("columns");
        for (Key key : keys(table)) {
            writeColumn(json, "KEY." + key.name(), key.name(), key.label(), key.type());
            if (key.sequence() > 0) {
                json.writeNumberField("keySequence", key.sequence());
            }
            json.writeEndObject();
        }
        for (FormTable.Column column : table.columns()) {
            writeColumn(json, table.id() + "." + column.item(), column.item(), column.label(), column.type());
            if (column.type().equals("decimal")) {
                json.writeStringField("targetDataType", "decimal");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeColumn(JsonGenerator json, String oid, String name, String label, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("itemOID", oid);
        json.writeStringField("name", name);
        json.writeStringField("label", label);
        json.writeStringField("dataType", type);
    }

    private static void writeRow(JsonGenerator json, FormTable table, Revision revision, int row) throws IOException {
        FormContent content = revision.content();
        json.writeStartArray();
        json.writeString(revision.study());
        json.writeString(revision.site());
        json.writeString(revision.subject());
        json.writeString(revision.instance().event());
        json.writeNumber(revision.instance().repeat());
        json.writeNumber(revision.number());
        json.writeString(content.occurredAt().toString());
        json.writeString(revision.savedAt().toString());
        json.writeString(content.missing().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().code())
                .collect(Collectors.joining(" ")));
        json.writeString(content.windowReason().orElse(""));
        json.writeString(PlainText.reasons(revision));
        json.writeString(revision.definitionVersion());
        if (table.isRepeating()) {
            json.writeNumber(row);
        }
        for (FormTable.Column column : table.columns()) {
            writeValue(json, column.type(), table.value(revision, row, column));
        }
        json.writeEndArray();
    }

    /** Numbers with decimal places travel as text, so that none is rounded. */
    private static void writeValue(JsonGenerator json, String type, Optional<ItemValue> value) throws IOException {
        if (value.isEmpty()) {
            json.writeNull();
        } else if (type.equals("integer") && value.get().plain() instanceof Long number) {
            json.writeNumber(number);
        } else if (type.equals("boolean") && value.get().plain() instanceof Boolean yes) {
            json.writeBoolean(yes);
        } else {
            json.writeString(PlainText.of(value.get()));
        }
    }
}
