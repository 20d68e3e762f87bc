package org.equipoise.platform.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The services that call each other with their own account, and what each may do in every study. */
public enum ServiceParty {
    RANDOMIZER("randomizer", EnumSet.of(Permission.ELIGIBILITY_READ, Permission.RANDOMIZATION_RECORD)),
    STATS_SERVICE("stats-service", EnumSet.of(Permission.ANALYSIS_DATA_READ));

    private final String clientId;
    private final Set<Permission> permissions;

    ServiceParty(String clientId, Set<Permission> permissions) {
        this.clientId = clientId;
        this.permissions = permissions;
    }

    public String clientId() {
        return clientId;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public static Optional<ServiceParty> byClientId(String clientId) {
        return Arrays.stream(values())
                .filter(party -> party.clientId.equals(clientId))
                .findFirst();
    }
}
