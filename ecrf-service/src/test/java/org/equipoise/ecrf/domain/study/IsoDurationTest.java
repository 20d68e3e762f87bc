package org.equipoise.ecrf.domain.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "PT35M, 35",
        "-PT90M, -90",
        "P7D, 10080",
        "-P28D, -40320",
        "P2W, 20160",
        "P1DT4H, 1680",
        "PT24H, 1440",
        "PT0M, 0",
        "P0D, 0"
    })
    void readsSecondsToWeeks(String text, long minutes) {
        assertThat(IsoDuration.parse(text)).contains(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PT", "P1DT", "7D", "P1M", "P1Y", "PT1.5H", "P1W2D", "PT-5M", "P 7D", "-P", "+P7D"})
    void refusesWhatHasNoFixedLengthOrIsNoDuration(String text) {
        assertThat(IsoDuration.parse(text)).isEmpty();
    }
}
