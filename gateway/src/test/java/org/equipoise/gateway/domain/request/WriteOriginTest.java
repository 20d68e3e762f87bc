package org.equipoise.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteOriginTest {

    private static final String HOST = "trials.example:8443";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingIsSafe(String method) {
        assertThat(write(method, null, null, null).isSafe()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "get", "ANYTHING"})
    void everythingElseIsNot(String method) {
        assertThat(write(method, null, null, null).isSafe()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, same-origin, https://trials.example:8443",
                "1, same-origin, -",
                "1, -, https://trials.example:8443",
                "1, -, https://TRIALS.example:8443",
            })
    void aMarkedWriteOfTheSameOriginIsTheApplicationsOwn(String marker, String site, String origin) {
        assertThat(write("POST", marker, site, origin).isOwnScript()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, same-origin, https://trials.example:8443",
                "0, same-origin, https://trials.example:8443",
                "1, -, -",
                "1, cross-site, -",
                "1, same-site, -",
                "1, none, -",
                "1, cross-site, https://trials.example:8443",
                "1, same-origin, https://evil.example",
                "1, -, https://evil.example:8443",
                "1, -, https://trials.example",
                "1, -, null",
                "1, -, 'https://evil example'",
                "1, -, https://trials.example:8443@evil.example",
            })
    void anythingElseIsNot(String marker, String site, String origin) {
        assertThat(write("POST", marker, site, origin).isOwnScript()).isFalse();
    }

    @Test
    void aFormOfTheSameOriginNeedsNoMarkerToCountAsSameOrigin() {
        assertThat(write("POST", null, "same-origin", "https://trials.example:8443")
                        .isSameOrigin())
                .isTrue();
    }

    private static WriteOrigin write(String method, String marker, String site, String origin) {
        return new WriteOrigin(method, marker, site, origin, HOST);
    }
}
