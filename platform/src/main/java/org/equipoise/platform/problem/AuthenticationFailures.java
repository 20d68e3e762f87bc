package org.equipoise.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.equipoise.platform.http.RequestId;

/** A token that does not verify never reaches a resource; this answers it as a problem detail. */
@ApplicationScoped
public class AuthenticationFailures {

    private final ObjectMapper json;

    AuthenticationFailures(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().failureHandler(this::handle);
    }

    private void handle(RoutingContext context) {
        Throwable failure = context.failure();
        if (!(failure instanceof AuthenticationFailedException || failure instanceof UnauthorizedException)
                || context.response().ended()) {
            context.next();
            return;
        }
        Refusal refusal = unauthenticated();
        context.response()
                .setStatusCode(refusal.type().status())
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", ProblemDetail.MEDIA_TYPE);
        try {
            context.end(json.writeValueAsString(ProblemDetail.of(refusal, RequestId.current())));
        } catch (JsonProcessingException e) {
            context.next();
        }
    }

    /** The same words for a missing, forged, expired or foreign token: they help nobody to forge a better one. */
    public static Refusal unauthenticated() {
        return Refusal.of(
                        ProblemType.UNAUTHENTICATED,
                        "The request carries no access token that this service accepts (it may have expired).")
                .fix("Sign in again, or fetch a new token from the identity provider.");
    }
}
