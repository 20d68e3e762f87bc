package org.equipoise.gateway.edge;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Stands in for the services behind the gateway: one answers as told, one streams events when a test has started it and is
 * not there else. The gateway's limits are such that a test can reach them and those that are about something else do not.
 */
public class Services implements QuarkusTestResourceLifecycleManager {

    private final StreamingService streaming = new StreamingService();
    private WireMockServer server;

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        return Map.ofEntries(
                Map.entry("EQUIPOISE_ECRF_URL", server.baseUrl()),
                Map.entry("EQUIPOISE_RANDOMIZER_URL", server.baseUrl()),
                Map.entry("EQUIPOISE_STATS_URL", streaming.address()),
                Map.entry("EQUIPOISE_RESPONSE_TIMEOUT", "3s"),
                Map.entry("EQUIPOISE_LIMIT_STREAMS", "3"),
                Map.entry("EQUIPOISE_LIMIT_STREAMS_PER_PERSON", "2"),
                Map.entry("EQUIPOISE_LIMIT_PERSON_BURST", "200"),
                Map.entry("EQUIPOISE_LIMIT_PERSON_RATE", "20"),
                Map.entry("EQUIPOISE_LIMIT_ADDRESS_BURST", "300"),
                Map.entry("EQUIPOISE_LIMIT_ADDRESS_RATE", "20"),
                Map.entry("EQUIPOISE_LIMIT_BODY_TIME", "4s"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, field -> field.getType().isAssignableFrom(WireMockServer.class));
        injector.injectIntoFields(streaming, field -> field.getType().isAssignableFrom(StreamingService.class));
    }

    @Override
    public void stop() {
        server.stop();
    }
}
