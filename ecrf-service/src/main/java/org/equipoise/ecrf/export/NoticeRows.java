package org.equipoise.ecrf.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.NoticeDataset;

/** A row for each alert or deviation. */
final class NoticeRows implements ExportFormat.Writer {
    private final JsonGenerator json;
    private final List<NoticeColumn> columns;
    private int rows;

    private NoticeRows(JsonGenerator json, List<NoticeColumn> columns) {
        this.json = json;
        this.columns = columns;
    }

    static NoticeRows begin(JsonGenerator json, NoticeDataset dataset) throws IOException {
        json.writeArrayFieldStart("columns");
        int sequence = 1;
        List<NoticeColumn> columns = NoticeColumn.of(dataset);
        for (NoticeColumn column : columns) {
            DatasetJsonFormat.writeColumn(
                    json, dataset + "." + column.name(), column.name(), column.label(), column.type());
            if (column.isKey()) {
                json.writeNumberField("keySequence", sequence++);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        return new NoticeRows(json, columns);
    }

    @Override
    public void write(ExportFormat.ExportedSubject subject) throws IOException {
        for (NoticeRow row : NoticeRow.of(subject)) {
            json.writeStartArray();
            for (NoticeColumn column : columns) {
                json.writeObject(column.value().apply(row).orElse(null));
            }
            json.writeEndArray();
            rows++;
        }
    }

    @Override
    public void close() throws IOException {
        DatasetJsonFormat.end(json, rows);
    }
}
