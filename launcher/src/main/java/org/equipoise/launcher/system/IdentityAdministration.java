package org.equipoise.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the realm's people, groups and address as this instance needs them; what is there already stays. */
final class IdentityAdministration {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/studies";
    private static final String STATE = "equipoise.state";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final HttpClient http;
    private final URI keycloak;
    private final String token;
    private final Map<String, String> groups = new HashMap<>();

    IdentityAdministration(HttpClient http, URI keycloak, String token) {
        this.http = http;
        this.keycloak = keycloak;
        this.token = token;
    }

    /** Does nothing if people and address are as they were the last time. */
    void ensure(URI address, List<Person> people) {
        String wanted = Integer.toHexString(List.of(address, people).hashCode());
        String root = group(ROOT);
        JsonNode state = get("/groups/" + root).path("attributes").path(STATE).path(0);
        if (state.asText().equals(wanted)) {
            return;
        }
        admit(people);
        moveGateway(address);
        ObjectNode marked = JSON.createObjectNode().put("name", "studies");
        marked.putObject("attributes").putArray(STATE).add(wanted);
        send("PUT", "/groups/" + root, marked, NO_CONTENT);
    }

    /** Makes users and groups that are missing. */
    void admit(List<Person> people) {
        people.forEach(this::admit);
    }

    private void admit(Person person) {
        person.groups().forEach(this::group);
        ObjectNode user = JSON.createObjectNode()
                .put("username", person.username())
                .put("firstName", person.firstName())
                .put("lastName", person.lastName())
                .put("email", person.email())
                .put("emailVerified", true)
                .put("enabled", true);
        person.groups().forEach(user.putArray("groups")::add);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", Person.PASSWORD)
                .put("temporary", false);
        if (send("POST", "/users", user, CREATED, CONFLICT).statusCode() == CONFLICT) {
            String id = get("/users?exact=true&username=" + encode(person.username()))
                    .path(0)
                    .path("id")
                    .asText();
            for (String group : person.groups()) {
                send("PUT", "/users/" + id + "/groups/" + group(group), JSON.createObjectNode(), NO_CONTENT);
            }
        }
    }

    /** The id of the group of that path; it and its parents are made if missing. */
    private String group(String path) {
        String known = groups.get(path);
        if (known != null) {
            return known;
        }
        HttpResponse<String> found = send("GET", "/group-by-path" + path, null, OK, NOT_FOUND);
        String id = found.statusCode() == OK ? read(found).path("id").asText() : create(path);
        groups.put(path, id);
        return id;
    }

    private String create(String path) {
        int slash = path.lastIndexOf('/');
        String parent = path.substring(0, slash);
        String collection = parent.isEmpty() ? "/groups" : "/groups/" + group(parent) + "/children";
        ObjectNode group = JSON.createObjectNode().put("name", path.substring(slash + 1));
        String location = send("POST", collection, group, CREATED)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void moveGateway(URI address) {
        JsonNode client = get("/clients?clientId=gateway").path(0);
        ObjectNode moved = client.deepCopy();
        moved.put("rootUrl", address.toString());
        moved.putArray("redirectUris").add(address + "/*");
        moved.withObject("/attributes").put("post.logout.redirect.uris", address + "/*");
        send("PUT", "/clients/" + client.path("id").asText(), moved, NO_CONTENT);
    }

    private JsonNode get(String path) {
        return read(send("GET", path, null, OK));
    }

    private static JsonNode read(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new LaunchFailure("Keycloak answered no JSON: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> send(String method, String path, JsonNode body, Integer... expected) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/" + Realm.NAME + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (!List.of(expected).contains(response.statusCode())) {
                throw new LaunchFailure("Keycloak answered " + response.statusCode() + " to " + method + " " + path
                        + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new LaunchFailure("Keycloak cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted while Keycloak was set up", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
