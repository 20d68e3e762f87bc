package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.equipoise.ecrf.ExampleStudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unscheduled event may happen an hour after the dose. */
class UnscheduledOnADoseDayTest {
    private static List<String> errors(String form, String category) {
        return DefinitionChecks.errors(ExampleStudy.definition(ExampleStudy.jsonWith(study -> {
                    ObjectNode event = ((ArrayNode) study.at("/schedule/events")).addObject();
                    event.put("id", "UNSCHEDULED").put("name", "Unscheduled").put("unscheduled", true);
                    ObjectNode entry = event.putArray("forms")
                            .addObject()
                            .put("form", form)
                            .put("required", false);
                    if (!category.isEmpty()) {
                        entry.put("category", category);
                    }
                })))
                .stream()
                .map(DefinitionError::path)
                .toList();
    }

    @Test
    void itsFormsAreHiddenAsAtTheVisitsOfTheDose() {
        assertThat(errors("VITALS", "")).containsExactly("/schedule/events/UNSCHEDULED/forms/VITALS/category");
        assertThat(errors("VITALS", "efficacy")).containsExactly("/schedule/events/UNSCHEDULED/forms/VITALS/category");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dose-day", "safety"})
    void bothCategoriesHideThem(String category) {
        assertThat(errors("VITALS", category)).isEmpty();
    }

    @Test
    void formsThatADoseDayDoesNotHideStayAsTheyAre() {
        assertThat(errors("MADRS", "")).isEmpty();
    }
}
