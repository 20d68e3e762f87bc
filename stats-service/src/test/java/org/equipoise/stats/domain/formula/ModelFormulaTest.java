package org.equipoise.stats.domain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFormulaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Y ~ A; [A]",
                "Y ~ A + B + A:B; [A, B, A:B]",
                "Y ~ A*B; [A, B, A:B]",
                "Y ~ A*B - A:B; [A, B]",
                "Y ~ BASE*VISIT + SITE + ARM*VISIT; [BASE, VISIT, SITE, ARM, BASE:VISIT, VISIT:ARM]",
                "Y ~ (A + B)^2; [A, B, A:B]",
                "Y ~ A*B*C; [A, B, C, A:B, A:C, B:C, A:B:C]",
                "Y ~ A/B; [A, A:B]",
                "Y ~ (A + B):C; [A:C, B:C]",
                "Y ~ B:A + A; [A, B:A]",
                "Y ~ A + A; [A]",
                "Y ~ `odd name` + A.b_2; [odd name, A.b_2]"
            })
    void termsStandInTheOrderOfR(String formula, String terms) {
        assertThat(ModelFormula.parse(formula).terms().terms()).hasToString(terms);
        assertThat(ModelFormula.parse(formula).terms().intercept()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y ~ 0 + A", "Y ~ A - 1", "Y ~ A + 0", "Y ~ -1 + A"})
    void theInterceptCanBeLeftOut(String formula) {
        assertThat(ModelFormula.parse(formula).terms().intercept()).isFalse();
        assertThat(ModelFormula.parse(formula).terms().terms()).hasToString("[A]");
    }

    @Test
    void theCovarianceIsNoFixedEffect() {
        ModelFormula formula = ModelFormula.parse("CHG ~ BASE*VISIT + ARM*VISIT + us(VISIT | SUBJ)");

        assertThat(formula.response()).isEqualTo("CHG");
        assertThat(formula.terms().variables()).containsExactly("BASE", "VISIT", "ARM");
        assertThat(formula.covariance()).contains(new CovarianceTerm("us", "VISIT", Optional.empty(), "SUBJ"));
    }

    @Test
    void theCovarianceCanDifferByGroup() {
        assertThat(ModelFormula.parse("Y ~ 1 + toeph(VISIT|ARM/SUBJ)").covariance())
                .contains(new CovarianceTerm("toeph", "VISIT", Optional.of("ARM"), "SUBJ"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Y; expected ~",
                "~ A; expected the name",
                "Y ~ ; expected the name",
                "Y ~ A +; expected the name",
                "Y ~ (A; expected )",
                "Y ~ A B; expected the end",
                "Y ~ A ~ B; expected the end",
                "Y ~ log(A); expected |",
                "Y ~ A*log(B); function of a variable",
                "Y ~ A + us(V|S) + cs(V|S); one covariance term",
                "Y ~ A^99; power",
                "Y ~ A^; whole number",
                "Y ~ 2A; expected the name",
                "Y ~ ``; between backticks"
            })
    void mistakesAreFoundWithTheirPlace(String formula, String problem) {
        assertThatThrownBy(() -> ModelFormula.parse(formula))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("at character");
    }

    @Test
    void deepNestingIsRefused() {
        String formula = "Y ~ " + "(".repeat(10_000) + "A" + ")".repeat(10_000);

        assertThatThrownBy(() -> ModelFormula.parse(formula)).hasMessageContaining("nested");
    }
}
