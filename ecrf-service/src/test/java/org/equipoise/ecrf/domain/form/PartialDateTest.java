package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
    @ParameterizedTest
    @CsvSource({
        "2024,       2024-01-01, 2024-12-31, false",
        "2024-02,    2024-02-01, 2024-02-29, false",
        "2023-02,    2023-02-01, 2023-02-28, false",
        "2024-05-17, 2024-05-17, 2024-05-17, true"
    })
    void standsForEveryDayThatCanBeMeant(String text, String earliest, String latest, boolean complete) {
        PartialDate date = PartialDate.parse(text).orElseThrow();

        assertThat(date.earliest()).hasToString(earliest);
        assertThat(date.latest()).hasToString(latest);
        assertThat(date.isComplete()).isEqualTo(complete);
        assertThat(date).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "24",
                "2024-13",
                "2024-00",
                "2023-02-29",
                "2024-5",
                "2024-05-",
                "2024--17",
                "May 2024",
                "1024"
            })
    void whatIsNoDateIsNotRead(String text) {
        assertThat(PartialDate.parse(text)).isEmpty();
    }

    @Test
    void aWholeDateIsOne() {
        PartialDate date = PartialDate.parse("2024-05-17").orElseThrow();

        assertThat(PartialDate.of(date.earliest())).isEqualTo(date);
    }
}
