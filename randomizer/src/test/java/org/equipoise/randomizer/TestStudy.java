package org.equipoise.randomizer;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.testing.Tokens;

/** A study of its own for each test, so that tests do not meet. */
public final class TestStudy {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String id = "TEST-" + COUNT.incrementAndGet();

    public String id() {
        return id;
    }

    /** The plan of the built-in study: blocks of four and six, two sites, two bands. */
    public static String plan() {
        return plan(60, 156, "ecrf");
    }

    public static String plan(int entriesPerStratum, int cap, String eligibility) {
        return """
                {"method":{"type":"permuted-blocks","blockSizes":[4,6]},
                 "arms":[{"code":"KTM","name":"Ketamine 0.5 mg/kg","ratio":1,"control":false},
                         {"code":"MDZ","name":"Midazolam 0.045 mg/kg","ratio":1,"control":true}],
                 "strata":{"factors":[{"id":"site","levels":["01","02"]},{"id":"madrsBand","levels":["LT35","GE35"]}]},
                 "entriesPerStratum":%d,"caps":{"study":%d},"eligibility":"%s"}""".formatted(entriesPerStratum, cap, eligibility);
    }

    /** A published and active plan. */
    public TestStudy active() {
        return active(plan());
    }

    public TestStudy active(String plan) {
        publish("1", plan).then().statusCode(201);
        activate("1", UUID.randomUUID().toString()).then().statusCode(201);
        return this;
    }

    public Response publish(String version, String plan) {
        return as("administrator").body(plan).put(path("/plans/" + version));
    }

    public Response activate(String version, String key) {
        return as("unblinded-statistician")
                .header("Idempotency-Key", key)
                .post(path("/plans/" + version + "/activation"));
    }

    public Response randomize(String subject, String key) {
        return atSite("01", "coordinator")
                .header("Idempotency-Key", key)
                .body(Map.of("subject", subject))
                .post(path("/randomizations"));
    }

    /** Randomizes an eligible subject. */
    public Response randomizeEligible(String subject) {
        EcrfStub.eligible(id, subject);
        return randomize(subject, UUID.randomUUID().toString());
    }

    public Response allocations(String analysis) {
        return given().auth()
                .oauth2(Tokens.exchanged("dora", "stats-service", "/studies/" + id + "/dmc-member"))
                .get(path("/allocations?analysis=" + analysis));
    }

    /** A person with a role in the whole study. */
    public RequestSpecification as(String role) {
        return person("/studies/" + id + "/" + role);
    }

    /** A person with a role at one site. */
    public RequestSpecification atSite(String site, String role) {
        return person("/studies/" + id + "/sites/" + site + "/" + role);
    }

    public String path(String rest) {
        return "/api/randomizer/studies/" + id + rest;
    }

    private static RequestSpecification person(String group) {
        return given().auth().oauth2(Tokens.person("p", group)).contentType(ContentType.JSON);
    }
}
