package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.ExternalAccount.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInExternalAccountTest {

    private static final ExternalAccount ACCOUNT = new ExternalAccount("oc", "S", Code.RANDOMIZATION_NUMBER);

    private Instant now = Fakes.NOW;
    private int asked;
    private final SignInExternalAccount signIn = new SignInExternalAccount(this::verify, new MovingClock());

    @Test
    void takesTheRightPasswordEvenWithAColonInIt() {
        assertThat(signIn(basic("oc", "right: one"), "a")).isEqualTo(ACCOUNT);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic %%%", "Basic b2M=", "Bearer abc"})
    void refusesWhatIsNoBasicAuthentication(String header) {
        refused(header, "a", ProblemType.UNAUTHENTICATED);
        assertThat(asked).isZero();
    }

    @Test
    void afterFiveFailuresFromAnAddressItIsNotAskedForAMinute() {
        for (int i = 0; i < SignInExternalAccount.MOST_FAILURES; i++) {
            refused(basic("oc", "wrong"), "a", ProblemType.UNAUTHENTICATED);
        }
        refused(basic("oc", "right: one"), "a", ProblemType.TOO_MANY_REQUESTS);
        assertThat(asked).isEqualTo(SignInExternalAccount.MOST_FAILURES);
        assertThat(signIn(basic("oc", "right: one"), "elsewhere")).isEqualTo(ACCOUNT);
        now = now.plus(SignInExternalAccount.WHILE).plus(Duration.ofMillis(1));
        assertThat(signIn(basic("oc", "right: one"), "a")).isEqualTo(ACCOUNT);
    }

    @Test
    void aSuccessForgivesEarlierFailures() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SignInExternalAccount.MOST_FAILURES - 1; i++) {
                refused(basic("oc", "wrong"), "a", ProblemType.UNAUTHENTICATED);
            }
            assertThat(signIn(basic("oc", "right: one"), "a")).isEqualTo(ACCOUNT);
        }
    }

    private Uni<Optional<ExternalAccount>> verify(String name, String password) {
        asked++;
        return Uni.createFrom()
                .item(name.equals("oc") && password.equals("right: one") ? Optional.of(ACCOUNT) : Optional.empty());
    }

    private ExternalAccount signIn(String header, String address) {
        return signIn.signIn(header, address).await().indefinitely();
    }

    private void refused(String header, String address, ProblemType type) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> signIn(header, address))
                .satisfies(refusal -> {
                    assertThat(refusal.type()).isEqualTo(type);
                    assertThat(refusal.members()).containsKey("error");
                });
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private final class MovingClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
