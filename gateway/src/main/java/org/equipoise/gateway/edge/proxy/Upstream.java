package org.equipoise.gateway.edge.proxy;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Optional;
import org.equipoise.gateway.domain.request.RequestTarget;
import org.equipoise.gateway.edge.GatewayConfig;

/** A service behind the gateway. */
enum Upstream {
    RANDOMIZER("/api/randomizer/"),
    ECRF("/api/ecrf/"),
    STATS("/api/stats/");

    private static final String DESCRIPTION = "openapi";
    private static final String DESCRIPTION_AT_SERVICE = "/q/openapi";

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

    /**
     * The target at the service: the same as at the gateway, except that to read {@code /api/<service>/openapi} is to read the
     * description that the service serves of itself. Nothing else beside its API is reached.
     */
    String inside(HttpMethod method, String target) {
        String described = prefix + DESCRIPTION;
        boolean reads =
                method.equals(HttpMethod.GET) && RequestTarget.pathOf(target).equals(described);
        return reads ? DESCRIPTION_AT_SERVICE + target.substring(described.length()) : target;
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
