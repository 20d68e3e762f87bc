package org.equipoise.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentSignInTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:40:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 60, -5})
    void isEnoughForAMinuteAndForClocksALittleApart(long secondsAgo) {
        assertThatCode(() -> RecentSignIn.require(Optional.of(NOW.minusSeconds(secondsAgo)), NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 3600, -6})
    void isNotEnoughBeforeOrFromTheFuture(long secondsAgo) {
        Refusal refusal = refusal(Optional.of(NOW.minusSeconds(secondsAgo)));
        assertThat(refusal.type()).isEqualTo(ProblemType.SIGN_IN_TOO_OLD);
        assertThat(refusal.members()).containsEntry("longestSeconds", 60L);
    }

    @Test
    void isMissingFromATokenThatDoesNotTell() {
        assertThat(refusal(Optional.empty()).getMessage()).contains("unknown time");
    }

    private static Refusal refusal(Optional<Instant> authenticatedAt) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RecentSignIn.require(authenticatedAt, NOW))
                .actual();
    }
}
