package org.equipoise.stats;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.ObservedSubject;

/** Plays the eCRF service, the randomizer and the identity provider's token endpoint. */
public class Neighbourhood implements QuarkusTestResourceLifecycleManager {

    public static final String ANALYSIS_DATA = "/api/ecrf/studies/[^/]+/analysis-data";
    public static final String ALLOCATIONS = "/api/randomizer/studies/[^/]+/allocations";
    public static final String TOKEN = "/token";
    public static final String OWN_TOKEN = "own-token";
    public static final String EXCHANGED_TOKEN = "exchanged-token";
    public static final String CUT = "2026-06-01T08:00:00.123Z";
    private static final String PAGE_BREAK = "03-005";

    private WireMockServer server;
    private String study = SimulatedTrial.STUDY;

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(options().dynamicPort());
        server.start();
        return Map.of(
                "EQUIPOISE_ECRF_URL", server.baseUrl(),
                "EQUIPOISE_RANDOMIZER_URL", server.baseUrl(),
                "EQUIPOISE_TOKEN_URL", server.baseUrl() + TOKEN,
                "EQUIPOISE_CLIENT_SECRET", "secret",
                "quarkus.rest-client.ecrf.read-timeout", "700",
                "quarkus.rest-client.randomizer.read-timeout", "1500",
                "equipoise.token-timeout", "1500ms",
                "equipoise.retry-pause", "5ms",
                "equipoise.runs.pauses", "10ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Neighbourhood.class));
    }

    @Override
    public void stop() {
        server.stop();
    }

    public WireMockServer server() {
        return server;
    }

    /** Everybody answers, and agrees about the trial's subjects. */
    public void agreeOn(SimulatedTrial trial) {
        agreeOn(trial, SimulatedTrial.STUDY);
    }

    /** The same under another name of the study. */
    public void agreeOn(SimulatedTrial trial, String name) {
        server.resetAll();
        study = name;
        tokens();
        enrolment(trial);
        analysisData(trial.subjects());
        answer(ALLOCATIONS, EXCHANGED_TOKEN, allocations(trial));
    }

    public void tokens() {
        server.stubFor(post(TOKEN)
                .withRequestBody(containing("grant_type=client_credentials"))
                .willReturn(okJson("{\"access_token\":\"" + OWN_TOKEN + "\",\"expires_in\":300}")));
        server.stubFor(post(TOKEN)
                .withRequestBody(containing("token-exchange"))
                .withRequestBody(containing("subject_token="))
                .withRequestBody(containing("audience=randomizer"))
                .willReturn(okJson("{\"access_token\":\"" + EXCHANGED_TOKEN + "\",\"expires_in\":300}")));
    }

    /** Two pages, the first up to the page break. */
    public void analysisData(List<ObservedSubject> subjects) {
        server.stubFor(authorized(get(urlPathMatching(ANALYSIS_DATA)), OWN_TOKEN)
                .withQueryParam("form", equalTo("MADRS"))
                .withQueryParam("item", equalTo("MADRS_TOTAL"))
                .withQueryParam("after", absent())
                .willReturn(json(page(subjects, s -> s.subject().compareTo(PAGE_BREAK) <= 0, PAGE_BREAK))));
        server.stubFor(authorized(get(urlPathMatching(ANALYSIS_DATA)), OWN_TOKEN)
                .withQueryParam("after", equalTo(PAGE_BREAK))
                .withQueryParam("asOf", equalTo(CUT))
                .willReturn(json(page(subjects, s -> s.subject().compareTo(PAGE_BREAK) > 0, null))));
    }

    public void answer(String path, String token, String body) {
        server.stubFor(authorized(get(urlPathMatching(path)), token).willReturn(json(body)));
    }

    public String allocations(SimulatedTrial trial) {
        List<Map<String, String>> items = trial.allocations().armOfSubject().entrySet().stream()
                .map(entry -> Map.of("subject", entry.getKey(), "arm", entry.getValue()))
                .toList();
        return allocations(items);
    }

    public String allocations(List<Map<String, String>> items) {
        return CanonicalJson.of(Map.of(
                "study",
                study,
                "list",
                "list-1",
                "arms",
                SimulatedTrial.allocations(Map.of()).arms(),
                "items",
                items));
    }

    private void enrolment(SimulatedTrial trial) {
        int n = trial.subjects().size();
        String body = "{\"screened\":" + (n + 4) + ",\"randomized\":" + n
                + ",\"bySite\":[{\"site\":\"01\",\"screened\":12,\"randomized\":10}],"
                + "\"formsEntered\":100,\"openQueries\":2}";
        server.stubFor(authorized(get(urlPathEqualTo("/api/ecrf/studies/" + study + "/enrolment")), OWN_TOKEN)
                .willReturn(okJson(body)));
    }

    static MappingBuilder authorized(MappingBuilder request, String token) {
        return request.withHeader("Authorization", equalTo("Bearer " + token));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private String page(List<ObservedSubject> subjects, Predicate<ObservedSubject> on, String next) {
        List<ObservedSubject> items = subjects.stream().filter(on).toList();
        return "{\"study\":\"" + study + "\",\"asOf\":\"" + CUT + "\",\"definitionVersion\":\"1\",\"items\":"
                + CanonicalJson.of(items) + (next == null ? "" : ",\"next\":\"" + next + "\"")
                + ",\"contentHash\":\"0\"}";
    }
}
