package org.equipoise.ecrf.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.application.TrialSite.STUDY;
import static org.equipoise.ecrf.application.TrialSite.SUBJECT;
import static org.equipoise.ecrf.application.TrialSite.everybody;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.Answer;
import org.equipoise.ecrf.domain.form.FieldHistory;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.export.CsvFormat;
import org.equipoise.ecrf.persistence.StoredRevisions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A form with every type of item, reasons for missing values, rows, an item that is skipped and one that is derived is edited at random.
 * What each place says is the fold of its history, in what is read, in what was stored and in what is exported as of each save.
 */
class EveryItemHistoryTest {
    private static final FormInstance FORM = new FormInstance("COMMON", "EVERYTHING", 1);
    private static final String DEFINITION = """
        {"form": "EVERYTHING", "name": "Everything", "category": "general", "itemGroups": [
          {"id": "MAIN", "items": [
            {"id": "WHOLE", "label": "Whole", "type": "integer"},
            {"id": "EXACT", "label": "Exact", "type": "decimal", "precision": 2},
            {"id": "WORDS", "label": "Words", "type": "text"},
            {"id": "DAY", "label": "Day", "type": "date"},
            {"id": "SOMEDAY", "label": "Some day", "type": "partial-date"},
            {"id": "HOUR", "label": "Hour", "type": "time"},
            {"id": "MOMENT", "label": "Moment", "type": "datetime"},
            {"id": "YES", "label": "Yes", "type": "boolean"},
            {"id": "ONE", "label": "One", "type": "choice", "codeList": [
              {"code": "A", "label": "A"}, {"code": "B", "label": "B"}]},
            {"id": "SEVERAL", "label": "Several", "type": "choices", "codeList": [
              {"code": "A", "label": "A"}, {"code": "B", "label": "B"}, {"code": "C", "label": "C"}]},
            {"id": "ONLY_IF", "label": "Only if yes", "type": "text", "skipWhen": "!YES"},
            {"id": "TWICE", "label": "Twice", "type": "integer", "derivation": "WHOLE * 2"}]},
          {"id": "DRUGS", "repeating": true, "rows": 3, "items": [
            {"id": "DRUG", "label": "Drug", "type": "text"},
            {"id": "DOSE", "label": "Dose", "type": "decimal", "precision": 1}]}]}\
        """;

    private static final Map<String, List<Object>> POSSIBLE = Map.ofEntries(
            Map.entry("WHOLE", List.of(0, -7, 123_456_789_012L)),
            Map.entry("EXACT", List.of(0.25, -1.5, 70)),
            Map.entry("WORDS", List.of("plain", "=SUM(A1), \"quoted\"\nand more", "grün 漢字")),
            Map.entry("DAY", List.of("2026-02-28", "2024-02-29")),
            Map.entry("SOMEDAY", List.of("2024", "2024-05", "2024-05-17")),
            Map.entry("HOUR", List.of("09:30", "23:59:59")),
            Map.entry("MOMENT", List.of("2026-03-01T10:40:00+01:00", "2026-03-01T09:40:00Z")),
            Map.entry("YES", List.of(true, false)),
            Map.entry("ONE", List.of("A", "B")),
            Map.entry("SEVERAL", List.of(List.of("A"), List.of("B", "C"), List.of("C", "B"))),
            Map.entry("ONLY_IF", List.of("because", "so")),
            Map.entry("DRUGS[1].DRUG", List.of("lithium", "valproate")),
            Map.entry("DRUGS[1].DOSE", List.of(1.5, 300)),
            Map.entry("DRUGS[3].DRUG", List.of("lithium", "none")),
            Map.entry("DRUGS[3].DOSE", List.of(0.1, 20)));

    private final TrialSite site = new TrialSite(ExampleStudy.jsonWith(EveryItemHistoryTest::withEverything));
    private final ReadForm readForm = new ReadForm(site.studies, site.subjects, site.revisions);

