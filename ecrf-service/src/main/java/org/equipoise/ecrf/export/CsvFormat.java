package org.equipoise.ecrf.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemType;

/**
 * One line for each answer (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front; all
 * other values are exactly what was entered.
 */
@ApplicationScoped
public class CsvFormat implements ExportFormat {
    private static final CSVFormat LINES = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "study",
                    "site",
                    "subject",
                    "event",
                    "form",
                    "repeat",
                    "revision",
                    "item",
                    "value",
                    "unit",
                    "missing",
                    "observedAt",
                    "savedAt",
                    "savedBy",
                    "reasonForChange",
                    "studyVersion")
            .get();
    private static final String FORMULA = "=+-@\t\r";

    @Override
    public String id() {
        return "csv";
    }

    @Override
    public String mediaType() {
        return "text/csv;charset=utf-8;header=present";
    }

    @Override
    public String fileSuffix() {
        return ".csv";
    }

    @Override
    public Writer begin(Header header, OutputStream out) throws IOException {
        CSVPrinter lines =
                new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), LINES);
        return new Writer() {
            @Override
            public void write(ExportedSubject subject) throws IOException {
                for (List<Revision> revisions : subject.forms().values()) {
                    for (Revision revision : revisions) {
                        writeAnswers(lines, header, revision);
                    }
                }
            }

            @Override
            public void close() throws IOException {
                lines.close(true);
            }
        };
    }

    private static void writeAnswers(CSVPrinter lines, Header header, Revision revision) throws IOException {
        FormContent content = revision.content();
        for (Map.Entry<String, ItemValue> value : content.values().entrySet()) {
            String unit = header.version(revision.definitionVersion())
                    .form(revision.instance().form())
                    .flatMap(form -> form.answered(value.getKey()))
                    .flatMap(Item::unit)
                    .orElse("");
            writeLine(lines, revision, value.getKey(), List.of(text(value.getValue()), unit, ""));
        }
        for (var missing : content.missing().entrySet()) {
            writeLine(
                    lines,
                    revision,
                    missing.getKey(),
                    List.of("", "", missing.getValue().code()));
        }
    }

    private static void writeLine(CSVPrinter lines, Revision revision, String item, List<String> answer)
            throws IOException {
        FormInstance instance = revision.instance();
        lines.printRecord(
                revision.study(),
                revision.site(),
                revision.subject(),
                instance.event(),
                instance.form(),
                instance.repeat(),
                revision.number(),
                item,
                answer.get(0),
                answer.get(1),
                answer.get(2),
                revision.content().occurredAt(),
                revision.savedAt(),
                revision.savedBy().name(),
                harmless(revision.reasonForChange().orElse("")),
                revision.definitionVersion());
    }

    private static String text(ItemValue value) {
        String text = PlainText.of(value);
        return value.type() == ItemType.TEXT ? harmless(text) : text;
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
