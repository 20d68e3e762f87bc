package org.equipoise.gateway.edge.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** An access token that was verified, with its claims. */
public record AccessToken(String raw, JsonNode claims) {

    /** Identity and refresh tokens are signed by the same key; they open nothing. */
    boolean isBearer() {
        return claims.path("typ").asText().equals("Bearer");
    }

    /** Who it is, to the identity provider; it never changes and is never given to somebody else. */
    public String subject() {
        return claims.path("sub").asText(username());
    }

    public String username() {
        return claims.path("preferred_username").asText(claims.path("sub").asText());
    }

    public String name() {
        return claims.path("name").asText(username());
    }

    public List<String> groups() {
        return StreamSupport.stream(claims.path("groups").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public String toString() {
        return "AccessToken of " + username();
    }
}
