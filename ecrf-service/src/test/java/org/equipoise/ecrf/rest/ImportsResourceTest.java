package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.STUDY;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.form;
import static org.equipoise.ecrf.rest.EcrfApi.publishExample;
import static org.equipoise.ecrf.rest.EcrfApi.screen;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class ImportsResourceTest {
    private static final String MAPPING = "HTTP-LAB";
    private static final String HEADING = "SUBJ,VISIT,TAKEN,TEST,RESULT\r\n";
    private static final Instant TAKEN = daysAgo(3);

    private String subject;
    private String vitals;

    @BeforeEach
    void aMappingOfLinesForEachTest() {
        publishExample();
        subject = screen("01");
        vitals = form(subject, "H24", "VITALS");
        as("data-manager", "*")
                .body(mapping())
                .put(STUDY + "/import-mappings/" + MAPPING)
                .then()
                .statusCode(oneOf(200, 201));
    }

    private static Map<String, Object> mapping() {
        return Map.of(
                "form", "VITALS",
                "subjectColumn", "SUBJ",
                "event", Map.of("column", "VISIT", "events", Map.of("V2", "BASELINE", "V3", "H24")),
                "occurredAtColumn", "TAKEN",
                "items", List.of(test("SYSTOLIC"), test("DIASTOLIC")));
    }

    private static Map<String, Object> test(String item) {
        return Map.of("item", item, "column", "RESULT", "where", Map.of("TEST", item));
    }

    private static String line(String subject, String visit, String test, String result) {
        return subject + "," + visit + "," + TAKEN + "," + test + "," + result + "\r\n";
    }

    private String pressure(int systolic) {
        return line(subject, "V3", "SYSTOLIC", Integer.toString(systolic)) + line(subject, "V3", "DIASTOLIC", "80");
    }

    private static Response send(String token, String query, String lines) {
        return as(token).contentType("text/csv").body(HEADING + lines).post(STUDY + "/imports/" + MAPPING + query);
    }

    private static Response send(String query, String lines) {
        return send(EcrfApi.token("data-manager", "*"), query, lines);
    }

    private static List<JsonNode> answered(Response response) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : response.then().statusCode(200).extract().asString().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    private void nothingWasEntered() {
        as("data-manager", "*").get(vitals).then().statusCode(404);
    }

    @Test
    void aTrialRunSaysWhatWouldBecomeOfEachLineAndSavesNothing() throws IOException {
        List<JsonNode> lines = answered(send("?dryRun=true", pressure(120) + line("01-999", "V3", "SYSTOLIC", "120")));

        assertThat(lines.get(0).path("dryRun").booleanValue()).isTrue();
        assertThat(lines.get(0).path("results").path("ENTERED").intValue()).isEqualTo(2);
        assertThat(lines.get(0).path("results").path("REFUSED").intValue()).isEqualTo(1);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3).path("line").intValue()).isEqualTo(4);
        nothingWasEntered();
    }

    @Test
    void aFileIsEnteredOnceHoweverOftenItIsSent() throws IOException {
        assertThat(answered(send("", pressure(120)))
                        .get(0)
                        .path("results")
                        .path("ENTERED")
                        .intValue())
                .isEqualTo(2);
        assertThat(answered(send("", pressure(120)))
                        .get(0)
                        .path("results")
                        .path("UNCHANGED")
                        .intValue())
                .isEqualTo(2);

        as("data-manager", "*")
                .get(vitals)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("values.SYSTOLIC", equalTo(120))
                .body("savedBy", equalTo("data-manager.*"));
    }

    @Test
    void whatTheFormSaysIsAskedAboutAndNeverOverwritten() throws IOException {
        answered(send("", pressure(120)));

        List<JsonNode> again = answered(send("", pressure(131)));

        assertThat(again.get(0).path("results").path("CONFLICT").intValue()).isEqualTo(2);
        as("data-manager", "*").get(vitals).then().body("revision", equalTo(1)).body("values.SYSTOLIC", equalTo(120));
        as("data-manager", "*")
                .get(STUDY + "/queries?subject=" + subject)
                .then()
                .body("items", hasSize(1))
                .body("items[0].item", equalTo("SYSTOLIC"))
                .body("items[0].thread[0].text", containsString("131"));
    }

    @Test
    void oneBadLineOfFiftyThousandRefusesAllOfThemAndIsNamed() {
        StringBuilder lines = new StringBuilder();
        for (String visit : List.of("V2", "V3")) {
            for (int i = 0; i < 24_999; i++) {
                boolean bad = visit.equals("V3") && i == 12_345;
                lines.append(line(subject, visit, "SYSTOLIC", bad ? "high" : "120"));
            }
            lines.append(line(subject, visit, "DIASTOLIC", "80"));
        }
        int bad = 1 + 25_000 + 12_345 + 1;

        send("", lines.toString())
                .then()
                .statusCode(422)
                .body("code", equalTo("check-failed"))
                .body("detail", containsString("line " + bad))
                .body("lines.line", contains(bad))
                .body("lines[0].what[0]", containsString("high"));
        nothingWasEntered();
        as("data-manager", "*").get(form(subject, "BASELINE", "VITALS")).then().statusCode(404);
    }

    @Test
    void theDataManagerOfOneSiteOrOfAnotherStudyImportsNothing() {
        String elsewhere = screen("02");
        String foreign = Tokens.person("dora", "/studies/OTHER/data-manager");

        send(EcrfApi.token("data-manager", "01"), "", line(elsewhere, "V3", "SYSTOLIC", "120"))
                .then()
                .statusCode(403);
        send(foreign, "", line(elsewhere, "V3", "SYSTOLIC", "120"))
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        as("monitor", "*").get(form(elsewhere, "H24", "VITALS")).then().statusCode(404);
    }

    @Test
    void aSubjectThatIsNotThereIsNamedWithItsLine() {
        send("", pressure(120) + line("02-999", "V3", "SYSTOLIC", "120"))
                .then()
                .statusCode(422)
                .body("lines.line", contains(4));
        nothingWasEntered();
    }

    @Test
    void whoMayNotImportIsForbiddenTo() {
        for (String role : List.of("coordinator", "investigator", "rater")) {
            send(EcrfApi.token(role, "01"), "", pressure(120))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("permission-missing"));
        }
        nothingWasEntered();
    }

    @Test
    void mappingsAreListedPageByPageToWhoImports() {
        as("data-manager", "*").body(mapping()).put(STUDY + "/import-mappings/LATER-LAB");

        as("data-manager", "*")
                .get(STUDY + "/import-mappings?limit=1")
                .then()
                .statusCode(200)
                .body("items.mapping", contains(MAPPING))
                .body("items.form", contains("VITALS"))
                .body("next", equalTo(MAPPING));
        as("data-manager", "*")
                .get(STUDY + "/import-mappings?limit=1&after=" + MAPPING)
                .then()
                .body("items.mapping", contains("LATER-LAB"))
                .body("next", nullValue());
        as("monitor", "*").get(STUDY + "/import-mappings").then().statusCode(403);
    }

    @Test
    void aMappingThatIsNotThereAndAFileThatIsNoneAreRefused() {
        as("data-manager", "*")
                .contentType("text/csv")
                .body(HEADING)
                .post(STUDY + "/imports/NO-SUCH-LAB")
                .then()
                .statusCode(404);
        send("", subject + ",V3\r\n").then().statusCode(400).body("detail", containsString("line 2"));
    }
}
