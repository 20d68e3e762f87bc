package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.changed;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class SnapshotsResourceTest {
    private static final Instant BASELINE = daysAgo(6);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private String subject;

    @BeforeEach
    void enterAForm() {
        publishExample();
        screen("02");
        subject = screen("01");
        enter(as("rater", "01"), form(subject, "BASELINE", "MADRS"), entry(BASELINE, madrs(5)))
                .then()
                .statusCode(201);
    }

    private static RequestSpecification theService() {
        return as(Tokens.service("stats-service"));
    }

    private static Response take(RequestSpecification who, String label, UUID key) {
        return who.header("Idempotency-Key", key).body(Map.of("label", label)).post(STUDY + "/snapshots");
    }

    private static List<JsonNode> records(String snapshot) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = JSON.readTree(theService()
                    .get(STUDY + "/snapshots/" + snapshot + "/records?limit=2" + after)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            page.path("items").forEach(items::add);
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return items;
    }

    @Test
    void theRecordsHaveTheHashOfTheHeadAndKeepItWhateverIsSaved() throws IOException {
        Response taken = take(theService(), "Look 2", UUID.randomUUID());
        taken.then().statusCode(201).body("label", equalTo("Look 2")).body("definitionVersion", equalTo("1"));
        List<JsonNode> before = records(taken.path("id"));

        as("rater", "01")
                .header("If-Match", "\"1\"")
                .body(changed(BASELINE, madrs(1)))
                .put(form(subject, "BASELINE", "MADRS"))
                .then()
                .statusCode(200);
        screen("02");

        List<JsonNode> after = records(taken.path("id"));
        assertThat(after).isEqualTo(before).hasSize(taken.<Integer>path("subjects"));
        assertThat(CanonicalJson.sha256(after)).isEqualTo(taken.path("contentHash"));
        JsonNode own = after.stream()
                .filter(item -> item.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow();
        assertThat(own.path("status").asText()).isEqualTo("screening");
        assertThat(own.path("records").get(0).path("values").path("TOTAL").asInt())
                .isEqualTo(15);
    }

    @Test
    void aRepeatGivesTheSameSnapshotAndTheKeyBelongsToOneLabel() {
        UUID key = UUID.randomUUID();
        String first = take(theService(), "Look 2", key).path("id");

        take(theService(), "Look 2", key).then().statusCode(201).body("id", equalTo(first));
        take(theService(), "Look 3", key).then().statusCode(422).body("code", equalTo("key-reused"));
    }

    @Test
    void aBlindedPersonSeesNoSignOfWhatWasTakenForAnAnalysis() {
        String closed = take(theService(), "Look 2", UUID.randomUUID()).path("id");
        String own =
                take(as("data-manager", "*"), "Cleaning", UUID.randomUUID()).path("id");

        as("data-manager", "*")
                .get(STUDY + "/snapshots?limit=200")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(own))
                .body("items.id", not(hasItem(closed)));
        as("statistician", "*").get(STUDY + "/snapshots/" + closed).then().statusCode(404);
        as("statistician", "*")
                .get(STUDY + "/snapshots/" + closed + "/records")
                .then()
                .statusCode(404);
        theService().get(STUDY + "/snapshots/" + own).then().statusCode(404);
    }

    @Test
    void peopleAreShownTheFormsThatTheyMaySee() {
        String own =
                take(as("statistician", "*"), "Planning", UUID.randomUUID()).path("id");

        as("data-manager", "*")
                .get(STUDY + "/snapshots/" + own + "/records?limit=200")
                .then()
                .statusCode(200)
                .body("items.find { it.subject == '" + subject + "' }.records.size()", equalTo(1));
        as("statistician", "*")
                .get(STUDY + "/snapshots/" + own + "/records?limit=200")
                .then()
                .statusCode(200)
                .body("items.find { it.subject == '" + subject + "' }.records.size()", equalTo(0));
        assertThat(as("data-manager", "*").get(STUDY + "/snapshots/" + own).<Integer>path("forms"))
                .isPositive();
        assertThat(as("statistician", "*").get(STUDY + "/snapshots/" + own).<Integer>path("forms"))
                .isNull();
    }

    @Test
    void aSnapshotHasALabel() {
        take(theService(), " ", UUID.randomUUID()).then().statusCode(400).body("code", equalTo("invalid-value"));
    }
}
