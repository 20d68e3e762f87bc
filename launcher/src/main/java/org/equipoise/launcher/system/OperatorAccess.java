package org.equipoise.launcher.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What the operator of this instance can reach and no service can: databases as their owners, and the files of keys. */
public final class OperatorAccess {

    private final Layout layout;
    private final Ports ports;

    private OperatorAccess(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
    }

    public static OperatorAccess of(SystemOptions options) {
        Layout layout = new Layout(options.home(), options.data());
        return new OperatorAccess(layout, RunningSystem.ports(layout).orElse(options.ports()));
    }

    /** The service's database, as the owner of its tables; PostgreSQL has to run. */
    public Connection database(Part service) {
        ServiceDatabase database = database(service.id());
        String url = "jdbc:postgresql://127.0.0.1:" + ports.of(Part.POSTGRES) + "/" + database.name();
        try {
            return DriverManager.getConnection(
                    url, database.owner(), Secrets.existing(layout.secrets(), database.ownerSecret()));
        } catch (SQLException e) {
            throw new LaunchFailure("Cannot open " + url + ": " + e.getMessage() + "; start it: ./equipoise up", e);
        }
    }

    public Path masterKeyFile(Part service) {
        return layout.secrets().resolve(service.id() + "-master-key.json");
    }

    public Path signingKeyFile(Part service) {
        return layout.secrets().resolve(service.id() + "-signing-key.json");
    }

    /** The published roots of a service's audit of a study. */
    public Path publishedRoots(Part service, String study) {
        return layout.auditRoots(service).resolve(study + ".jsonl");
    }

    public Path externalAccounts() {
        return layout.externalAccounts();
    }

    private static ServiceDatabase database(String service) {
        return switch (Part.byId(service)) {
            case RANDOMIZER -> ServiceDatabase.RANDOMIZER;
            case STATS -> ServiceDatabase.STATS;
            case POSTGRES, MONGO, KEYCLOAK, ECRF, GATEWAY ->
                throw new LaunchFailure(service + " has no PostgreSQL database with studies' keys");
        };
    }
}
