package org.equipoise.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.equipoise.launcher.system.Part;

/** Every operation that the services describe of themselves, so that none is forgotten when one is added. */
final class Operations {

    /** The demonstration people who must not learn an arm. */
    static final List<String> BLINDED = List.of(
            "clara.coordinator",
            "ivan.investigator",
            "rita.rater",
            "nora.nurse",
            "mona.monitor",
            "dario.datamanager",
            "stella.statistician",
            "sven.sponsor",
            "ada.administrator");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final List<JsonNode> paths;

    private Operations(List<JsonNode> paths) {
        this.paths = paths;
    }

    /** A request of an operation. */
    record Request(String method, String path, String body, Map<String, String> headers) {

        boolean reads() {
            return method.equals("GET");
        }
    }

    /** Asks the services themselves: they need no sign-in to describe themselves, as the gateway does. */
    static Operations of(SharedSystem system) {
        return new Operations(List.of(Part.RANDOMIZER, Part.ECRF, Part.STATS).stream()
                .map(part -> new Api(system.service(part), null)
                        .get("/q/openapi?format=json")
                        .json()
                        .path("paths"))
                .toList());
    }

    /** A request of each operation, several of each that reads. Parameters without a value are 1. */
    List<Request> requests(Map<String, String> parameters) {
        List<Request> requests = new ArrayList<>();
        for (JsonNode service : paths) {
            service.properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation -> METHODS.contains(operation.getKey()))
                            .forEach(
                                    operation -> add(requests, operation.getKey(), filled(path.getKey(), parameters))));
        }
        requests.add(new Request("GET", "/me", null, Map.of()));
        requests.add(new Request("GET", "/", null, Map.of()));
        return requests;
    }

    /** A request of each operation that answers with a stream of events. */
    List<Request> streams(Map<String, String> parameters) {
        return paths.stream()
                .flatMap(service -> service.properties().stream())
                .filter(path -> path.getValue().at("/get/responses/200/content").has("text/event-stream"))
                .map(path -> new Request(
                        "GET", filled(path.getKey(), parameters), null, Map.of("Accept", "text/event-stream")))
                .toList();
    }

    private static void add(List<Request> requests, String method, String path) {
        if (method.equals("get")) {
            requests.add(new Request("GET", path + "?limit=200", null, Map.of()));
            requests.add(new Request("GET", path, null, Map.of("Accept", "text/html")));
            requests.add(new Request("GET", path, null, Map.of()));
        } else {
            requests.add(new Request(method.toUpperCase(Locale.ROOT), path, "{}", Map.of("Idempotency-Key", "b")));
        }
    }

    private static String filled(String template, Map<String, String> parameters) {
        String path = template;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return path.replaceAll("\\{[^}]*}", "1");
    }
}
