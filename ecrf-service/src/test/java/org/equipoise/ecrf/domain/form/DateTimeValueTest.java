package org.equipoise.ecrf.domain.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.equipoise.ecrf.domain.form.ItemValue.DateTimeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeValueTest {
    private static final Instant INSTANT = Instant.parse("2026-03-01T09:40:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:40:00+01:00, 2026-03-01T10:40:00+01:00",
        "2026-03-01T10:40+01:00, 2026-03-01T10:40:00+01:00",
        "2026-03-01T05:10:00-04:30, 2026-03-01T05:10:00-04:30",
        "2026-03-01T09:40:00Z, 2026-03-01T09:40:00Z",
        "2026-03-01T09:40:00+00:00, 2026-03-01T09:40:00Z",
        "2026-03-01T09:40:00.000Z, 2026-03-01T09:40:00Z"
    })
    void keepsTheClockThatItWasReadFrom(String entered, String kept) {
        DateTimeValue value = DateTimeValue.parse(entered);

        assertThat(value.value()).isEqualTo(INSTANT);
        assertThat(value.plain()).isEqualTo(kept);
        assertThat(DateTimeValue.parse(kept)).isEqualTo(value);
    }

    @Test
    void byAnotherClockIsAnotherValueOfTheSameInstant() {
        DateTimeValue here = DateTimeValue.parse("2026-03-01T10:40:00+01:00");
        DateTimeValue there = new DateTimeValue(INSTANT);

        assertThat(here).isNotEqualTo(there);
        assertThat(here.means(there)).isTrue();
        assertThat(here.means(DateTimeValue.parse("2026-03-01T10:40:00Z"))).isFalse();
        assertThat(here.means(new ItemValue.TextValue("2026-03-01T10:40:00+01:00")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:40:00", "2026-03-01", "2026-03-01T10:40:00+19:00", "noon"})
    void withoutAnOffsetItIsNoInstant(String text) {
        assertThatThrownBy(() -> DateTimeValue.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
