package org.equipoise.ecrf.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.ecrf.rest.EcrfApi.as;
import static org.equipoise.ecrf.rest.EcrfApi.changed;
import static org.equipoise.ecrf.rest.EcrfApi.daysAgo;
import static org.equipoise.ecrf.rest.EcrfApi.enter;
import static org.equipoise.ecrf.rest.EcrfApi.entry;
import static org.equipoise.ecrf.rest.EcrfApi.madrs;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.MongoServer;
import org.equipoise.testing.TestIssuer;
import org.equipoise.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A study of its own is closed again and again, on the store that is in use. */
@QuarkusTest
@QuarkusTestResource(MongoServer.class)
@QuarkusTestResource(TestIssuer.class)
class LocksResourceTest {
    private static final String STUDY = "/api/ecrf/studies/LOCKS";

    private String subject;
    private String form;

    private static String token(String role, String site) {
        String where = site.equals("*") ? "" : "sites/" + site + "/";
        return Tokens.person(role + "." + site, "/studies/LOCKS/" + where + role);
    }

    @BeforeEach
    void aSubjectWithAForm() {
        as(token("administrator", "*"))
                .body(ExampleStudy.jsonWith(study -> study.put("study", "LOCKS")))
                .put(STUDY + "/versions/1");
        subject = screen();
        form = STUDY + "/subjects/" + subject + "/events/SCREENING/forms/MADRS";
        enter(as(token("rater", "01")), form, entry(daysAgo(9), madrs(2)))
                .then()
                .statusCode(201);
    }

    private static String screen() {
        return as(token("coordinator", "01"))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("screenedAt", daysAgo(10).toString()))
                .post(STUDY + "/sites/01/subjects")
                .then()
                .statusCode(201)
                .extract()
                .path("subject");
    }

    private static ValidatableResponse close(String path, String action, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("action", action, "reason", "end of data capture"));
        body.putAll(more);
        return as(token("data-manager", "*"))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post(path)
                .then();
    }

    private static String lockOver(List<String> accepted) {
        close(STUDY + "/lock", "freeze", Map.of()).statusCode(200).body("state", equalTo("frozen"));
        String hash = close(STUDY + "/lock", "lock", Map.of("accept", accepted))
                .statusCode(200)
                .body("state", equalTo("locked"))
                .body("contentHash", notNullValue())
                .extract()
                .path("contentHash");
        close(STUDY + "/lock", "unlock", Map.of()).statusCode(200).body("state", equalTo("open"));
        return hash;
    }

    @Test
    void aSubjectIsClosedAsOftenAsNeeded() {
        String closure = STUDY + "/subjects/" + subject + "/closure";
        for (int round = 0; round < 3; round++) {
            close(closure, "freeze", Map.of()).statusCode(200).body("state", equalTo("frozen"));
            close(closure, "lock", Map.of()).statusCode(200).body("state", equalTo("locked"));
            close(closure, "unlock", Map.of()).statusCode(200).body("state", equalTo("open"));
            as(token("rater", "01"))
                    .header("If-Match", "\"" + (round + 1) + "\"")
                    .body(changed(daysAgo(9), madrs(round)))
                    .put(form)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aStudyIsFrozenLockedAndLockedAgainOverItsSubjectsToo() {
        List<String> points = as(token("data-manager", "*"))
                .get(STUDY + "/lock-checklist")
                .then()
                .statusCode(200)
                .body("points.id", hasItems("unreviewed-forms", "unverified-forms", "unsigned-subjects"))
                .extract()
                .path("points.id");
        close(STUDY + "/lock", "freeze", Map.of()).statusCode(200);
        close(STUDY + "/lock", "lock", Map.of("accept", List.of()))
                .statusCode(409)
                .body("checklist", hasSize(points.size()));
        close(STUDY + "/lock", "lock", Map.of("accept", points)).statusCode(200);
        as(token("investigator", "01"))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("revision", 1, "meaning", "Complete"))
                .post(form + "/signature")
                .then()
                .statusCode(409)
                .body("closed", equalTo("study"))
                .body("state", equalTo("locked"));
        close(STUDY + "/lock", "unlock", Map.of()).statusCode(200);

        String before = lockOver(points);
        assertThat(lockOver(points)).isEqualTo(before);
        screen();
        assertThat(lockOver(points)).isNotEqualTo(before);
    }
}
