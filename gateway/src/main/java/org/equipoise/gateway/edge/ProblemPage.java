package org.equipoise.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import org.equipoise.platform.problem.Refusal;

/** A problem as a plain page, for a person whose browser went to an address that cannot be shown. */
final class ProblemPage {

    private ProblemPage() {}

    static boolean isWantedBy(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html") && !request.path().startsWith("/api/");
    }

    static String of(Refusal refusal, String requestId) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Equipoise</title>
                <h1>%s</h1>
                <p>%s</p>
                <p><strong>%s</strong></p>
                <p><a href="/">Equipoise</a></p>
                <p><small>Reference: %s</small></p>
                </html>
                """.formatted(
                escape(refusal.type().title()), escape(refusal.getMessage()), escape(refusal.fix()), escape(requestId));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
