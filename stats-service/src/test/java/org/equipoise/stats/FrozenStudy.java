package org.equipoise.stats;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.StudyRecords;
import org.equipoise.stats.domain.tables.SimulatedRecords;

/** A study as the eCRF service freezes it and the randomizer knows it: in two pages, with the hash over both. */
public final class FrozenStudy {

    public static final String SNAPSHOTS = "/api/ecrf/studies/[^/]+/snapshots";
    public static final String RECORDS = "/api/ecrf/studies/[^/]+/snapshots/[^/]+/records";
    private static final String SNAPSHOT = "0190000000000000000000000000cafe";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final String study;
    private final List<ObjectNode> items = new ArrayList<>();
    private final Map<String, String> arms;
    private final String takenAt;
    private String contentHash;

    public FrozenStudy(String study, SimulatedRecords trial) {
        this.study = study;
        this.takenAt = trial.records().takenAt().toString();
        this.arms = new HashMap<>(trial.allocations().armOfSubject());
        for (StudyRecords.Subject subject : trial.records().subjects()) {
            items.add(JSON.valueToTree(subject));
        }
        this.contentHash = CanonicalJson.sha256(items);
    }

    /** Both services answer, and agree. */
    public void answeredBy(Neighbourhood neighbours) {
        WireMockServer server = neighbours.server();
        server.resetAll();
        neighbours.tokens();
        server.stubFor(Neighbourhood.authorized(post(urlPathMatching(SNAPSHOTS)), Neighbourhood.OWN_TOKEN)
                .willReturn(json(head())));
        server.stubFor(Neighbourhood.authorized(get(urlPathMatching(RECORDS)), Neighbourhood.OWN_TOKEN)
                .withQueryParam("after", absent())
                .willReturn(json(page(0, pageBreak(), pageBreakSubject()))));
        server.stubFor(Neighbourhood.authorized(get(urlPathMatching(RECORDS)), Neighbourhood.OWN_TOKEN)
                .withQueryParam("after", equalTo(pageBreakSubject()))
                .willReturn(json(page(pageBreak(), items.size(), null))));
        neighbours.answer(Neighbourhood.ALLOCATIONS, Neighbourhood.EXCHANGED_TOKEN, allocations());
    }

    /** And what an open report reads beside the frozen records. */
    public void openTo(Neighbourhood neighbours) {
        String values =
                "{\"study\":\"" + study + "\",\"asOf\":\"" + takenAt + "\",\"definitionVersion\":\"1\",\"items\":[]}";
        neighbours.answer(Neighbourhood.ANALYSIS_DATA, Neighbourhood.OWN_TOKEN, values);
        String enrolment = "{\"screened\":" + items.size() + ",\"randomized\":" + arms.size() + ",\"bySite\":[]}";
        neighbours.answer("/api/ecrf/studies/[^/]+/enrolment", Neighbourhood.OWN_TOKEN, enrolment);
    }

    /** The same records under arms that have nothing to do with them. */
    public FrozenStudy withUnrelatedArms() {
        List<String> subjects = arms.keySet().stream().sorted().toList();
        for (int i = 0; i < subjects.size(); i++) {
            boolean experimental = CanonicalJson.sha256Text(subjects.get(i)).charAt(0) < '8';
            arms.put(subjects.get(i), experimental ? SimulatedTrial.EXPERIMENTAL_CODE : SimulatedTrial.CONTROL_CODE);
        }
        return this;
    }

    /** The first subject once more at the end, under a hash that agrees. */
    public FrozenStudy withASubjectTwice() {
        items.add(items.get(0).deepCopy());
        return hashed();
    }

    /** One value that is not the one that was frozen. */
    public FrozenStudy withAnotherValue() {
        ((ObjectNode) items.get(3).path("records").get(0).path("values")).put("MADRS_TOTAL", 59);
        return this;
    }

    /** A subject of the second page that got lost on the way. */
    public FrozenStudy withoutOneSubjectOfTheSecondPage() {
        items.remove(items.size() - 2);
        return this;
    }

    public FrozenStudy withoutAllocationOf(String subject) {
        arms.remove(subject);
        return this;
    }

    public FrozenStudy withAllocationOf(String subject) {
        arms.put(subject, SimulatedTrial.CONTROL_CODE);
        return this;
    }

    private FrozenStudy hashed() {
        contentHash = CanonicalJson.sha256(items);
        return this;
    }

    public String head() {
        return JSON.createObjectNode()
                .put("id", SNAPSHOT)
                .put("study", study)
                .put("label", "Data cut")
                .put("takenAt", takenAt)
                .put("contentHash", contentHash)
                .toString();
    }

    public String secondPageOfAnotherCut() {
        return page(pageBreak(), items.size(), null).replace(takenAt, "2026-12-01T00:00:00Z");
    }

    /** A first page after which the first page comes again, and again. */
    public String pageThatLeadsBackToItself() {
        return page(0, 0, pageBreakSubject());
    }

    public String pageOfAnotherSnapshot() {
        return page(0, pageBreak(), pageBreakSubject()).replace(SNAPSHOT, "0".repeat(32));
    }

    public String allocations() {
        List<Map<String, String>> allocated = arms.entrySet().stream()
                .map(entry -> Map.of("subject", entry.getKey(), "arm", entry.getValue()))
                .toList();
        return allocations(allocated);
    }

    public String allocations(List<Map<String, String>> allocated) {
        return CanonicalJson.of(Map.of(
                "study",
                study,
                "list",
                "list-1",
                "arms",
                SimulatedTrial.allocations(Map.of()).arms(),
                "items",
                allocated));
    }

    private int pageBreak() {
        return items.size() / 2;
    }

    public String pageBreakSubject() {
        return items.get(pageBreak() - 1).path("subject").asText();
    }

    private String page(int from, int to, String next) {
        ObjectNode page = JSON.createObjectNode()
                .put("snapshot", SNAPSHOT)
                .put("takenAt", takenAt)
                .put("definitionVersion", "1")
                .put("contentHash", contentHash);
        List<JsonNode> shown = List.copyOf(items.subList(from, to));
        ObjectNode zones = page.putObject("zones");
        items.forEach(item -> zones.put(item.path("site").asText(), "UTC"));
        page.putArray("items").addAll(shown);
        if (next != null) {
            page.put("next", next);
        }
        return page.toString();
    }

    public static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }
}
