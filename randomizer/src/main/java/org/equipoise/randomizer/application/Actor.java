package org.equipoise.randomizer.application;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who does something, as the record will name them.
 *
 * @param id stable identifier at the identity provider
 * @param name the name that people know
 * @param party the client through which they act
 * @param service whether this is a service's own account and no person
 * @param requestId the request in which they act
 */
public record Actor(String id, String name, Optional<String> party, boolean service, String requestId) {

    /** What an audit entry says about the actor. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("actor", id);
        facts.put("actorName", name);
        facts.put("requestId", requestId);
        return facts;
    }
}
