package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetJsonFormatTest {
    private static final String TEXT = ExampleExport.of(new DatasetJsonFormat(), true, Optional.of("MADRS"));

    private static final String DEVIATIONS = ExampleExport.deviations(new DatasetJsonFormat());

    private static List<String> files() {
        return List.of(TEXT, DEVIATIONS);
    }

    private static JsonNode dataset() throws IOException {
        return new ObjectMapper().readTree(TEXT);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWhatThePublishedSchemaDescribes(String text) throws IOException {
        requireValid(List.of(text));
    }

    static void requireValid(List<String> texts) throws IOException {
        assumeTrue(
                ExampleExport.schemas().isPresent(),
                "skipped: CDISC's schemas are not here; set EQUIPOISE_CDISC_SCHEMAS to their folder");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(Files.readString(
                        ExampleExport.schemas().get().resolve("dataset-json-1.1/dataset.schema.json")));

        assertThat(texts)
                .allSatisfy(text ->
                        assertThat(schema.validate(text, InputFormat.JSON)).isEmpty());
    }

    @Test
    void hasARowForEachRevisionAndAColumnForEachItem() throws IOException {
        JsonNode dataset = dataset();

        assertThat(dataset.path("records").intValue()).isEqualTo(2);
        assertThat(dataset.path("rows")).hasSize(2);
        assertThat(dataset.path("rows").get(0)).hasSameSizeAs(dataset.path("columns"));
        assertThat(dataset.path("columns").findValuesAsText("name"))
                .startsWith("STUDYID", "SITEID", "SUBJECT")
                .endsWith("M1", "M2", "M3", "TOTAL");
    }

    @Test
    void deviationsAreADataSetOfTheirOwn() throws IOException {
        JsonNode deviations = new ObjectMapper().readTree(DEVIATIONS);

        assertThat(deviations.path("name").textValue()).isEqualTo("DV");
        assertThat(deviations.path("records").intValue()).isEqualTo(2);
        assertThat(deviations.path("rows").get(0)).hasSameSizeAs(deviations.path("columns"));
        Map<String, JsonNode> open = row(deviations, 0);
        Map<String, JsonNode> completed = row(deviations, 1);
        assertThat(open.get("RESOLVED").isNull()).isTrue();
        assertThat(completed.get("RESOLVED").isNull()).isFalse();
        assertThat(completed.get("IMPORTANT").booleanValue()).isFalse();
    }

    @Test
    void theTableOfDeviationsHasTheVariablesOfItsSdtmDomain() throws IOException {
        JsonNode deviations = new ObjectMapper().readTree(DEVIATIONS);
        Map<String, JsonNode> second = row(deviations, 1);

        assertThat(deviations.path("columns").findValuesAsText("name"))
                .startsWith(
                        "STUDYID", "DOMAIN", "USUBJID", "DVSEQ", "DVSPID", "DVTERM", "DVDECOD", "DVCAT", "VISIT",
                        "DVSTDTC")
                .doesNotHaveDuplicates();
        assertThat(second.get("DOMAIN").textValue()).isEqualTo("DV");
        assertThat(second.get("USUBJID").textValue()).isEqualTo("KET-TRD-01-01-001");
        assertThat(second.get("DVSEQ").intValue()).isEqualTo(2);
        assertThat(second.get("DVTERM").textValue()).isEqualTo("Observed outside its window.");
        assertThat(second.get("DVDECOD").textValue()).isEqualTo("window");
        assertThat(second.get("DVCAT").textValue()).isEqualTo("OUTSIDE WINDOW");
        assertThat(second.get("VISIT").textValue()).isEqualTo("H24");
        assertThat(second.get("DVSTDTC").textValue()).isEqualTo(INFUSION_START.toString());
        assertThat(deviations.path("columns").findParents("keySequence"))
                .extracting(column -> column.path("name").textValue())
                .containsExactly("STUDYID", "USUBJID", "DVSEQ");
    }

    @Test
    void aFormIsNotTakenForTheSdtmDomainOfItsName() throws IOException {
        JsonNode events =
                new ObjectMapper().readTree(ExampleExport.of(new DatasetJsonFormat(), false, Optional.of("AE")));

        assertThat(events.path("name").textValue()).isEqualTo("FORM_AE");
        assertThat(dataset().path("name").textValue()).isEqualTo("MADRS");
    }

    private static Map<String, JsonNode> row(JsonNode dataset, int number) {
        List<String> names = dataset.path("columns").findValuesAsText("name");
        Map<String, JsonNode> row = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            row.put(names.get(column), dataset.path("rows").get(number).get(column));
        }
        return row;
    }

    @Test
    void theReasonsThatWereGivenStandInTheirColumns() throws IOException {
        JsonNode row = dataset().path("rows").get(1);

        assertThat(row.get(9).textValue()).isEqualTo("came late");
        assertThat(row.get(10).textValue()).isEqualTo("ALL_SIX: looked again");
        assertThat(dataset().path("rows").get(0).get(9).textValue()).isEmpty();
    }

    @Test
    void eachRowSaysUnderWhichVersionItWasEntered() throws IOException {
        assertThat(dataset().path("columns").get(11).path("name").textValue()).isEqualTo("STUDYVER");
        assertThat(dataset().path("rows").get(1).get(11).textValue()).isEqualTo("1");
    }

    @Test
    void aMissingValueIsNullAndItsReasonIsNamed() throws IOException {
        JsonNode row = dataset().path("rows").get(1);

        assertThat(row.get(8).textValue()).isEqualTo("M2=refused");
        assertThat(row.get(12).intValue()).isEqualTo(4);
        assertThat(row.get(13).isNull()).isTrue();
    }
}
