package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;

/**
 * What every file keeps of an amended study. Version 2 measures the systolic pressure in kPa with decimals, asks for no weight and
 * calls the diastolic pressure a text; version 3 asks for the pressures as often as they are measured, and no longer for adverse events.
 */
class VersionsInFilesTest {
    private static final ItemValue WEIGHT = decimal("72.5");
    private static final StudyDefinition FIRST = ExampleStudy.definition();
    private static final StudyDefinition SECOND =
            ExampleStudy.definition(ExampleStudy.jsonWith(VersionsInFilesTest::second));
    private static final StudyDefinition THIRD =
            ExampleStudy.definition(ExampleStudy.jsonWith(VersionsInFilesTest::third));
    private static final List<StudyDefinition> TWO = List.of(FIRST, SECOND);
    private static final List<StudyDefinition> THREE = List.of(FIRST, SECOND, THIRD);

    private static void second(ObjectNode study) {
        study.put("version", "2");
        ArrayNode items = (ArrayNode) vitals(study).at("/itemGroups/0/items");
        items.remove(4);
        items.remove(2);
        ((ObjectNode) items.get(0)).put("type", "decimal").put("unit", "kPa").put("precision", 1);
        ObjectNode diastolic = (ObjectNode) items.get(1);
        diastolic.put("type", "text").remove(List.of("unit", "range"));
        vitals(study).remove("editChecks");
    }

    private static void third(ObjectNode study) {
        second(study);
        study.put("version", "3");
        ((ObjectNode) vitals(study).at("/itemGroups/0")).put("repeating", true);
        ArrayNode forms = (ArrayNode) study.path("forms");
        IntStream.range(0, forms.size())
                .filter(index -> forms.get(index).path("form").asText().equals("AE"))
                .findFirst()
                .ifPresent(forms::remove);
        study.at("/schedule/events")
                .forEach(event -> event.path("forms").forEach(form -> {
                    if (form.path("form").asText().equals("AE")) {
                        ((ObjectNode) form).put("form", "VITALS");
                    }
                }));
    }

    private static ObjectNode vitals(ObjectNode study) {
        for (JsonNode form : study.path("forms")) {
            if (form.path("form").asText().equals("VITALS")) {
                return (ObjectNode) form;
            }
        }
        throw new IllegalStateException("the example has no VITALS");
    }

    private static ItemValue decimal(String text) {
        return new ItemValue.DecimalValue(new BigDecimal(text));
    }

    private static ItemValue text(String text) {
        return new ItemValue.TextValue(text);
    }

    /** The same save, made under another version. */
    static Revision under(String version, Revision saved) {
        return new Revision(
                saved.study(),
                saved.subject(),
                saved.site(),
                saved.instance(),
                saved.number(),
                version,
                saved.content(),
                saved.reasonForChange(),
                saved.warningReasons(),
                saved.findings(),
                saved.consequences(),
                saved.savedBy(),
                saved.savedAt(),
                saved.salt());
    }

    private static List<Revision> saved(String version, FormInstance instance, Map<String, ItemValue> values) {
        return List.of(under(version, revision(instance, 1, content(INFUSION_START, values))));
    }

    private static List<List<Revision>> ofTwo() {
        return List.of(
                saved(
                        "1",
                        first("BASELINE", "VITALS"),
                        Map.of("SYSTOLIC", number(120), "DIASTOLIC", number(80), "WEIGHT", WEIGHT)),
                saved("2", first("H24", "VITALS"), Map.of("SYSTOLIC", decimal("16.5"), "DIASTOLIC", text("about 80"))),
                saved("1", first("COMMON", "AE"), Map.of("TERM", text("Headache"))));
    }

    private static List<List<Revision>> ofThree() {
        List<List<Revision>> all = new ArrayList<>(ofTwo());
        all.add(saved(
                "3",
                first("PLUS40", "VITALS"),
                Map.of("MAIN[1].SYSTOLIC", decimal("17.1"), "MAIN[3].SYSTOLIC", decimal("17.3"))));
        return all;
    }

    private static JsonNode table(String form, List<StudyDefinition> versions, List<List<Revision>> saved)
            throws IOException {
        List<List<Revision>> wanted = saved.stream()
                .filter(revisions -> revisions.get(0).instance().form().equals(form))
                .toList();
        return new ObjectMapper()
                .readTree(ExampleExport.of(new DatasetJsonFormat(), true, Optional.of(form), versions, wanted));
    }

    private static JsonNode column(JsonNode table, String name) {
        return table.path("columns").get(index(table, name));
    }

    private static int index(JsonNode table, String name) {
        return table.path("columns").findValuesAsText("name").indexOf(name);
    }

    /** What a column says in all rows of an event. */
    private static List<String> cells(JsonNode table, String event, String column) {
        List<String> cells = new ArrayList<>();
        table.path("rows").forEach(row -> {
            if (row.get(3).asText().equals(event)) {
                cells.add(row.get(index(table, column)).toString());
            }
        });
        return cells;
    }