    private static void withEverything(ObjectNode study) {
        try {
            ((ArrayNode) study.path("forms")).add(new ObjectMapper().readTree(DEFINITION));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        for (var event : study.at("/schedule/events")) {
            if (event.path("id").asText().equals("COMMON")) {
                ((ArrayNode) event.path("forms"))
                        .addObject()
                        .put("form", "EVERYTHING")
                        .put("required", false);
            }
        }
    }

    private void editAtRandom(long seed, int edits) {
        Random random = new Random(seed);
        Map<String, Object> values = new HashMap<>();
        Map<String, String> missing = new HashMap<>();
        for (int edit = 0; edit < edits; edit++) {
            for (String place : new TreeSet<>(POSSIBLE.keySet())) {
                if (random.nextInt(3) == 0) {
                    values.remove(place);
                    missing.remove(place);
                    int kind = random.nextInt(5);
                    List<Object> possible = POSSIBLE.get(place);
                    if (kind < 3) {
                        values.put(place, possible.get(random.nextInt(possible.size())));
                    } else if (kind == 3) {
                        missing.put(place, random.nextBoolean() ? "unknown" : "refused");
                    }
                }
            }
            site.clock.set(site.clock.instant().plusSeconds(60));
            save(edit, values, missing, INFUSION_START.plusSeconds(60L * random.nextInt(2)));
        }
    }

    private void save(int expected, Map<String, Object> values, Map<String, String> missing, Instant at) {
        EntryData data =
                new EntryData(values, missing, at, Optional.empty(), Optional.of("edit " + expected), Map.of());
        site.saveForm.save(everybody(), new SaveCommand(STUDY, SUBJECT, FORM, expected, Optional.empty(), data));
    }

    private static Map<String, Answer> answers(FormContent content) {
        Map<String, Answer> answers = new TreeMap<>();
        for (String place : Answer.places(content)) {
            answers.put(place, Answer.at(place, content));
        }
        return answers;
    }

    /** What the histories of all places say once a revision was saved. */
    private static Map<String, Answer> folded(Map<String, List<FieldHistory.Change>> histories, int revision) {
        Map<String, Answer> state = new TreeMap<>();
        histories.forEach((place, history) -> history.stream()
                .filter(change -> change.revision() <= revision)
                .reduce((before, after) -> after)
                .map(FieldHistory.Change::after)
                .filter(answer -> !answer.equals(Answer.NONE))
                .ifPresent(answer -> state.put(place, answer)));
        return state;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20260302})
    void whatIsReadStoredAndExportedIsTheFoldOfTheHistory(long seed) throws IOException {
        editAtRandom(seed, 20);
        List<StoredRevision> stored = site.revisions.history(STUDY, SUBJECT, FORM);
        Set<String> places = new HashSet<>(POSSIBLE.keySet());
        stored.forEach(each -> places.addAll(Answer.places(each.revision().content())));
        assertThat(places).contains("TWICE", "occurredAt");
        Map<String, List<FieldHistory.Change>> histories = new HashMap<>();
        places.forEach(place -> histories.put(place, readForm.changes(everybody(), STUDY, SUBJECT, FORM, place)));

        for (StoredRevision each : stored) {
            Revision revision = each.revision();
            Map<String, Answer> state = folded(histories, revision.number());

            assertThat(answers(revision.content())).isEqualTo(state);
            assertThat(StoredRevisions.thereAndBack(each).inTurn(each.turn())).isEqualTo(each);
            assertThat(exported(revision.savedAt())).isEqualTo(plain(state));
        }
        assertThat(answers(readForm.read(everybody(), STUDY, SUBJECT, FORM)
                        .revision()
                        .content()))
                .isEqualTo(folded(histories, stored.size()));
    }

    private static Map<String, String> plain(Map<String, Answer> state) {
        Map<String, String> plain = new TreeMap<>();
        state.forEach((place, answer) -> {
            if (!place.equals(Answer.OCCURRED_AT)) {
                String text = answer.value()
                        .map(value -> value.plain() instanceof Collection<?> several
                                ? several.stream().map(Object::toString).collect(Collectors.joining(" "))
                                : value.plain().toString())
                        .orElseGet(() ->
                                "missing: " + answer.missing().orElseThrow().code());
                plain.put(place, text.startsWith("=") ? "'" + text : text);
            }
        });
        return plain;
    }

    private Map<String, String> exported(Instant asOf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        site.export
                .prepare(everybody(), ExportData.Order.answers(STUDY, Optional.of(asOf), false), new CsvFormat())
                .writeTo(out);
        Map<String, String> lines = new TreeMap<>();
        List<CSVRecord> records = new ArrayList<>(CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(out.toString(StandardCharsets.UTF_8)))
                .getRecords());
        for (CSVRecord line : records) {
            String missing = line.get("missing");
            lines.put(line.get("item"), missing.isEmpty() ? line.get("value") : "missing: " + missing);
        }
        return lines;
    }
}
