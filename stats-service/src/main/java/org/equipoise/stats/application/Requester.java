package org.equipoise.stats.application;

/**
 * The person behind a closed analysis.
 *
 * @param id stable identifier at the identity provider
 * @param name user name
 * @param token the person's access token, to be exchanged for one that the randomizer accepts
 */
public record Requester(String id, String name, String token) {

    /** Shows the name alone: a token is a credential. */
    @Override
    public String toString() {
        return "Requester[" + name + "]";
    }
}
