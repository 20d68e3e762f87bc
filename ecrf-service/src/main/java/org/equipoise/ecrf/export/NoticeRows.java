package org.equipoise.ecrf.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.equipoise.ecrf.application.ExportFormat;
import org.equipoise.ecrf.application.NoticeDataset;
import org.equipoise.ecrf.domain.safety.Notice;

/** A row for each alert or deviation. */
final class NoticeRows implements ExportFormat.Writer {
    private static final int STUDY_AND_ID = 4;

    private final JsonGenerator json;
    private int rows;

    private NoticeRows(JsonGenerator json) {
        this.json = json;
    }

    static NoticeRows begin(JsonGenerator json, NoticeDataset dataset) throws IOException {
        json.writeArrayFieldStart("columns");
        int sequence = 1;
        for (NoticeColumn column : NoticeColumn.ALL) {
            DatasetJsonFormat.writeColumn(
                    json, dataset + "." + column.name(), column.name(), column.label(), column.type());
            if (sequence <= STUDY_AND_ID) {
                json.writeNumberField("keySequence", sequence++);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        return new NoticeRows(json);
    }

    @Override
    public void write(ExportFormat.ExportedSubject subject) throws IOException {
        for (Notice notice : subject.notices()) {
            json.writeStartArray();
            for (NoticeColumn column : NoticeColumn.ALL) {
                json.writeObject(column.value().apply(notice).orElse(null));
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
