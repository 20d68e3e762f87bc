package org.equipoise.gateway.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT2M, 120"})
    void isWholeSecondsThatAreNotTooFew(Duration time, String seconds) {
        assertThat(RetryAfter.of(RetryAfter.in(time, Refusal.notFound()))).contains(seconds);
    }

    @Test
    void isAbsentWhereNobodyKnows() {
        assertThat(RetryAfter.of(Refusal.notFound())).isEmpty();
    }
}
