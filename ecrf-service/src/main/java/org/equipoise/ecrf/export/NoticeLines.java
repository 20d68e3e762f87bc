package org.equipoise.ecrf.export;

import java.io.IOException;
import org.apache.commons.csv.CSVPrinter;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.domain.safety.Notice;

/** A line for each alert or deviation. */
record NoticeLines(CSVPrinter lines) implements ExportFormat.Writer {
    static final String[] HEADINGS =
            NoticeColumn.ALL.stream().map(NoticeColumn::heading).toArray(String[]::new);

    @Override
    public void write(ExportFormat.ExportedSubject subject) throws IOException {
        for (Notice notice : subject.notices()) {
            lines.printRecord(NoticeColumn.ALL.stream()
                    .map(column -> column.value().apply(notice).map(Object::toString))
                    .map(value -> CsvFormat.harmless(value.orElse(""))));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close(true);
    }
}
