package org.equipoise.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as somebody.
 *
 * @param user whose token it carries
 * @param method the HTTP method
 * @param path the path with its query
 * @param body the JSON body, or the text of a body that is no JSON
 * @param headers further headers
 */
public record Call(String user, String method, String path, Optional<JsonNode> body, Map<String, String> headers) {

    static final String CONTENT_TYPE = "Content-Type";

    /** Copies the headers. */
    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(String user, String path) {
        return new Call(user, "GET", path, Optional.empty(), Map.of());
    }

    public static Call put(String user, String path, JsonNode body) {
        return new Call(user, "PUT", path, Optional.of(body), Map.of());
    }

    /** A creation that can be sent again under the same key. */
    public static Call post(String user, String path, JsonNode body, String idempotencyKey) {
        return new Call(user, "POST", path, Optional.of(body), Map.of("Idempotency-Key", idempotencyKey));
    }

    /** A creation from a table of comma-separated values. */
    public static Call postCsv(String user, String path, String csv, String idempotencyKey) {
        return post(user, path, TextNode.valueOf(csv), idempotencyKey).with(CONTENT_TYPE, "text/csv; charset=UTF-8");
    }

    public Call with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Call(user, method, path, body, more);
    }

    /** Whether sending it twice does what sending it once does. */
    boolean isRepeatable() {
        return method.equals("GET") || headers.containsKey("Idempotency-Key");
    }

    @Override
    public String toString() {
        return method + " " + path + " as " + user;
    }
}
