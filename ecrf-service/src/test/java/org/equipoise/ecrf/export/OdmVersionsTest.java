package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.Examples.INFUSION_START;
import static org.equipoise.ecrf.Examples.content;
import static org.equipoise.ecrf.Examples.first;
import static org.equipoise.ecrf.Examples.number;
import static org.equipoise.ecrf.Examples.revision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ODM keeps of changes over versions of the study, of who gave which answer, and of visits that repeat. */
class OdmVersionsTest {
    private static final FormInstance VITALS = first("H24", "VITALS");
    private static final ItemValue HEIGHT = new ItemValue.DecimalValue(new BigDecimal("1.80"));
    private static final List<StudyDefinition> VERSIONS = List.of(
            ExampleStudy.definition(ExampleStudy.jsonWith(OdmVersionsTest::withUnscheduledVisits)),
            ExampleStudy.definition(ExampleStudy.jsonWith(OdmVersionsTest::withoutHeight)));

    private static void withUnscheduledVisits(ObjectNode study) {
        ObjectNode visit = ((ArrayNode) study.at("/schedule/events")).addObject();
        visit.put("id", "EXTRA").put("name", "Extra visit").put("unscheduled", true);
        visit.put("repeating", true)
                .putArray("forms")
                .addObject()
                .put("form", "VITALS")
                .put("required", false);
        ((ArrayNode) visit.path("forms")).addObject().put("form", "AE").put("required", false);
    }

    private static void withoutHeight(ObjectNode study) {
        withUnscheduledVisits(study);
        study.put("version", "2");
        for (var form : study.path("forms")) {
            if (form.path("form").asText().equals("VITALS")) {
                ArrayNode items = (ArrayNode) form.at("/itemGroups/0/items");
                items.remove(4);
                items.remove(3);
            }
        }
    }

    private static Revision vitals(int revision, String version, Map<String, ItemValue> values) {
        return VersionsInFilesTest.under(version, revision(VITALS, revision, content(INFUSION_START, values)));
    }

    /** Entered, corrected and entered again under a version without the height. */
    private static String odm(boolean history) {
        return ExampleExport.of(
                new OdmFormat(),
                history,
                VERSIONS,
                List.of(List.of(
                        vitals(1, "1", Map.of("SYSTOLIC", number(120), "DIASTOLIC", number(80), "HEIGHT", HEIGHT)),
                        vitals(2, "1", Map.of("SYSTOLIC", number(121), "DIASTOLIC", number(80), "HEIGHT", HEIGHT)),
                        vitals(3, "2", Map.of("SYSTOLIC", number(121), "DIASTOLIC", number(82))))));
    }

    private static String visits() {
        ItemValue term = new ItemValue.TextValue("Headache");
        return ExampleExport.of(
                new OdmFormat(),
                false,
                VERSIONS.subList(0, 1),
                List.of(
                        List.of(revision(
                                new FormInstance("EXTRA", "VITALS", 1),
                                1,
                                content(INFUSION_START, Map.of("SYSTOLIC", number(120))))),
                        List.of(revision(
                                new FormInstance("EXTRA", "VITALS", 2),
                                1,
                                content(INFUSION_START, Map.of("SYSTOLIC", number(130))))),
                        List.of(revision(
                                new FormInstance("EXTRA", "AE", 2),
                                1,
                                content(INFUSION_START, Map.of("TERM", term))))));
    }

    private static String found(String xml, String path) throws Exception {
        return OdmFormatTest.found(xml, path);
    }

    private static String under(String version, String item) {
        return "//ClinicalData[@MetaDataVersionOID='" + version + "']//ItemData[@ItemOID='I.VITALS." + item + "']";
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWhatThePublishedSchemaDescribes(boolean history) throws Exception {
        OdmFormatTest.requireValid(odm(history));
        OdmFormatTest.requireValid(visits());

        assertThat(found(odm(history), "count(//SubjectData)")).isEqualTo(history ? "2" : "1");
    }

    @Test
    void theHistoryOfAnItemThatALaterVersionDroppedIsThere() throws Exception {
        String xml = odm(true);

        assertThat(found(xml, under("1", "HEIGHT") + "/@Value")).isEqualTo("1.8");
        assertThat(found(xml, "count(" + under("2", "HEIGHT") + ")")).isEqualTo("0");
    }

    @Test
    void aChangeStandsUnderTheVersionInWhichItWasMade() throws Exception {
        String xml = odm(true);

        assertThat(found(xml, "count(" + under("1", "SYSTOLIC") + ")")).isEqualTo("2");
        assertThat(found(xml, "count(" + under("2", "SYSTOLIC") + ")")).isEqualTo("0");
        assertThat(found(xml, under("2", "DIASTOLIC") + "/@TransactionType")).isEqualTo("Update");
        assertThat(found(xml, under("2", "DIASTOLIC") + "/@Value")).isEqualTo("82");
        assertThat(found(xml, "count(//FormData/Annotation)")).isEqualTo("3");
    }

    @Test
    void inThePresentStateEachAnswerNamesTheSaveThatGaveIt() throws Exception {
        String xml = odm(false);

        assertThat(found(xml, under("2", "SYSTOLIC") + "/AuditRecord/SourceID")).isEqualTo("revision 2");
        assertThat(found(xml, under("2", "DIASTOLIC") + "/AuditRecord/SourceID"))
                .isEqualTo("revision 3");
        assertThat(found(xml, "//FormData/AuditRecord/SourceID")).isEqualTo("revision 3");
        assertThat(found(xml, "count(//ItemData)")).isEqualTo("2");
    }

    @Test
    void twoUnscheduledVisitsAreTwoEvents() throws Exception {
        String xml = visits();
        String second = "//StudyEventData[@StudyEventOID='SE.EXTRA'][@StudyEventRepeatKey='2']";

        assertThat(found(xml, "count(//StudyEventData[@StudyEventOID='SE.EXTRA'])"))
                .isEqualTo("2");
        assertThat(found(xml, second + "/FormData[@FormOID='F.VITALS']//ItemData/@Value"))
                .isEqualTo("130");
        assertThat(found(xml, "count(" + second + "/FormData[@FormOID='F.VITALS']/@FormRepeatKey)"))
                .isEqualTo("0");
        assertThat(found(xml, second + "/FormData[@FormOID='F.AE']/@FormRepeatKey"))
                .isEqualTo("1");
    }
}
