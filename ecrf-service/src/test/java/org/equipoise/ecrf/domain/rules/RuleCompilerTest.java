package org.equipoise.ecrf.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.ecrf.domain.study.DefinitionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCompilerTest {
    private static List<DefinitionError> errors(String piece, String other) {
        return RuleCompiler.compile(ExampleStudy.definition(ExampleStudy.jsonReplacing(piece, other)))
                .errors();
    }

    @Test
    void theExampleHasNoErrors() {
        assertThat(RuleCompiler.compile(ExampleStudy.definition()).errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYSTOLIC > PULSE    | undeclared reference to 'PULSE'",
                "SYSTOLIC + DIASTOLIC| but it gives int",
                "SYSTOLIC >          | mismatched input",
                "SYSTOLIC + WEIGHT > 100.0 | no matching overload for '_+_'",
                "SYSTOLIC > 'high'   | no matching overload for '_>_'"
            })
    void aWrongRuleIsNamedWithItsPlaceAndWhatIsWrong(String rule, String reason) {
        assertThat(errors("SYSTOLIC > DIASTOLIC", rule)).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("/forms/VITALS/editChecks/R2/assert");
            assertThat(error.file()).isEqualTo("forms/VITALS.yaml");
            assertThat(error.value()).isEqualTo(rule);
            assertThat(error.expected()).contains("a condition (true or false)").contains(reason);
        });
    }

    @Test
    void integersAndDecimalsMayBeCompared() {
        assertThat(errors("SYSTOLIC > DIASTOLIC", "SYSTOLIC > 80.5 && WEIGHT >= 30 && WEIGHT < SYSTOLIC"))
                .isEmpty();
    }

    @Test
    void aDerivationHasTheTypeOfItsItem() {
        assertThat(errors("M1 + M2 + M3\"}", "'high'\"}")).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("/forms/MADRS/items/TOTAL/derivation");
            assertThat(error.expected()).contains("a value of type int");
        });
    }

    @Test
    void derivationsMayNotDependOnEachOtherInACircle() {
        String json = ExampleStudy.jsonReplacing(
                "\"m\", \"precision\": 2}", "\"m\", \"precision\": 2, \"derivation\": \"BMI / 10.0 + WEIGHT\"}");

        assertThat(RuleCompiler.compile(ExampleStudy.definition(json)).errors())
                .extracting(DefinitionError::path)
                .containsExactlyInAnyOrder(
                        "/forms/VITALS/items/HEIGHT/derivation", "/forms/VITALS/items/BMI/derivation");
    }

    @Test
    void aDerivationMayNotDependOnItself() {
        assertThat(errors("M1 + M2 + M3\"}", "TOTAL + 1\"}"))
                .extracting(DefinitionError::path)
                .containsExactly("/forms/MADRS/items/TOTAL/derivation");
    }

    @Test
    void anInputHasTheTypeOfItsItem() {
        assertThat(errors("cadss < 50", "cadss == 'low'"))
                .singleElement()
                .satisfies(error -> assertThat(error.path()).isEqualTo("/forms/MADRS/editChecks/CALM/assert"));
    }

    @Test
    void aLevelIsAConditionOverTheSourceValue() {
        assertThat(errors("value < 10", "value < '10'"))
                .singleElement()
                .satisfies(
                        error -> assertThat(error.path()).isEqualTo("/eligibility/strata/madrsBand/levels/LT10/when"));
    }

    @Test
    void anEndlessExpressionIsRefused() {
        String endless = "SYSTOLIC > 1" + " + 1".repeat(1100);

        assertThat(errors("SYSTOLIC > DIASTOLIC", endless)).hasSize(1);
    }
}