    private static List<CSVRecord> lines(List<StudyDefinition> versions, List<List<Revision>> saved)
            throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(ExampleExport.of(new CsvFormat(), true, versions, saved)))
                .getRecords();
    }

    @Test
    void aTableHasTheItemsOfAllVersionsThoseInForceFirst() throws IOException {
        assertThat(table("VITALS", TWO, ofTwo()).path("columns").findValuesAsText("name"))
                .endsWith("SYSTOLIC", "DIASTOLIC", "HEIGHT", "WEIGHT", "BMI");
    }

    @Test
    void whatALaterVersionNoLongerAsksIsInTheTable() throws IOException {
        JsonNode table = table("VITALS", TWO, ofTwo());

        assertThat(cells(table, "BASELINE", "WEIGHT")).containsExactly("\"72.5\"");
        assertThat(cells(table, "H24", "WEIGHT")).containsExactly("null");
        assertThat(column(table, "WEIGHT").path("label").textValue())
                .isEqualTo("Weight (version 1: decimal, kg; version 2: not asked)");
    }

    @Test
    void aColumnHasTheTypeThatHoldsTheValuesOfAllVersions() throws IOException {
        JsonNode table = table("VITALS", TWO, ofTwo());

        assertThat(column(table, "SYSTOLIC").path("dataType").textValue()).isEqualTo("decimal");
        assertThat(cells(table, "BASELINE", "SYSTOLIC")).containsExactly("\"120\"");
        assertThat(cells(table, "H24", "SYSTOLIC")).containsExactly("\"16.5\"");
        assertThat(column(table, "DIASTOLIC").path("dataType").textValue()).isEqualTo("string");
        assertThat(cells(table, "BASELINE", "DIASTOLIC")).containsExactly("\"80\"");
    }

    @Test
    void theLabelSaysWhichVersionMeansWhat() throws IOException {
        JsonNode table = table("VITALS", TWO, ofTwo());

        assertThat(column(table, "SYSTOLIC").path("label").textValue())
                .isEqualTo("Systolic (version 1: integer, mmHg; version 2: decimal, kPa)");
        assertThat(column(table, "HEIGHT").path("label").textValue()).isEqualTo("Height");
        assertThat(cells(table, "H24", "STUDYVER")).containsExactly("\"2\"");
    }

    @Test
    void whatWasAskedOnceStandsBesideWhatIsNowAskedInRows() throws IOException {
        JsonNode table = table("VITALS", THREE, ofThree());

        assertThat(table.path("records").intValue()).isEqualTo(4);
        assertThat(cells(table, "BASELINE", "SYSTOLIC")).containsExactly("\"120\"");
        assertThat(cells(table, "PLUS40", "ROW")).containsExactly("1", "3");
        assertThat(cells(table, "PLUS40", "SYSTOLIC")).containsExactly("\"17.1\"", "\"17.3\"");
        assertThat(table.path("rows").get(0)).hasSameSizeAs(table.path("columns"));
    }

    @Test
    void whatWasAskedInRowsIsThereWhenItIsAskedOnceAgain() throws IOException {
        JsonNode table = table("VITALS", List.of(FIRST, THIRD, SECOND), ofThree());

        assertThat(cells(table, "PLUS40", "SYSTOLIC")).containsExactly("\"17.1\"", "\"17.3\"");
        assertThat(cells(table, "H24", "SYSTOLIC")).containsExactly("\"16.5\"");
    }

    @Test
    void aFormThatTheStudyNoLongerHasIsATableStill() throws IOException {
        JsonNode table = table("AE", THREE, ofThree());

        assertThat(cells(table, "COMMON", "TERM")).containsExactly("\"Headache\"");
        assertThat(table.path("label").textValue()).isEqualTo("Adverse event (not in version 3 of the study)");
    }

    @Test
    void linesHaveEveryAnswerWithTheUnitOfItsVersion() throws IOException {
        List<CSVRecord> lines = lines(THREE, ofThree());

        assertThat(lines)
                .extracting(line -> String.join(
                        " ",
                        Arrays.asList(line.get("item"), line.get("value"), line.get("unit"), line.get("studyVersion"))))
                .containsExactlyInAnyOrder(
                        "SYSTOLIC 120 mmHg 1",
                        "DIASTOLIC 80 mmHg 1",
                        "WEIGHT 72.5 kg 1",
                        "SYSTOLIC 16.5 kPa 2",
                        "DIASTOLIC about 80  2",
                        "TERM Headache  1",
                        "MAIN[1].SYSTOLIC 17.1 kPa 3",
                        "MAIN[3].SYSTOLIC 17.3 kPa 3");
    }

    @Test
    void odmHasEveryAnswerUnderItsVersionAndDefinesWhatItRefersTo() throws Exception {
        String xml = ExampleExport.of(new OdmFormat(), true, THREE, ofThree());
        OdmFormatTest.requireValid(xml);

        assertThat(OdmFormatTest.found(xml, "count(//ItemData)")).isEqualTo("8");
        assertThat(OdmFormatTest.found(
                        xml, "//ClinicalData[@MetaDataVersionOID='1']//FormData[@FormOID='F.AE']//@Value"))
                .isEqualTo("Headache");
        assertThat(OdmFormatTest.found(xml, "//ClinicalData[@MetaDataVersionOID='3']//ItemGroupData[2]//@Value"))
                .isEqualTo("17.3");
        assertThat(OdmFormatTest.found(
                        xml, "count(//MeasurementUnitRef[not(@MeasurementUnitOID = //MeasurementUnit/@OID)])"))
                .isEqualTo("0");
    }
}
