package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.stats.application.FrozenRecords;
import org.equipoise.stats.domain.analysis.StudyRecords;

@ApplicationScoped
class EcrfSnapshots implements FrozenRecords {

    private static final String PAGE = "100";

    private final EcrfApi api;
    private final AccessTokens tokens;
    private final Neighbour ecrf;

    EcrfSnapshots(@RestClient EcrfApi api, AccessTokens tokens, ObjectMapper json) {
        this.api = api;
        this.tokens = tokens;
        this.ecrf = new Neighbour("ecrf-service", json);
    }

    @Override
    public StudyRecords freeze(String study, String label, String key) {
        Head head = ecrf.call(
                EcrfClient.patiently(api.takeSnapshot(tokens.own(), study, key, Map.of("label", label))), Head.class);
        ecrf.require(head.id() != null && study.equals(head.study()));
        return read(study, head.id());
    }

    @Override
    public StudyRecords read(String study, String snapshot) {
        RecordsPage first = page(study, snapshot, null);
        List<StudyRecords.Subject> subjects = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        RecordsPage page = first;
        add(page, subjects, seen);
        while (page.next() != null) {
            ecrf.require(cursors.add(page.next()));
            page = page(study, snapshot, page.next());
            ecrf.require(page.continues(first));
            add(page, subjects, seen);
        }
        return new StudyRecords(
                snapshot, first.takenAt(), first.definitionVersion(), first.contentHash(), List.copyOf(subjects));
    }

    private RecordsPage page(String study, String snapshot, String after) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", PAGE);
        if (after != null) {
            query.put("after", after);
        }
        RecordsPage page =
                ecrf.call(EcrfClient.patiently(api.records(tokens.own(), study, snapshot, query)), RecordsPage.class);
        ecrf.require(page.answers(snapshot));
        return page;
    }

    private void add(RecordsPage page, List<StudyRecords.Subject> subjects, Set<String> seen) {
        for (RecordsPage.Item item : page.items()) {
            ecrf.require(seen.add(item.subject()));
            subjects.add(item.toSubject());
        }
    }

    record Head(String id, String study) {}
}
