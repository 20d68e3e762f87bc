package org.equipoise.platform.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.equipoise.platform.problem.AuthenticationFailures;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Stands before every resource method and refuses whatever the method's declaration does not let in. */
public class AuthorizationFilter {

    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final Caller caller;

    AuthorizationFilter(SecurityIdentity identity, JsonWebToken token, Caller caller) {
        this.identity = identity;
        this.token = token;
        this.caller = caller;
    }

    @ServerRequestFilter
    public void authorize(ResourceInfo resource, ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method.isAnnotationPresent(OwnAuthentication.class)) {
            return;
        }
        if (identity.isAnonymous() || !isAccessToken()) {
            throw AuthenticationFailures.unauthenticated();
        }
        if (method.isAnnotationPresent(SignedIn.class)) {
            return;
        }
        Requires requires = method.getAnnotation(Requires.class);
        if (requires == null) {
            throw Refusal.notFound();
        }
        List<Permission> permissions = Arrays.asList(requires.value());
        authorize(
                permissions,
                request.getUriInfo().getPathParameters().getFirst("study"),
                request.getUriInfo().getPathParameters().getFirst("site"));
    }

    private void authorize(List<Permission> permissions, String study, String site) {
        if (study == null || !caller.belongsTo(study)) {
            throw Refusal.notFound();
        }
        caller.grants().conflict(study).ifPresent(pair -> {
            List<String> roles = pair.stream().map(Role::id).toList();
            throw Refusal.of(
                            ProblemType.CONFLICTING_ROLES,
                            "One person may not be " + String.join(" and ", roles) + " in the same study.")
                    .fix("Ask the administrator to take one of these roles away.")
                    .with("roles", roles);
        });
        List<Permission> held =
                permissions.stream().filter(p -> caller.may(p, study)).toList();
        if (held.isEmpty()) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "This needs the permission "
                                    + String.join(
                                            " or ",
                                            permissions.stream()
                                                    .map(Permission::id)
                                                    .toList()) + ".")
                    .fix("Ask the study's administrator, if your work needs it.");
        }
        if (site != null && held.stream().noneMatch(p -> caller.mayAtSite(p, study, site))) {
            throw Refusal.notFound();
        }
    }

    /** Identity and refresh tokens are signed by the same key; only an access token opens anything. */
    private boolean isAccessToken() {
        return token.<String>claim("typ").filter("Bearer"::equals).isPresent();
    }
}
