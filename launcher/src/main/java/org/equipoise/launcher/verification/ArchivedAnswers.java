package org.equipoise.launcher.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.platform.audit.ArchiveVerifier;

/**
 * The readable files of an archive, held against its hash chains: what {@code history} and {@code data} say of each answer, as CSV and as
 * ODM, and that {@code marks.jsonl} and its likes are the entries of the chains, must be what was hashed when it was saved.
 */
final class ArchivedAnswers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final CSVFormat LINES =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final List<String> LISTS = List.of("marks", "subjects", "queries", "notices");
    private static final String FORMULA = "=+-@\t\r";

    private final ZipFile archive;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, JsonNode> revisions = new HashMap<>();
    private final Map<String, Integer> last = new TreeMap<>();
    private final Map<String, Set<String>> listed = new HashMap<>();
    private long compared;
    private long unchained;

    private ArchivedAnswers(ZipFile archive) {
        this.archive = archive;
    }

    /**
     * What a comparison came to.
     *
     * @param answers how many answers were found as they were hashed
     * @param unchained how many answers are of forms whose chains are not in the archive
     * @param findings what differs
     */
    record Comparison(long answers, long unchained, List<String> findings) {
        Comparison {
            findings = List.copyOf(findings);
        }
    }

    static Comparison compare(ZipFile archive) throws IOException {
        ArchivedAnswers answers = new ArchivedAnswers(archive);
        answers.readChains();
        answers.compare("history.csv", true);
        answers.compare("data.csv", false);
        answers.compareOdm("history.xml", true);
        answers.compareOdm("data.xml", false);
        for (String list : LISTS) {
            answers.compareList(list);
        }
        return new Comparison(answers.compared, answers.unchained, answers.findings);
    }

    private void readChains() throws IOException {
        try (BufferedReader lines = reader(ArchiveVerifier.CHAINS)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                readEntry(line);
            }
        }
    }

    /** Lines that are no entries are named by whoever verifies the chains. */
    private void readEntry(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            String text = entry.path("entry").asText();
            for (String list : LISTS) {
                if (entry.path("stream").asText().contains("/" + list + "/")) {
                    listed.computeIfAbsent(list, name -> new HashSet<>()).add(text);
                }
            }
            JsonNode said = JSON.readTree(text);
            if (said.has("values")) {
                String form = form(
                        said.path("subject").asText(),
                        said.path("event").asText(),
                        said.path("form").asText(),
                        said.path("repeat").asText());
                int number = said.path("revision").asInt();
                revisions.put(form + " #" + number, said);
                last.merge(form, number, Math::max);
            }
        } catch (JsonProcessingException e) {
            listed.computeIfAbsent("", name -> new HashSet<>()).add(line);
        }
    }

    private static String form(String subject, String event, String form, String repeat) {
        return subject + "/" + event + "/" + form + "/" + repeat;
    }

    /** Each line must say what was hashed; and each answer that was hashed must have a line. */
    private void compare(String path, boolean history) throws IOException {
        if (archive.getEntry(path) == null) {
            findings.add(path + ": it is missing");
            return;
        }
        Map<String, Set<String>> missing = new TreeMap<>();
        revisions.forEach((revision, said) -> {
            String form = revision.substring(0, revision.lastIndexOf(" #"));
            if (history || last.get(form) == said.path("revision").asInt()) {
                Set<String> items = new HashSet<>();
                said.path("values").fieldNames().forEachRemaining(items::add);
                said.path("missing").fieldNames().forEachRemaining(items::add);
                missing.put(revision, items);
            }
        });
        try (CSVParser lines = LINES.parse(reader(path))) {
            for (CSVRecord line : lines) {
                compare(path, line, missing);
            }
        }
        missing.forEach((revision, items) -> {
            if (!items.isEmpty()) {
                findings.add(path + ": " + revision + " lacks " + String.join(", ", items));
            }
        });
    }

    private void compare(String path, CSVRecord line, Map<String, Set<String>> missing) {
        String form = form(line.get("subject"), line.get("event"), line.get("form"), line.get("repeat"));
        String revision = form + " #" + line.get("revision");
        String item = line.get("item");
        if (!last.containsKey(form)) {
            unchained++;
        } else if (!missing.getOrDefault(revision, Set.of()).remove(item)) {
            findings.add(path + ": " + revision + " " + item + " is not in the chain, or is there twice");
        } else if (!isSame(line, revisions.get(revision), item)) {
            findings.add(path + ": " + revision + " " + item + " is not what the chain says");
        } else {
            compared++;
        }
    }

    private static boolean isSame(CSVRecord line, JsonNode said, String item) {
        return isSameValue(line.get("value"), said.path("values").path(item))
                && line.get("missing").equals(said.path("missing").path(item).asText())
                && line.get("site").equals(said.path("site").asText())
                && line.get("observedAt").equals(said.path("occurredAt").asText())
                && line.get("savedAt").equals(said.path("savedAt").asText())
                && line.get("studyVersion")
                        .equals(said.path("definitionVersion").asText())
                && line.get("savedBy")
                        .equals(harmless(said.path("savedBy").path("name").asText()))
                && line.get("reasonForChange")
                        .equals(harmless(said.path("reasonForChange").asText()))
                && line.get("windowReason")
                        .equals(harmless(said.path("windowReason").asText()));
    }

    private static boolean isSameValue(String cell, JsonNode said) {
        String text = said.isMissingNode() ? "" : plain(said);
        return cell.equals(said.path("type").asText().equals("text") ? harmless(text) : text);
    }

    /** A value as files say it: numbers plain, several choices with a space between. */
    static String plain(JsonNode said) {
        JsonNode value = said.path("value");
        if (value.isArray()) {
            return String.join(
                    " ",
                    StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    /** Each answer of an ODM file must be what the revision that it names said, and each present value must be in the present state. */
    private void compareOdm(String path, boolean history) throws IOException {
        ZipEntry entry = archive.getEntry(path);
        if (entry == null) {
            findings.add(path + ": it is missing");
            return;
        }
        Map<String, Set<String>> missing = new TreeMap<>();
        if (!history) {
            last.forEach((form, number) -> {
                Set<String> items = new HashSet<>();
                revisions.get(form + " #" + number).path("values").fieldNames().forEachRemaining(items::add);
                missing.put(form, items);
            });
        }
        ArchivedOdm.read(archive.getInputStream(entry), answer -> {
            JsonNode said = revisions.get(answer.form() + " #" + answer.revision());
            missing.getOrDefault(answer.form(), new HashSet<>()).remove(answer.item());
            if (last.containsKey(answer.form()) && (said == null || !answer.isSaidBy(said))) {
                findings.add(path + ": " + answer.form() + " #" + answer.revision() + " " + answer.item()
                        + " is not what the chain says");
            }
        });
        missing.forEach((form, items) -> {
            if (!items.isEmpty()) {
                findings.add(path + ": " + form + " lacks " + String.join(", ", items));
            }
        });
    }

    /** Spreadsheets take a text that begins like this for a formula, so that it has an apostrophe in front. */
    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void compareList(String list) throws IOException {
        String path = list + ".jsonl";
        if (archive.getEntry(path) == null) {
            findings.add(path + ": it is missing");
            return;
        }
        Set<String> entries = new HashSet<>(listed.getOrDefault(list, Set.of()));
        try (BufferedReader lines = reader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!entries.remove(line)) {
                    findings.add(path + ": a line is not an entry of the chains: " + line);
                }
            }
        }
        if (!entries.isEmpty()) {
            findings.add(path + ": " + entries.size() + " entries of the chains are not in it");
        }
    }

    private BufferedReader reader(String path) throws IOException {
        ZipEntry entry = archive.getEntry(path);
        return entry == null
                ? new BufferedReader(Reader.nullReader())
                : new BufferedReader(new InputStreamReader(archive.getInputStream(entry), StandardCharsets.UTF_8));
    }
}
