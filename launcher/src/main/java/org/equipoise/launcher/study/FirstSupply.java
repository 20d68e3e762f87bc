package org.equipoise.launcher.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.equipoise.launcher.client.Call;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;

/**
 * Kits for a demonstration: a depot, a registration of all types, and a delivery to each site, as the depot's and the
 * sites' pharmacists do it. All of it can be repeated without effect.
 */
final class FirstSupply {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int OF_EACH_TYPE = 100;
    private static final int MOST_AT_ONCE = 2_000;
    private static final String DEPOT = "central";
    /** The same in every repetition; these kits are for a demonstration. */
    private static final String EXPIRY = "2049-12-31";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final EquipoiseClient client;
    private final Consumer<String> progress;

    FirstSupply(EquipoiseClient client, Consumer<String> progress) {
        this.client = client;
        this.progress = progress;
    }

    /** Supplies the sites of a study whose plan manages kits; does nothing for others. */
    void bring(Study study) {
        if (!study.randomizationPlan().path("kits").asText().equals("managed")) {
            return;
        }
        String path = "/api/randomizer/studies/" + study.id();
        String depot = Staff.inStudy("pharmacist");
        List<String> sites = study.sites();
        client.send(Call.put(
                                depot,
                                path + "/depots/" + DEPOT,
                                NODES.objectNode().put("name", "Central pharmacy"))
                        .with("Idempotency-Key", "first-supply:depot"))
                .expect(OK, CREATED);
        ObjectNode contents = NODES.objectNode();
        study.randomizationPlan()
                .path("arms")
                .forEach(arm -> contents.put(arm.path("code").asText(), OF_EACH_TYPE));
        int sitesAtOnce = Math.max(1, MOST_AT_ONCE / (OF_EACH_TYPE * contents.size()));
        for (int from = 0; from < sites.size(); from += sitesAtOnce) {
            int share = Math.min(sitesAtOnce, sites.size() - from);
            post(depot, path + "/kits", registration(contents, share), "first-supply:kits:" + from);
        }
        Staff staff = new Staff(sites.get(0));
        sites.forEach(site -> deliver(path + "/shipments", depot, staff.at(site, "pharmacist"), site, contents));
        progress.accept(
                "  " + sites.size() * OF_EACH_TYPE * contents.size() + " kits delivered to " + sites.size() + " sites");
    }

    private static ObjectNode registration(ObjectNode contents, int sites) {
        ObjectNode body = NODES.objectNode().put("depot", DEPOT);
        ArrayNode batches = body.putArray("batches");
        contents.properties()
                .forEach(type -> batches.addObject()
                        .put("type", type.getKey())
                        .put("lot", "DEMO-" + (batches.size() + 1))
                        .put("expiry", EXPIRY)
                        .put("count", sites * type.getValue().asInt()));
        return body;
    }

    private void deliver(String path, String depot, String pharmacist, String site, ObjectNode contents) {
        ObjectNode request = NODES.objectNode().put("depot", DEPOT).put("site", site);
        request.set("contents", contents);
        JsonNode shipment = post(depot, path, request, "first-supply:request:" + site);
        String here = path + "/" + shipment.path("shipment").asText();
        post(depot, here + "/dispatch", NODES.objectNode(), "first-supply:dispatch:" + site);
        ObjectNode conditions = NODES.objectNode();
        shipment.path("kits").forEach(kit -> conditions.put(kit.asText(), "intact"));
        ObjectNode receipt = NODES.objectNode();
        receipt.set("conditions", conditions);
        post(pharmacist, here + "/receipt", receipt, "first-supply:receipt:" + site);
    }

    private JsonNode post(String user, String path, JsonNode body, String key) {
        return client.send(Call.post(user, path, body, key)).expect(CREATED).body();
    }
}
