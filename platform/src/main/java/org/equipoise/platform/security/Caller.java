package org.equipoise.platform.security;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.equipoise.platform.problem.Refusal;

/** Whoever sent the request: a person with groups, or a service with its own account. */
@RequestScoped
public class Caller {

    private static final String SERVICE_ACCOUNT = "service-account-";

    private final JsonWebToken token;
    private Grants grants;

    public Caller(JsonWebToken token) {
        this.token = token;
    }

    /** The token's subject: stable, and unique at the identity provider. */
    public String id() {
        return token.getSubject();
    }

    /** The user name, for people to read in histories. */
    public String name() {
        return token.<String>claim("preferred_username").orElse(id());
    }

    /** The client that obtained the token. */
    public Optional<String> party() {
        return token.<String>claim("azp");
    }

    public String rawToken() {
        return token.getRawToken();
    }

    public Optional<Instant> authenticatedAt() {
        return token.<Object>claim("auth_time").map(time -> Instant.ofEpochSecond(Long.parseLong(time.toString())));
    }

    /** Until when the token holds. */
    public Instant expiresAt() {
        return Instant.ofEpochSecond(token.getExpirationTime());
    }

    /** The service behind a token of the client-credentials grant; empty for people, exchanged tokens included. */
    public Optional<ServiceParty> service() {
        return party().filter(azp -> name().equals(SERVICE_ACCOUNT + azp)).flatMap(ServiceParty::byClientId);
    }

    public Grants grants() {
        if (grants == null) {
            Set<String> groups = token.getGroups();
            grants = Grants.of(groups == null || service().isPresent() ? Set.of() : groups);
        }
        return grants;
    }

    public boolean belongsTo(String study) {
        return service().isPresent() || !grants().roles(study).isEmpty();
    }

    /** Whether the caller holds the permission anywhere in the study. */
    public boolean may(Permission permission, String study) {
        return !sites(permission, study).isEmpty();
    }

    public boolean mayAtSite(Permission permission, String study, String site) {
        return sites(permission, study).includes(site);
    }

    public SiteScope sites(Permission permission, String study) {
        return service()
                .map(party -> party.permissions().contains(permission) ? SiteScope.all() : SiteScope.none())
                .orElseGet(() -> grants().sites(permission, study));
    }

    /**
     * Ends the request with {@code not-found} if the permission does not reach that site.
     *
     * @throws Refusal if it does not
     */
    public void requireSite(Permission permission, String study, String site) {
        if (!mayAtSite(permission, study, site)) {
            throw Refusal.notFound();
        }
    }
}
