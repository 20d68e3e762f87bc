package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.equipoise.stats.application.FrozenRecords;
import org.equipoise.stats.application.StudySecrets;
import org.equipoise.stats.domain.analysis.StudyRecords;

@ApplicationScoped
class EcrfSnapshots implements FrozenRecords {

    private static final String PAGE = "100";
    private static final Map<String, String> LABEL = Map.of("label", "Data cut");

    private final EcrfApi api;
    private final AccessTokens tokens;
    private final Neighbour ecrf;
    private final StudySecrets secrets;

    EcrfSnapshots(@RestClient EcrfApi api, AccessTokens tokens, ObjectMapper json, StudySecrets secrets) {
        this.api = api;
        this.tokens = tokens;
        this.secrets = secrets;
        this.ecrf = new Neighbour("ecrf-service", json);
    }

    @Override
    public StudyRecords freeze(String study, String key) {
        Head head = ecrf.call(
                EcrfClient.patiently(api.takeSnapshot(tokens.own(), study, hidden(study, key), LABEL)), Head.class);
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

    /** Under the study's secret, cuts of analyses and of open reports look alike. */
    private String hidden(String study, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.labelling(study), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(("data cut\n" + key).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
