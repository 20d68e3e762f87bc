package org.equipoise.ecrf.export;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.NoticeDataset;

/** A line for each alert or deviation. */
record NoticeLines(CSVPrinter lines, List<NoticeColumn> columns) implements ExportFormat.Writer {
    static NoticeLines begin(Appendable text, NoticeDataset dataset) throws IOException {
        List<NoticeColumn> columns = NoticeColumn.of(dataset);
        String[] headings = columns.stream().map(NoticeColumn::heading).toArray(String[]::new);
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(headings).get();
        return new NoticeLines(new CSVPrinter(text, format), columns);
    }

    @Override
    public void write(ExportFormat.ExportedSubject subject) throws IOException {
        for (NoticeRow row : NoticeRow.of(subject)) {
            lines.printRecord(columns.stream()
                    .map(column -> column.value().apply(row).map(Object::toString))
                    .map(value -> CsvFormat.harmless(value.orElse(""))));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close(true);
    }
}
