package org.equipoise.ecrf.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.MissingReason;
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
                    "studyVersion",
                    "windowReason",
                    "warningReasons")
            .get();
    private static final int ITEM = 7;
    private static final int VALUE = 8;
    private static final int UNIT = 9;
    private static final int MISSING = 10;
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
    public boolean tabulatesNotices() {
        return true;
    }

    @Override
    public Writer begin(Header header, OutputStream out) throws IOException {
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (header.notices().isPresent()) {
            return NoticeLines.begin(text, header.notices().get());
        }
        CSVPrinter lines = new CSVPrinter(text, LINES);
        return new Lines(header, lines);
    }

    /** Units are looked up once for each item of a form and version. */
    private static final class Lines implements Writer {
        private final Header header;
        private final CSVPrinter lines;
        private final Map<String, Map<String, String>> units = new HashMap<>();

        private Lines(Header header, CSVPrinter lines) {
            this.header = header;
            this.lines = lines;
        }

        @Override
        public void write(ExportedSubject subject) throws IOException {
            for (List<Revision> revisions : subject.forms().values()) {
                for (Revision revision : revisions) {
                    writeAnswers(revision);
                }
            }
        }

        private void writeAnswers(Revision revision) throws IOException {
            Map<String, String> known = units.computeIfAbsent(
                    revision.definitionVersion() + "/" + revision.instance().form(), form -> new HashMap<>());
            FormContent content = revision.content();
            String[] line = line(revision);
            line[MISSING] = "";
            for (Map.Entry<String, ItemValue> value : content.values().entrySet()) {
                line[ITEM] = value.getKey();
                line[VALUE] = text(value.getValue());
                line[UNIT] = known.computeIfAbsent(value.getKey(), key -> unit(revision, key));
                lines.printRecord((Object[]) line);
            }
            line[VALUE] = "";
            line[UNIT] = "";
            for (Map.Entry<String, MissingReason> missing : content.missing().entrySet()) {
                line[ITEM] = missing.getKey();
                line[MISSING] = missing.getValue().code();
                lines.printRecord((Object[]) line);
            }
        }

        private String unit(Revision revision, String key) {
            return header.version(revision.definitionVersion())
                    .form(revision.instance().form())
                    .flatMap(form -> form.answered(key))
                    .flatMap(Item::unit)
                    .orElse("");
        }

        @Override
        public void close() throws IOException {
            lines.close(true);
        }
    }

    /** What all lines of a revision say, with a gap for the answer. */
    private static String[] line(Revision revision) {
        FormInstance instance = revision.instance();
        return new String[] {
            revision.study(),
            revision.site(),
            revision.subject(),
            instance.event(),
            instance.form(),
            Integer.toString(instance.repeat()),
            Integer.toString(revision.number()),
            null,
            null,
            null,
            null,
            revision.content().occurredAt().toString(),
            revision.savedAt().toString(),
            harmless(revision.savedBy().name()),
            harmless(revision.reasonForChange().orElse("")),
            revision.definitionVersion(),
            harmless(revision.content().windowReason().orElse("")),
            harmless(PlainText.reasons(revision))
        };
    }

    private static String text(ItemValue value) {
        String text = PlainText.of(value);
        return value.type() == ItemType.TEXT ? harmless(text) : text;
    }

    static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
