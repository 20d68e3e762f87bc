package org.equipoise.gateway.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/me",
                "/api/ecrf/studies/KET-TRD-01/subjects/01-001",
                "/api/ecrf/studies/KET-TRD-01/subjects?limit=200&after=01-001",
                "/api/ecrf/studies?returnTo=/../x;y//z",
                "/api/ecrf/studies/",
                "/assets/index-CD6q35_-.css",
                "/api/ecrf/studies/a%20b",
                "/api/ecrf/studies/%C3%A9tude",
                "/api/ecrf/studies/a.b...c",
                "/api/ecrf/studies/..a",
            })
    void letsPlainPathsIn(String target) {
        assertThat(RequestTarget.objection(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "http://elsewhere.example/api",
                "/api/ecrf/../q/health",
                "/api/ecrf/..",
                "/api/./ecrf",
                "//api/ecrf/studies",
                "/api//ecrf",
                "/api/ecrf/%2e%2e/q/health",
                "/api/ecrf/%2E%2e/q/health",
                "/api/ecrf/..%2fq",
                "/api/ecrf/%2Fq",
                "/api/ecrf/%5c..",
                "/api/ecrf/\\..\\q",
                "/api/ecrf/studies;x=1",
                "/api;/ecrf",
                "/api/ecrf/%3bx",
                "/%61pi/ecrf/studies",
                "/api/ecrf/%252e%252e/q",
                "/api/ecrf/%00",
                "/api/ecrf/%0d%0aX-Evil:1",
                "/api/ecrf/%zz",
                "/api/ecrf/%2",
                "/api/ecrf/a b",
                "/api/ecrf/\u00e9",
                "/api/ecrf/x#y",
                "/api/ecrf/%3fx",
            })
    void refusesWhatCouldBeReadInTwoWays(String target) {
        assertThat(RequestTarget.objection(target)).isPresent();
    }

    @Test
    void saysWhereTheStrangeCharacterStands() {
        assertThat(RequestTarget.objection("/api/x;y"))
                .hasValueSatisfying(text -> assertThat(text).contains("position 6"));
    }

    @Test
    void refusesAnEndlessPath() {
        assertThat(RequestTarget.objection("/" + "a".repeat(RequestTarget.LONGEST)))
                .isPresent();
        assertThat(RequestTarget.objection("/" + "a".repeat(RequestTarget.LONGEST - 1)))
                .isEmpty();
    }

    @Test
    void cutsTheQueryOff() {
        assertThat(RequestTarget.pathOf("/a/b?c=/d")).isEqualTo("/a/b");
        assertThat(RequestTarget.pathOf("/a/b")).isEqualTo("/a/b");
    }
}
