package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final Window PLUS40 = new Window(Duration.ofMinutes(35), Duration.ofMinutes(45));

    @ParameterizedTest
    @CsvSource({
        "09:34:59, false",
        "09:35:00, true",
        "09:40:00, true",
        "09:45:00, true",
        "09:45:59, true",
        "09:46:00, false"
    })
    void includesItsFirstAndItsLastMinute(String time, boolean inside) {
        Instant start = Instant.parse("2026-03-01T09:00:00Z");
        assertThat(PLUS40.contains(start, Instant.parse("2026-03-01T" + time + "Z")))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"09:34:59, false", "09:35:00, true", "09:45:59, true", "09:46:00, false"})
    void countsMinutesEvenIfTheAnchorHasSeconds(String time, boolean inside) {
        Instant start = Instant.parse("2026-03-01T09:00:30Z");
        assertThat(PLUS40.contains(start, Instant.parse("2026-03-01T" + time + "Z")))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T07:29:00Z, false",
        "2026-01-31T07:30:00Z, true",
        "2026-02-02T07:30:00Z, true",
        "2026-02-02T07:31:00Z, false"
    })
    void reachesOverDays(String time, boolean inside) {
        Window week = new Window(Duration.ofDays(6), Duration.ofDays(8));
        assertThat(week.contains(Instant.parse("2026-01-25T07:30:00Z"), Instant.parse(time)))
                .isEqualTo(inside);
    }

    @Test
    void cannotEndBeforeItStarts() {
        assertThatThrownBy(() -> new Window(Duration.ofMinutes(5), Duration.ofMinutes(4)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
