package org.equipoise.ecrf.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.ecrf.application.ImportLaboratoryData.Lines;
import org.equipoise.ecrf.application.LaboratoryFiles;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** Comma-separated values (RFC 4180) in UTF-8 with a heading, read line by line. */
@ApplicationScoped
public class CsvFiles implements LaboratoryFiles {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Lines open(Path file) {
        return reader -> {
            try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                    CSVParser lines = read(() -> begin(text))) {
                int columns = lines.getHeaderNames().size();
                Iterator<CSVRecord> each = lines.iterator();
                while (read(each::hasNext)) {
                    CSVRecord line = read(each::next);
                    if (line.size() != columns) {
                        throw unreadable("line " + lines.getCurrentLineNumber() + " has " + line.size()
                                + " cells, the heading has " + columns);
                    }
                    reader.accept(lines.getCurrentLineNumber(), line.toMap());
                }
            }
        };
    }

    private static CSVParser begin(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return CSVParser.parse(text, FORMAT);
    }

    private interface Reading<T> {
        T from() throws IOException;
    }

    /** Only what the file itself causes is its fault, never what becomes of a line. */
    private static <T> T read(Reading<T> reading) throws IOException {
        try {
            return reading.from();
        } catch (CharacterCodingException | CSVException | UncheckedIOException | IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
    }

    private static Refusal unreadable(String why) {
        return Refusal.of(ProblemType.INVALID_VALUE, "The file is not CSV in UTF-8 with a heading: " + why + ".")
                .fix("Send a file as RFC 4180 describes it. Nothing was imported.");
    }
}
