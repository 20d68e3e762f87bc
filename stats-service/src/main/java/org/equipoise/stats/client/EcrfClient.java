package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.stats.application.ClinicalData;
import org.equipoise.stats.domain.analysis.ObservedSubject;
import org.equipoise.stats.domain.analysis.PrimaryEndpoint;

@ApplicationScoped
class EcrfClient implements ClinicalData {

    private static final String PAGE = "200";

    private final EcrfApi api;
    private final AccessTokens tokens;
    private final Neighbour ecrf;

    EcrfClient(@RestClient EcrfApi api, AccessTokens tokens, ObjectMapper json) {
        this.api = api;
        this.tokens = tokens;
        this.ecrf = new Neighbour("ecrf-service", json);
    }

    @Override
    public AnalysisData analysisData(String study, Instant dataCut, PrimaryEndpoint endpoint) {
        List<ObservedSubject> subjects = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        String version = null;
        String after = null;
        do {
            Map<String, String> query = query(dataCut, endpoint, after);
            AnalysisDataPage page =
                    ecrf.call(patiently(api.analysisData(tokens.own(), study, query)), AnalysisDataPage.class);
            ecrf.require(page.answers(study, dataCut));
            ecrf.require(version == null || version.equals(page.definitionVersion()));
            for (AnalysisDataPage.Item item : page.items()) {
                ecrf.require(seen.add(item.subject()));
                subjects.add(item.toSubject());
            }
            version = page.definitionVersion();
            after = page.next();
            ecrf.require(after == null || cursors.add(after));
        } while (after != null);
        return new AnalysisData(version, List.copyOf(subjects));
    }

    private static Map<String, String> query(Instant dataCut, PrimaryEndpoint endpoint, String after) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("asOf", dataCut.toString());
        query.put("form", endpoint.form());
        query.put("item", endpoint.item());
        query.put("limit", PAGE);
        if (after != null) {
            query.put("after", after);
        }
        return query;
    }

    @Override
    public Enrolment enrolment(String study, Instant asOf) {
        EnrolmentAnswer answer = ecrf.call(patiently(api.enrolment(tokens.own(), study, asOf)), EnrolmentAnswer.class);
        ecrf.require(answer.complete());
        return answer.toEnrolment();
    }

    /** Reads may be repeated: another try where the service was out of reach or not able to serve. */
    private static Uni<String> patiently(Uni<String> request) {
        return request.onFailure(EcrfClient::mayPass)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(1))
                .atMost(2);
    }

    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof WebApplicationException)
                && !(failure instanceof RejectedAnswer rejected && rejected.status() < 500);
    }
}
