package org.equipoise.randomizer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** Plays the eCRF service, and the identity provider's token endpoint for the randomizer's own account. */
public class EcrfStub implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "equipoise.test.ecrf-port";

    private WireMockServer server;

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        System.setProperty(PORT, String.valueOf(server.port()));
        server.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(okJson("{\"access_token\":\"own-token\",\"token_type\":\"Bearer\",\"expires_in\":300}")));
        return Map.of("EQUIPOISE_ECRF_URL", server.baseUrl(), "EQUIPOISE_TOKEN_URL", server.baseUrl() + "/token");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop();
        }
    }

    /** A subject of site 01 with a high score, eligible; and a service that takes the notice of its randomization. */
    public static void eligible(String study, String subject) {
        certificate(study, subject, okJson("""
            {"study":"%s","subject":"%s","site":"01","eligible":true,"reasons":[],
             "strata":{"site":"01","madrsBand":"GE35"},
             "sources":[{"event":"BASELINE","form":"MADRS","repeat":1,"revision":1,"hash":"ab"}],
             "definitionVersion":"1","issuedAt":"2026-03-01T09:00:00Z","added":"later"}\
            """.formatted(study, subject)));
        notices(study, subject, okJson("{}"));
    }

    public static void notEligible(String study, String subject, String reason) {
        certificate(study, subject, okJson("""
            {"study":"%s","subject":"%s","site":"01","eligible":false,"reasons":["%s"],"strata":{},
             "sources":[],"definitionVersion":"1","issuedAt":"2026-03-01T09:00:00Z"}\
            """.formatted(study, subject, reason)));
    }

    public static void certificate(String study, String subject, ResponseDefinitionBuilder answer) {
        client().register(get(urlPathEqualTo(path(study, subject) + "/eligibility-certificate"))
                .withHeader("Authorization", WireMock.equalTo("Bearer own-token"))
                .willReturn(answer));
    }

    /** The next question about the subject's eligibility is answered with an error, those after it as before. */
    public static void stumbleOnce(String study, String subject) {
        client().register(get(urlPathEqualTo(path(study, subject) + "/eligibility-certificate"))
                .inScenario(study + subject)
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("recovered")
                .willReturn(status(503)));
    }

    public static void notices(String study, String subject, ResponseDefinitionBuilder answer) {
        client().register(put(urlPathEqualTo(path(study, subject) + "/randomization"))
                .willReturn(answer));
    }

    /** What the service says about the study's data lock; 404 until something is said. */
    public static void dataLock(String study, ResponseDefinitionBuilder answer) {
        client().register(get(urlPathEqualTo("/api/ecrf/studies/" + study + "/lock"))
                .withHeader("Authorization", WireMock.equalTo("Bearer own-token"))
                .willReturn(answer));
    }

    /** What the service says when a lock is to be final. */
    public static void seal(String study, ResponseDefinitionBuilder answer) {
        client().register(put(urlPathEqualTo("/api/ecrf/studies/" + study + "/lock/seal"))
                .willReturn(answer));
    }

    public static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    /** The notices that came for a subject. */
    public static List<LoggedRequest> noticesFor(String study, String subject) {
        return client().find(putRequestedFor(urlPathEqualTo(path(study, subject) + "/randomization")));
    }

    /** Whether the subject's certificate was asked for. */
    public static boolean wasAskedAbout(String study, String subject) {
        return !client().find(getRequestedFor(urlPathEqualTo(path(study, subject) + "/eligibility-certificate")))
                .isEmpty();
    }

    private static String path(String study, String subject) {
        return "/api/ecrf/studies/" + study + "/subjects/" + subject;
    }

    private static WireMock client() {
        return new WireMock("localhost", Integer.getInteger(PORT));
    }
}
