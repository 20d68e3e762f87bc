package org.equipoise.gateway.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExternalRouteTest {

    private final ExternalRoute route =
            new ExternalRoute("/api/randomisation", "/api/randomizer/external/randomisation");

    @Test
    void theQueryGoesAlong() {
        assertThat(route.inside("/api/randomisation?identifier=SS_1&x=%20"))
                .isEqualTo("/api/randomizer/external/randomisation?identifier=SS_1&x=%20");
    }

    @Test
    void withoutAQueryThereIsNone() {
        assertThat(route.inside("/api/randomisation")).isEqualTo("/api/randomizer/external/randomisation");
    }

    @Test
    void thereIsARouteForEachOperationOfTheContractAndNoneWithinAService() {
        assertThat(ExternalRoute.ALL)
                .extracting(ExternalRoute::outside)
                .containsExactly("/api/randomisation", "/api/sites", "/api/randomise")
                .allSatisfy(path -> assertThat(Upstream.of(path)).isEmpty());
    }
}
