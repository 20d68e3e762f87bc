package org.equipoise.ecrf.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Lines open(Path file) {
        return new Lines() {
            @Override
            public void each(Reader reader) throws IOException {
                CsvFiles.each(file, reader);
            }

            @Override
            public String sha256() throws IOException {
                return CsvFiles.sha256(file);
            }
        };
    }

    private static void each(Path file, Lines.Reader reader) throws IOException {
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
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
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
