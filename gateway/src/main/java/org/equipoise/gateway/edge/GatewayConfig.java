package org.equipoise.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

@ConfigMapping(prefix = "equipoise.gateway")
public interface GatewayConfig {

    URI randomizerUrl();

    URI ecrfUrl();

    URI statsUrl();

    URI issuer();

    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may stay silent before the caller is told. */
    @WithDefault("60s")
    Duration responseTimeout();

    /** The largest request body, in bytes. */
    @WithDefault("10485760")
    long maxBody();

    /** Connections to one service at a time; further requests wait, up to four times as many. */
    @WithDefault("128")
    int connectionsPerService();
}
