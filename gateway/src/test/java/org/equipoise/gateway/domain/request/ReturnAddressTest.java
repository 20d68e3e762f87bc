package org.equipoise.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?x=1",
                "/studies/KET-TRD-01",
                "/studies/KET-TRD-01/subjects/01-001/events/H24/forms/AE?repeat=2"
            })
    void keepsTheAddressOfAPage(String wanted) {
        assertThat(ReturnAddress.of(wanted)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/studies/../sign-out",
                "/sign-in?returnTo=/",
                "/api/ecrf/studies",
                "/studies/x?a=\r\nSet-Cookie:b",
            })
    void goesHomeInsteadOfAnywhereElse(String wanted) {
        assertThat(ReturnAddress.of(wanted)).isEqualTo("/");
    }

    @Test
    void goesHomeIfNothingIsWanted() {
        assertThat(ReturnAddress.of(null)).isEqualTo("/");
    }
}
