package org.equipoise.gateway.edge;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Stands in for the services behind the gateway: one answers as told, one is never there. */
public class Services implements QuarkusTestResourceLifecycleManager {

    private WireMockServer server;

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        return Map.of(
                "EQUIPOISE_ECRF_URL",
                server.baseUrl(),
                "EQUIPOISE_RANDOMIZER_URL",
                server.baseUrl(),
                "EQUIPOISE_STATS_URL",
                "http://localhost:1",
                "EQUIPOISE_RESPONSE_TIMEOUT",
                "3s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, field -> field.getType().isAssignableFrom(WireMockServer.class));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
