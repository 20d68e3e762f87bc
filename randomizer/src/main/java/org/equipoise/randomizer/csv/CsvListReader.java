package org.equipoise.randomizer.csv;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.randomizer.application.ListReader;
import org.equipoise.randomizer.domain.list.ListFault;
import org.equipoise.randomizer.domain.list.UploadedFile;
import org.equipoise.randomizer.domain.plan.PlanRules;

/** Reads comma-separated values (RFC 4180) in UTF-8, row by row and in memory only: a list never touches a disk. */
@ApplicationScoped
class CsvListReader implements ListReader {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public UploadedFile read(byte[] csv) {
        List<UploadedFile.Row> rows = new ArrayList<>();
        List<ListFault> faults = new ArrayList<>();
        try (Reader text = new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8.newDecoder());
                CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            try {
                for (CSVRecord row : parser) {
                    rows.add(new UploadedFile.Row(parser.getCurrentLineNumber(), row.toList()));
                    if (rows.size() > PlanRules.MOST_ENTRIES + 1) {
                        faults.add(new ListFault(
                                parser.getCurrentLineNumber(),
                                "",
                                null,
                                "at most " + PlanRules.MOST_ENTRIES + " rows"));
                        break;
                    }
                }
            } catch (UncheckedIOException e) {
                faults.add(new ListFault(
                        parser.getCurrentLineNumber(), "", null, "comma-separated values in UTF-8, quotes closed"));
            }
        } catch (IOException e) {
            faults.add(new ListFault(1, "", null, "comma-separated values in UTF-8, quotes closed"));
        }
        List<String> header = rows.isEmpty() ? List.of() : header(rows.get(0).cells());
        return new UploadedFile(header, rows.isEmpty() ? rows : rows.subList(1, rows.size()), faults);
    }

    private static List<String> header(List<String> cells) {
        List<String> header = new ArrayList<>(cells);
        if (!header.isEmpty() && header.get(0).startsWith(BYTE_ORDER_MARK)) {
            header.set(0, header.get(0).substring(1));
        }
        return header;
    }
}
