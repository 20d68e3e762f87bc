package org.equipoise.gateway.edge.proxy;

import java.net.URI;
import java.util.Optional;
import org.equipoise.gateway.edge.GatewayConfig;

/** A service behind the gateway. */
enum Upstream {
    RANDOMIZER("/api/randomizer/"),
    ECRF("/api/ecrf/"),
    STATS("/api/stats/");

    private final String prefix;

    Upstream(String prefix) {
        this.prefix = prefix;
    }

    static Optional<Upstream> of(String path) {
        for (Upstream upstream : values()) {
            if (path.startsWith(upstream.prefix)) {
                return Optional.of(upstream);
            }
        }
        return Optional.empty();
    }

    URI address(GatewayConfig config) {
        return switch (this) {
            case RANDOMIZER -> config.randomizerUrl();
            case ECRF -> config.ecrfUrl();
            case STATS -> config.statsUrl();
        };
    }

    String serviceName() {
        return switch (this) {
            case RANDOMIZER -> "randomizer";
            case ECRF -> "ecrf-service";
            case STATS -> "stats-service";
        };
    }
}
