package org.equipoise.gateway.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
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

    @ParameterizedTest
    @CsvSource({
        "RANDOMIZER, /api/randomizer/openapi, /q/openapi",
        "ECRF, /api/ecrf/openapi?format=json, /q/openapi?format=json",
        "STATS, /api/stats/openapi, /q/openapi",
    })
    void isAskedForItsDescriptionWhereItServesIt(Upstream upstream, String target, String inside) {
        assertThat(upstream.inside(HttpMethod.GET, target)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/ecrf/studies?x=/api/ecrf/openapi",
        "GET, /api/ecrf/openapi/",
        "GET, /api/ecrf/openapi.json",
        "GET, /api/ecrf/openapi/../health",
        "GET, /api/stats/openapi",
        "GET, /api/ecrf/q/metrics",
        "POST, /api/ecrf/openapi",
        "OPTIONS, /api/ecrf/openapi",
    })
    void isAskedForEverythingElseAtTheSameTarget(String method, String target) {
        assertThat(Upstream.ECRF.inside(HttpMethod.valueOf(method), target)).isEqualTo(target);
    }
}
