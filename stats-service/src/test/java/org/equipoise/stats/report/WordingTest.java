package org.equipoise.stats.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({"-1.239, 2, −1.24", "1.2, 2, 1.20", "-0.001, 2, 0.00", ", 2, –", "12, 0, 12"})
    void numbersHaveFixedDecimalsAndATrueMinus(Double value, int decimals, String text) {
        assertThat(Wording.fixed(value, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00009, < 0.0001", "0.0001, 0.0001", "0.025, 0.0250", "1, 1.0000"})
    void smallProbabilitiesAreNotShownAsZero(double p, String text) {
        assertThat(Wording.pValue(p)).isEqualTo(text);
    }
}
