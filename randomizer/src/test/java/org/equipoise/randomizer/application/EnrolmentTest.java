package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrolmentTest {

    @ParameterizedTest
    @CsvSource({
        "0, 10, open", "7, 10, open", "8, 10, near", "9, 10, near", "10, 10, full", "11, 10, full", "79, 100, open",
        "80, 100, near", "94, 100, near", "95, 100, last", "99, 100, last", "100, 100, full", "0, 1, open", "1, 1, full"
    })
    void saysHowNearACapIs(long used, int cap, String level) {
        assertThat(Enrolment.level(used, OptionalInt.of(cap))).isEqualTo(level);
    }

    @Test
    void isOpenWithoutACap() {
        assertThat(Enrolment.level(1_000_000, OptionalInt.empty())).isEqualTo("open");
    }
}
