package org.equipoise.gateway.edge.session;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A sign-in on purpose: the identity provider asks for the password even if it still knows the person. */
@ApplicationScoped
@Unremovable
@Redirect(Location.OIDC_AUTHORIZATION)
public class FreshSignIn implements OidcRedirectFilter {

    private static final String PARAMETER = "reauthenticate";
    private static final String SESSION_COOKIE = "q_session";
    private static final Duration FRESH = Duration.ofSeconds(60);

    static boolean isWanted(RoutingContext context) {
        return context.request().path().equals("/sign-in")
                && "true".equals(context.request().getParam(PARAMETER));
    }

    /** Whether the person signed in within the last minute; without that, coming back would never end. */
    static boolean isFresh(AccessToken token, Instant now) {
        long signedIn = token.claims().path("auth_time").asLong(0);
        return !Instant.ofEpochSecond(signedIn).isBefore(now.minus(FRESH));
    }

    static void forgetSession(RoutingContext context) {
        List<String> names = context.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(SESSION_COOKIE))
                .distinct()
                .toList();
        names.forEach(name -> context.response()
                .addCookie(
                        Cookie.cookie(name, "").setPath("/").setHttpOnly(true).setMaxAge(0)));
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        if (isWanted(redirect.routingContext())) {
            redirect.additionalQueryParams().add("prompt", "login").add("max_age", "0");
        }
    }
}
