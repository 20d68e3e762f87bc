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

    Limits limits();

    /** How much one caller, and all together, may take of the gateway; each instance of it counts for itself. */
    interface Limits {

        /** Streams of events that may be open at a time. */
        @WithDefault("500")
        int streams();

        /** Of these, one person's. */
        @WithDefault("12")
        int streamsPerPerson();

        /** Requests of one person. */
        Rate person();

        /** Requests from one address of which nobody knows who sent them. */
        Rate address();

        /** How long a request's body may take, from its head to its last byte. */
        @WithDefault("120s")
        Duration bodyTime();
    }

    /** So many at once, and from then on so many a second. */
    interface Rate {

        int burst();

        int perSecond();
    }
}
