package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Retries retries;

    EcrfClient(@RestClient EcrfApi api, AccessTokens tokens, ObjectMapper json, Retries retries) {
        this.api = api;
        this.tokens = tokens;
        this.retries = retries;
        this.ecrf = new Neighbour("ecrf-service", json);
    }

    @Override
    public AnalysisData analysisData(String study, PrimaryEndpoint endpoint, Optional<Instant> asOf) {
        Map<String, String> start = query(endpoint);
        asOf.ifPresent(cut -> start.put("asOf", cut.toString()));
        AnalysisDataPage first = page(study, start);
        ecrf.require(first.answers(study) && asOf.map(first.asOf()::equals).orElse(true));
        List<ObservedSubject> subjects = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        AnalysisDataPage page = first;
        add(page, subjects, seen);
        while (page.next() != null) {
            ecrf.require(cursors.add(page.next()));
            Map<String, String> query = query(endpoint);
            query.put("asOf", first.asOf().toString());
            query.put("after", page.next());
            page = page(study, query);
            ecrf.require(page.answers(study) && page.continues(first));
            add(page, subjects, seen);
        }
        return new AnalysisData(first.asOf(), first.definitionVersion(), List.copyOf(subjects));
    }

    private AnalysisDataPage page(String study, Map<String, String> query) {
        return ecrf.call(retries.of(api.analysisData(tokens.own(), study, query)), AnalysisDataPage.class);
    }

    private void add(AnalysisDataPage page, List<ObservedSubject> subjects, Set<String> seen) {
        for (AnalysisDataPage.Item item : page.items()) {
            ecrf.require(seen.add(item.subject()));
            subjects.add(item.toSubject());
        }
    }

    private static Map<String, String> query(PrimaryEndpoint endpoint) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("form", endpoint.form());
        query.put("item", endpoint.item());
        query.put("limit", PAGE);
        return query;
    }

    @Override
    public Enrolment enrolment(String study, Instant asOf) {
        EnrolmentAnswer answer = ecrf.call(retries.of(api.enrolment(tokens.own(), study, asOf)), EnrolmentAnswer.class);
        ecrf.require(answer.complete());
        return answer.toEnrolment();
    }
}
