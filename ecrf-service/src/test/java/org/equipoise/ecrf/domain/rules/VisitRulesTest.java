package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.OneForm;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule can know of the visit that its form belongs to, and of which repeat it is. */
class VisitRulesTest {
    private static OneForm asserting(String item, String inputs, String rule) {
        return OneForm.of(
                "{'id': '" + item + "', 'label': 'A number', 'type': 'integer'}",
                "{'id': 'RULE', 'inputs': {" + inputs + "}, 'assert': '" + rule + "', 'severity': 'query', 'items': ['"
                        + item + "'], 'message': 'No.'}");
    }

    private static List<String> failing(OneForm study, FormInstance form, Casebook casebook, int number) {
        var content = study.content(Map.of("ITEM", number));
        return study.rules().check(study.definition(), form, content.values(), casebook.with(form, content)).stream()
                .map(Finding::check)
                .toList();
    }

    private static List<String> failing(OneForm study, String event, int repeat) {
        return failing(study, new FormInstance(event, "FORM", repeat), Casebook.of(List.of()), 1);
    }

    @Test
    void aRuleCanDependOnTheEvent() {
        OneForm study = asserting("ITEM", "", "EVENT != `SECOND` || ITEM > 1");

        assertThat(failing(study, "FIRST", 1)).isEmpty();
        assertThat(failing(study, "SECOND", 1)).containsExactly("RULE");
    }

    @Test
    void aRuleCanDependOnWhichRepeatItIs() {
        OneForm study = asserting("ITEM", "", "REPEAT < 3 || ITEM > 1");

        assertThat(failing(study, "FIRST", 2)).isEmpty();
        assertThat(failing(study, "FIRST", 3)).containsExactly("RULE");
    }

    @Test
    void aRuleCanPickAnotherFormByItsNumber() {
        OneForm study =
                asserting("ITEM", "'number': '*/FORM/REPEAT', 'other': '*/FORM/ITEM'", "number != ITEM || other == 7");
        Casebook casebook = Casebook.of(List.of())
                .with(new FormInstance("FIRST", "FORM", 2), study.content(Map.of("ITEM", 7)))
                .with(new FormInstance("FIRST", "FORM", 3), study.content(Map.of("ITEM", 8)));
        FormInstance form = new FormInstance("SECOND", "FORM", 1);

        assertThat(failing(study, form, casebook, 2)).isEmpty();
        assertThat(failing(study, form, casebook, 3)).containsExactly("RULE");
        assertThat(failing(study, form, casebook, 4)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ItemPath.EVENT, ItemPath.REPEAT, ItemPath.OCCURRED_AT})
    void noItemIsCalledSo(String reserved) {
        assertThat(asserting(reserved, "", "true").errors())
                .extracting(DefinitionError::path)
                .contains("/forms/FORM/items/" + reserved);
    }
}
