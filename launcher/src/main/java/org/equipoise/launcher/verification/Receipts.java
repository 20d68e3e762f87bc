package org.equipoise.launcher.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.launcher.system.LaunchFailure;

/**
 * Reads receipts: pages of {@code GET …/randomizations} as JSON, or a CSV file with the columns subject,
 * randomizationNumber, kit, randomizedAt, list, extension, merkleRoot and leaf.
 */
final class Receipts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private Receipts() {}

    static List<Receipt> read(Path file) {
        try {
            return file.toString().endsWith(".csv") ? csv(file) : json(JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new LaunchFailure("The receipts in " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static List<Receipt> json(JsonNode root) {
        List<Receipt> receipts = new ArrayList<>();
        for (JsonNode item : root.has("items") ? root.get("items") : root) {
            JsonNode receipt = item.path("receipt");
            receipts.add(new Receipt(
                    text(item, "subject"),
                    text(item, "randomizationNumber"),
                    text(item, "kit"),
                    Instant.parse(text(item, "randomizedAt")),
                    text(receipt, "list"),
                    receipt.path("extension").asInt(),
                    text(receipt, "merkleRoot"),
                    text(receipt, "leaf")));
        }
        return receipts;
    }

    private static String text(JsonNode node, String member) {
        if (!node.path(member).isTextual()) {
            throw new IllegalArgumentException("a randomization has no '" + member + "'");
        }
        return node.get(member).textValue();
    }

    private static List<Receipt> csv(Path file) throws IOException {
        List<Receipt> receipts = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser rows =
                        CSVParser.builder().setReader(reader).setFormat(CSV).get()) {
            for (CSVRecord row : rows) {
                receipts.add(new Receipt(
                        row.get("subject"),
                        row.get("randomizationNumber"),
                        row.get("kit"),
                        Instant.parse(row.get("randomizedAt")),
                        row.get("list"),
                        Integer.parseInt(row.get("extension")),
                        row.get("merkleRoot"),
                        row.get("leaf")));
            }
        }
        return receipts;
    }
}
