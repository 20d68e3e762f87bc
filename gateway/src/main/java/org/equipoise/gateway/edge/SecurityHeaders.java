package org.equipoise.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/** Headers that tell browsers what this application never does. They are set last, over whatever a service said. */
@ApplicationScoped
public class SecurityHeaders {

    private static final String NONCE = "styleNonce";

    /**
     * Reports are documents of their own, with their style inside and without script; the sandbox keeps it so. A service
     * that says more about its own page is heard too: of several policies a browser obeys each.
     */
    private static final String DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private final SecureRandom random = new SecureRandom();
    private final String signOutTarget;

    SecurityHeaders(GatewayConfig config) {
        this.signOutTarget = originOf(config.issuer());
    }

    void register(@Observes Filters filters) {
        filters.register(this::apply, 1200);
    }

    /** The nonce that lets the web UI's own generated styles through, new for each answer. */
    public static String nonce(RoutingContext context) {
        return context.get(NONCE);
    }

    private void apply(RoutingContext context) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        context.put(NONCE, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        context.addHeadersEndHandler(done -> set(context));
        context.next();
    }

    private void set(RoutingContext context) {
        String path = context.request().path();
        MultiMap headers = context.response().headers();
        headers.add("Content-Security-Policy", path.startsWith("/api/") ? DOCUMENT_POLICY : pagePolicy(context));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()");
        if ("https".equals(context.request().scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        boolean forever = path.startsWith("/assets/") && context.response().getStatusCode() == 200;
        headers.set("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-store");
    }

    /** Signing out submits a form that ends at the identity provider, so that one other origin may be a form's target. */
    private String pagePolicy(RoutingContext context) {
        return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce(context)
                + "'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self' "
                + signOutTarget + "; frame-ancestors 'none'";
    }

    private static String originOf(URI issuer) {
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }
}
