package org.equipoise.ecrf.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDefinitionFormatTest {
    private static List<DefinitionError> errors(String json) {
        return new JsonDefinitionFormat().parse(json).errors();
    }

    @Test
    void readsTheExample() {
        StudyDefinition study = ExampleStudy.definition();

        assertThat(study.forms()).hasSize(9);
        assertThat(study.schedule().events()).hasSize(6);
        assertThat(study.form("AE").map(Form::repeating)).contains(true);
        assertThat(study.categoryOf("PLUS40", "VITALS")).contains(FormCategory.DOSE_DAY);
        assertThat(study.categoryOf("H24", "VITALS")).contains(FormCategory.GENERAL);
        assertThat(study.categoryOf("H24", "CADSS")).isEmpty();
        assertThat(DefinitionChecks.errors(study)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"plannedSubjects\": 20 | \"plannedSubjects\": 0 | /plannedSubjects",
                "\"Europe/Berlin\" | \"Mars/Olympus\" | /sites/01/zone",
                "\"-P28D\", \"to\" | \"P1M\", \"to\" | /schedule/events/SCREENING/window/from",
                "\"PT35M\", \"to\": \"PT45M\" | \"PT46M\", \"to\": \"PT45M\" | /schedule/events/PLUS40/window",
                "\"category\": \"efficacy\" | \"category\": \"secret\" | /forms/MADRS/category",
                "\"type\": \"date\" | \"type\": \"day\" | /forms/AE/items/ONSET/type",
                "\"id\": \"M1\" | \"id\": \"m1\" | /forms/MADRS/items/m1/id",
                "\"severity\": \"query\" | \"severity\": \"fatal\" | /forms/MADRS/editChecks/R6/severity",
                "\"BASELINE/MADRS/TOTAL\"}, | \"BASELINE.TOTAL\"}, | /forms/MADRS/editChecks/R6/inputs/baseline",
                "\"Infusion\", \"doseDay\": true, | \"Infusion\", \"dosingDay\": true, | /schedule/events/INFUSION/dosingDay",
                "\"code\": \"Y\" | \"code\": 1 | /forms/AE/items/SERIOUS/codeList/0/code",
                "{\"min\": 60, \"max\": 260} | {\"min\": 261, \"max\": 260} | /forms/VITALS/items/SYSTOLIC/range",
                "\"precision\": 2}, | \"precision\": -1}, | /forms/VITALS/items/HEIGHT/precision"
            })
    void anErrorNamesItsPlace(String piece, String other, String path) {
        assertThat(errors(ExampleStudy.jsonReplacing(piece, other)))
                .extracting(DefinitionError::path)
                .containsExactly(path);
    }

    @Test
    void allErrorsAreNamedAtOnceWithTheirFiles() {
        List<DefinitionError> errors = errors(ExampleStudy.jsonWith(study -> {
            study.put("shortTitle", 4);
            ((ObjectNode) study.path("forms").get(0)).put("colour", "blue");
            ((ObjectNode) study.path("schedule")).remove("events");
        }));

        assertThat(errors)
                .extracting(DefinitionError::path, DefinitionError::file)
                .containsExactlyInAnyOrder(
                        tuple("/shortTitle", "study.yaml"),
                        tuple("/schedule/events", "schedule.yaml"),
                        tuple("/forms/CONSENT/colour", "forms/CONSENT.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"form\": \"AE\", \"required\" | {\"form\": \"NO_FORM\", \"required\" | /schedule/events/COMMON/forms/NO_FORM",
                "\"anchor\": \"baseline\" | \"anchor\": \"lunch\" | /schedule/events/SCREENING/anchor",
                "SCREENING/CONSENT/CONSENT_AT | SCREENING/CONSENT/CONSENT_ON | /schedule/anchors/consent",
                "\"baseline\": \"BASELINE\", | \"baseline\": \"BASE\", | /schedule/anchors/baseline",
                "PLUS40/CADSS/SCORE | H24/CADSS/SCORE | /forms/MADRS/editChecks/CALM/inputs/cadss",
                "\"items\": [\"INF_STOP\"] | \"items\": [\"INF_END\"] | /forms/INFUSION/editChecks/R4/items",
                "\"event\": \"BASELINE\" | \"event\": \"H24\" | /eligibility/form",
                "{\"id\": \"02\" | {\"id\": \"01\" | /sites",
                "\"id\": \"WEIGHT\" | \"id\": \"HEIGHT\" | /forms/VITALS/items"
            })
    void whatOnePartNamesMustExistInAnother(String piece, String other, String path) {
        StudyDefinition study = ExampleStudy.definition(ExampleStudy.jsonReplacing(piece, other));

        assertThat(DefinitionChecks.errors(study))
                .extracting(DefinitionError::path)
                .containsExactly(path);
    }
}
