package org.equipoise.gateway.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {

    @ParameterizedTest
    @CsvSource({
        "/api/randomizer/studies, RANDOMIZER",
        "/api/ecrf/studies, ECRF",
        "/api/stats/studies/KET-TRD-01/design, STATS",
    })
    void isFoundByThePath(String path, Upstream upstream) {
        assertThat(Upstream.of(path)).contains(upstream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/", "/api/ecrf", "/api/ecrfx/studies", "/api/other/studies", "/q/health", "/API/ecrf/"})
    void isNotFoundElsewhere(String path) {
        assertThat(Upstream.of(path)).isEmpty();
    }
}
