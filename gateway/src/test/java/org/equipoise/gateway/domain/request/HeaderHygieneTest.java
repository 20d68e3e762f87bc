package org.equipoise.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderHygieneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie",
                "AUTHORIZATION",
                "X-Forwarded-For",
                "x-forwarded-anything",
                "Forwarded",
                "Upgrade",
                "Connection",
                "TE",
                "Proxy-Authorization",
                "Expect",
                "X-Equipoise-CSRF",
                "Equipoise-Person",
            })
    void stopsInRequests(String name) {
        assertThat(HeaderHygiene.stoppedInRequest(List.of(name), List.of())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "X-Request-Id",
                "Content-Length"
            })
    void letsThroughInRequests(String name) {
        assertThat(HeaderHygiene.stoppedInRequest(List.of(name), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "set-cookie",
                "Server",
                "Connection",
                "Access-Control-Allow-Origin",
                "Cache-Control"
            })
    void stopsInResponses(String name) {
        assertThat(HeaderHygiene.stoppedInResponse(List.of(name), List.of())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "ETag", "Content-Length", "Content-Encoding", "Location", "Retry-After"})
    void letsThroughInResponses(String name) {
        assertThat(HeaderHygiene.stoppedInResponse(List.of(name), List.of())).isEmpty();
    }

    @Test
    void stopsWhatTheConnectionHeaderNames() {
        assertThat(HeaderHygiene.stoppedInRequest(List.of("X-Secret", "Accept"), List.of("close, X-Secret")))
                .containsExactly("x-secret");
    }
}
