package org.equipoise.randomizer;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A study with managed kits, and the people who bring kits to its sites. */
public final class KitTrial {

    public static final String LATER = "2099-12-31";

    private final TestStudy study = new TestStudy();

    /** The plan of the built-in study with kits from stock; the caller vouches for eligibility. */
    public static String plan() {
        return TestStudy.plan(60, 156, "external").replace("\"eligibility\"", "\"kits\":\"managed\",\"eligibility\"");
    }

    /** The same plan, but by minimization. */
    public static String minimized(String plan) {
        return plan.replace(
                        "\"type\":\"permuted-blocks\",\"blockSizes\":[4,6]",
                        "\"type\":\"minimization\",\"measure\":\"range\",\"probability\":0.80")
                .replace("\"entriesPerStratum\":60,", "");
    }

    public TestStudy study() {
        return study;
    }

    public KitTrial active() {
        return active(plan());
    }

    public KitTrial active(String plan) {
        study.active(plan);
        openDepot().then().statusCode(201);
        return this;
    }

    /** As many kits of each type at the site, all received intact. */
    public KitTrial supplied(String site, int ofEach) {
        return supplied(site, ofEach, ofEach);
    }

    public KitTrial supplied(String site, int ketamine, int midazolam) {
        register(ketamine, midazolam).then().statusCode(201);
        Response shipment = request(site, ketamine, midazolam);
        shipment.then().statusCode(201);
        String id = shipment.path("shipment");
        send(id).then().statusCode(201);
        receive(id, intact(shipment.path("kits"))).then().statusCode(201);
        return this;
    }

    /** As many kits of each type, all of one expiry, at the site; answers the shipment. */
    public String delivered(String site, int ofEach, String expiry) {
        register(List.of(batch("KTM", "L-1", expiry, ofEach), batch("MDZ", "L-2", expiry, ofEach)), key())
                .then()
                .statusCode(201);
        Response shipment = request(site, ofEach, ofEach);
        String id = shipment.path("shipment");
        send(id).then().statusCode(201);
        receive(id, intact(shipment.path("kits"))).then().statusCode(201);
        return id;
    }

    public Response openDepot() {
        return study.as("pharmacist").body(Map.of("name", "Central pharmacy")).put(study.path("/depots/central"));
    }

    public Response register(int ketamine, int midazolam) {
        return register(List.of(batch("KTM", "L-1", LATER, ketamine), batch("MDZ", "L-2", LATER, midazolam)), key());
    }

    public Response register(List<Map<String, Object>> batches, String key) {
        return study.as("pharmacist")
                .header("Idempotency-Key", key)
                .body(Map.of("depot", "central", "batches", batches))
                .post(study.path("/kits"));
    }

    public static Map<String, Object> batch(String type, String lot, String expiry, int count) {
        return Map.of("type", type, "lot", lot, "expiry", expiry, "count", count);
    }

    public Response request(String site, int ketamine, int midazolam) {
        return study.as("pharmacist")
                .header("Idempotency-Key", key())
                .body(Map.of("depot", "central", "site", site, "contents", Map.of("KTM", ketamine, "MDZ", midazolam)))
                .post(study.path("/shipments"));
    }

    public Response send(String shipment) {
        return study.as("pharmacist").header("Idempotency-Key", key()).post(shipmentPath(shipment) + "/dispatch");
    }

    public Response receive(String shipment, Map<String, String> conditions) {
        return study.as("pharmacist")
                .header("Idempotency-Key", key())
                .body(Map.of("conditions", conditions))
                .post(shipmentPath(shipment) + "/receipt");
    }

    public String shipmentPath(String shipment) {
        return study.path("/shipments/" + shipment);
    }

    public static Map<String, String> intact(List<String> kits) {
        return kits.stream().collect(Collectors.toMap(kit -> kit, kit -> "intact"));
    }

    public Response randomize(String subject) {
        return randomize(subject, "01", key());
    }

    public Response randomize(String subject, String site, String key) {
        return study.atSite(site, "coordinator")
                .header("Idempotency-Key", key)
                .body(Map.of("subject", subject, "site", site, "strata", Map.of("madrsBand", "GE35")))
                .post(study.path("/randomizations"));
    }

    public Response dispense(String subject, String dose, String key) {
        return study.atSite("01", "coordinator")
                .header("Idempotency-Key", key)
                .body(Map.of("dose", dose))
                .post(study.path("/subjects/" + subject + "/dispensings"));
    }

    public Response replace(String subject, String dose, String kit) {
        return study.atSite("01", "coordinator")
                .header("Idempotency-Key", key())
                .body(Map.of("kit", kit, "cause", "damaged", "reason", "It fell down"))
                .post(study.path("/subjects/" + subject + "/dispensings/" + dose + "/replacement"));
    }

    public Response account(String kit, String action) {
        return study.atSite("01", "pharmacist")
                .header("Idempotency-Key", key())
                .body(Map.of("action", action, "reason", "a reason"))
                .post(study.path("/kits/" + kit + "/events"));
    }

    /** The type of a kit, as a pharmacist sees it. */
    public String type(String kit) {
        return study.as("pharmacist").get(study.path("/kits/" + kit)).path("type");
    }

    /** How many kits are free at a site, as a pharmacist sees it. */
    public int stock(String site) {
        List<Map<String, Object>> items =
                study.as("pharmacist").get(study.path("/stock")).path("items");
        return items.stream()
                .filter(item -> item.get("place").equals("site/" + site))
                .map(item -> (Map<?, ?>) item.get("states"))
                .mapToInt(states -> states.get("available") instanceof Integer free ? free : 0)
                .sum();
    }

    /** What blinded people see of a site's stock. */
    public Response blindedStock(String site) {
        return study.atSite(site, "coordinator").get(study.path("/sites/" + site + "/stock"));
    }

    /** How many doses blinded people see that a site can give. */
    public int doses(String site) {
        return blindedStock(site).path("doses");
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }
}
