package org.equipoise.launcher.system;

import java.util.List;

/**
 * A database with the role that owns its tables and the role, with fewer rights, that a running service uses.
 *
 * @param name    of the database
 * @param owner   the role that migrates the schema
 * @param runtime the role of the running service; what it may do, the migrations grant
 */
record ServiceDatabase(String name, String owner, String runtime) {

    static final ServiceDatabase KEYCLOAK = new ServiceDatabase("keycloak", "keycloak", "keycloak");
    static final ServiceDatabase RANDOMIZER =
            new ServiceDatabase("randomizer", "randomizer_owner", "randomizer_runtime");
    static final ServiceDatabase STATS = new ServiceDatabase("stats", "stats_owner", "stats_runtime");

    static final List<ServiceDatabase> ALL = List.of(KEYCLOAK, RANDOMIZER, STATS);

    String ownerSecret() {
        return "database-" + owner;
    }

    String runtimeSecret() {
        return "database-" + runtime;
    }
}
