package org.equipoise.randomizer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;
import org.equipoise.randomizer.Database;
import org.equipoise.randomizer.RandomizerTest;
import org.equipoise.randomizer.TestStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RandomizerTest
class AuditResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestStudy study = new TestStudy();

    @BeforeEach
    void whatIsDoneInATrial() {
        study.active();
        study.randomizeEligible("01-001").then().statusCode(201);
        study.randomizeEligible("01-002").then().statusCode(201);
        study.allocations("secret-analysis").then().statusCode(200);
    }

    @Test
    void tellsWhatWasDoneByWhom() throws JsonProcessingException {
        List<JsonNode> entries = entries("");
        assertThat(entries)
                .extracting(entry -> entry.at("/entry/action").asText())
                .containsExactly("publish", "activate", "randomize", "randomize");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.at("/entry/actor").asText()).isEqualTo("id-of-p");
            assertThat(entry.at("/entry/requestId").asText()).isNotBlank();
            assertThat(entry.at("/at").asText()).startsWith("20");
        });
        assertThat(entries.get(2).at("/entry/subject").asText()).isEqualTo("01-001");
        assertThat(entries.get(2).at("/entry/eligibility").asText()).startsWith("certificate:");
    }

    /** The hashes are computed by the database; here they are computed a second time, from the entries alone. */
    @Test
    void isAChainOfHashesInEachStream() throws JsonProcessingException {
        Map<String, String> heads = new HashMap<>();
        Map<String, Long> lengths = new HashMap<>();
        for (JsonNode item : entries("")) {
            String stream = item.get("stream").asText();
            String previous = heads.getOrDefault(stream, HashChain.genesis(stream));
            assertThat(item.get("previousHash").asText()).isEqualTo(previous);
            assertThat(item.get("seq").asLong()).isEqualTo(lengths.merge(stream, 1L, Long::sum));
            String hash = HashChain.next(previous, CanonicalJson.of(item.get("entry")));
            assertThat(item.get("hash").asText()).isEqualTo(hash);
            heads.put(stream, hash);
        }
        assertThat(lengths.values()).containsExactlyInAnyOrder(2L, 2L);
    }

    @Test
    void isWrittenAsCanonicalJsonEvenWhereNamesNeedEscapes() throws JsonProcessingException {
        JsonNode awkward = JSON.readTree("""
                {"b":"quote \\" backslash \\\\ tab \\t newline \\n bell \\u0007 umlaut \\u00fc emoji \\ud83d\\ude00","a":1}""");
        String sql =
                Database.text("SELECT canonical_json('" + awkward.toString().replace("'", "''") + "'::jsonb)");
        assertThat(sql).isEqualTo(CanonicalJson.of(awkward));
    }

    @Test
    void tellsNothingOfArmsOrOfWhoReadThem() {
        String all = study.as("monitor").get(study.path("/audit?limit=200")).asString();
        assertThat(all)
                .contains("01-001")
                .doesNotContain("KTM", "MDZ", "Ketamine", "Midazolam", "secret-analysis", "dora", "unblind");
    }

    @Test
    void comesPageByPage() throws JsonProcessingException {
        assertThat(entries("&limit=1")).isEqualTo(entries(""));
    }

    private List<JsonNode> entries(String query) throws JsonProcessingException {
        List<JsonNode> all = new ArrayList<>();
        String after = "0";
        while (after != null) {
            String body = study.as("data-manager")
                    .get(study.path("/audit?after=" + after + query))
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            JsonNode page = JSON.readTree(body);
            page.get("items").forEach(all::add);
            after = page.has("next") ? page.get("next").asText() : null;
        }
        return all;
    }
}
