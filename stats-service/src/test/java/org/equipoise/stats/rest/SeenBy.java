package org.equipoise.stats.rest;

import io.restassured.response.Response;

/** An answer as somebody sees it. */
final class SeenBy {

    private SeenBy() {}

    /** Status, headers and body, less what names the request and the time. */
    static String withoutRequest(Response answer) {
        String headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                .toList()
                .toString();
        return answer.statusCode() + headers + answer.asString().replaceAll("urn:request:[0-9a-f-]{36}", "urn:request");
    }
}
