package org.equipoise.gateway.edge.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.equipoise.gateway.domain.limit.RetryAfter;
import org.equipoise.platform.problem.AuthenticationFailures;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Finds out who sent a request: by session cookie, whose tokens are refreshed on the way if need be, or by bearer token.
 */
@ApplicationScoped
public class Visitors {

    private final IdentityProviderManager identities;
    private final ObjectMapper json;

    Visitors(IdentityProviderManager identities, ObjectMapper json) {
        this.identities = identities;
        this.json = json;
    }

    /**
     * The identity as the OpenID Connect extension finds it; anonymous if the request carries no credentials. A failure is
     * the caller's alone to answer: what is right differs between a script and a navigation.
     */
    public Uni<SecurityIdentity> identity(RoutingContext context) {
        context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        return QuarkusHttpUser.getSecurityIdentity(context, identities)
                .onItem()
                .ifNull()
                .failWith(AuthenticationFailures::unauthenticated);
    }

    /** The visitor's verified access token; fails for an anonymous visitor and for tokens of another kind. */
    public Uni<AccessToken> accessToken(RoutingContext context) {
        return identity(context)
                .map(identity -> accessToken(identity).orElseThrow(AuthenticationFailures::unauthenticated));
    }

    /** What a failure to find out who the visitor is means for them. */
    public static Refusal explain(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException || cause instanceof ConnectException) {
                return RetryAfter.in(
                        Duration.ofSeconds(2),
                        Refusal.of(
                                        ProblemType.NEIGHBOUR_UNAVAILABLE,
                                        "The identity provider cannot be reached at present.")
                                .fix("Try again in a few seconds."));
            }
        }
        return AuthenticationFailures.unauthenticated();
    }

    Optional<AccessToken> accessToken(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        return Optional.ofNullable(identity.getCredential(AccessTokenCredential.class))
                .map(credential -> new AccessToken(credential.getToken(), claims(credential.getToken())))
                .filter(AccessToken::isBearer);
    }

    private JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length == 3 ? json.readTree(Base64.getUrlDecoder().decode(parts[1])) : json.createObjectNode();
        } catch (IOException | IllegalArgumentException e) {
            return json.createObjectNode();
        }
    }
}
