package org.equipoise.ecrf.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.equipoise.ecrf.ExampleStudy;
import org.equipoise.testing.Tokens;

/** The HTTP interface as the people of the example study use it. */
final class EcrfApi {
    static final String STUDY = "/api/ecrf/studies/" + ExampleStudy.STUDY;

    private EcrfApi() {}

    static String token(String role, String site) {
        String where = site.equals("*") ? "" : "sites/" + site + "/";
        return Tokens.person(role + "." + site, "/studies/" + ExampleStudy.STUDY + "/" + where + role);
    }

    static RequestSpecification as(String role, String site) {
        return as(token(role, site));
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    static Response publish(String version, String json) {
        return as("administrator", "*").body(json).put(STUDY + "/versions/" + version);
    }

    static void publishExample() {
        publish("1", ExampleStudy.json()).then().statusCode(oneOf(200, 201));
    }

    static String screen(String site) {
        return as("coordinator", site)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("screenedAt", daysAgo(10).toString()))
                .post(STUDY + "/sites/" + site + "/subjects")
                .then()
                .statusCode(201)
                .extract()
                .path("subject");
    }

    static String form(String subject, String event, String form) {
        return STUDY + "/subjects/" + subject + "/events/" + event + "/forms/" + form;
    }

    static Map<String, Object> entry(Instant occurredAt, Map<String, ?> values) {
        return Map.of("occurredAt", occurredAt.toString(), "values", values);
    }

    static Map<String, Object> changed(Instant occurredAt, Map<String, ?> values) {
        return Map.of("occurredAt", occurredAt.toString(), "values", values, "reasonForChange", "typing error");
    }

    static Response enter(RequestSpecification person, String form, Map<String, Object> entry) {
        return person.header("If-None-Match", "*").body(entry).put(form);
    }

    static Instant daysAgo(int days) {
        return Instant.now().minus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
    }

    static Map<String, Integer> madrs(int each) {
        return Map.of("M1", each, "M2", each, "M3", each);
    }
}
