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
import org.equipoise.stats.application.NeighbourFailure;
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
    private final Retries retries;

    EcrfSnapshots(
            @RestClient EcrfApi api, AccessTokens tokens, ObjectMapper json, StudySecrets secrets, Retries retries) {
        this.api = api;
        this.tokens = tokens;
        this.retries = retries;
        this.secrets = secrets;
        this.ecrf = new Neighbour("ecrf-service", json);
    }

    @Override
    public StudyRecords freeze(String study, String key) {
        Head head = ecrf.call(
                retries.ofKeyed(api.takeSnapshot(tokens.own(), study, hidden(study, key), LABEL)), Head.class);
        ecrf.require(head.id() != null && study.equals(head.study()) && head.contentHash() != null);
        StudyRecords records = read(study, head.id());
        requireContent(head.contentHash().equals(records.contentHash()));
        return records;
    }

    @Override
    public StudyRecords read(String study, String snapshot) {
        ContentDigest digest = new ContentDigest();
        RecordsPage first = page(study, snapshot, null, digest);
        List<StudyRecords.Subject> subjects = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        RecordsPage page = first;
        add(page, subjects, seen);
        while (page.next() != null) {
            ecrf.require(cursors.add(page.next()));
            page = page(study, snapshot, page.next(), digest);
            ecrf.require(page.continues(first));
            add(page, subjects, seen);
        }
        requireContent(digest.hash().equals(first.contentHash()));
        return new StudyRecords(
                snapshot,
                first.takenAt(),
                first.definitionVersion(),
                first.contentHash(),
                List.copyOf(subjects),
                first.siteZones().orElseThrow());
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

    private RecordsPage page(String study, String snapshot, String after, ContentDigest digest) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", PAGE);
        if (after != null) {
            query.put("after", after);
        }
        String body = ecrf.body(retries.of(api.records(tokens.own(), study, snapshot, query)));
        RecordsPage page = ecrf.read(body, RecordsPage.class);
        ecrf.require(page.answers(snapshot));
        ecrf.tree(body).path("items").forEach(digest::add);
        return page;
    }

    private void requireContent(boolean same) {
        if (!same) {
            throw ecrf.refusal(NeighbourFailure.OTHER_CONTENT);
        }
    }

    private void add(RecordsPage page, List<StudyRecords.Subject> subjects, Set<String> seen) {
        for (RecordsPage.Item item : page.items()) {
            ecrf.require(seen.add(item.subject()));
            subjects.add(item.toSubject());
        }
    }

    record Head(String id, String study, String contentHash) {}
}
