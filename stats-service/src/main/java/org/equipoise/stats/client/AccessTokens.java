package org.equipoise.stats.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.NamedOidcClient;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.equipoise.stats.application.NeighbourFailure;
import org.equipoise.stats.application.Requester;

/** Tokens for calls to the neighbours, as values of the Authorization header. */
@ApplicationScoped
class AccessTokens {

    private final OidcClient own;
    private final OidcClient exchange;
    private final TokensHelper cached = new TokensHelper();
    private final Neighbour identityProvider;
    private final Duration timeout;

    AccessTokens(
            OidcClient own,
            @NamedOidcClient("exchange") OidcClient exchange,
            ObjectMapper json,
            @ConfigProperty(name = "equipoise.token-timeout") Duration timeout) {
        this.own = own;
        this.exchange = exchange;
        this.identityProvider = new Neighbour("identity provider", json);
        this.timeout = timeout;
    }

    /** A token of this service's own account. */
    String own() {
        return bearer(cached.getTokens(own));
    }

    /** A token that carries the person and this service as the calling party. */
    String onBehalfOf(Requester requester) {
        return bearer(exchange.getTokens(Map.of("subject_token", requester.token())));
    }

    private String bearer(Uni<Tokens> tokens) {
        Tokens issued = tokens.ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(e -> identityProvider.refusal(NeighbourFailure.REFUSED))
                .await()
                .indefinitely();
        if (issued.getAccessToken() == null) {
            throw identityProvider.refusal(NeighbourFailure.REFUSED);
        }
        return "Bearer " + issued.getAccessToken();
    }
}
