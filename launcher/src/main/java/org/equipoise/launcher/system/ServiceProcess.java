package org.equipoise.launcher.system;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How one of the four services is started: its jar, and its environment from the contract between the parts. */
final class ServiceProcess {

    private static final int HEAP_MEGABYTES = 384;
    private static final String OUT_OF_REACH = "1000000";

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final PostgresServer postgres;

    ServiceProcess(Layout layout, Ports ports, Secrets secrets, PostgresServer postgres) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = secrets;
        this.postgres = postgres;
    }

    List<String> command(Part service) {
        return JavaProgram.withHeap(HEAP_MEGABYTES)
                .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .jar(layout.serviceJar(service));
    }

    URI health(Part service) {
        return ports.base(service).resolve("/q/health/ready");
    }

    Map<String, String> environment(Part service) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "EQUIPOISE_HTTP_HOST", "127.0.0.1",
                "EQUIPOISE_HTTP_PORT", Integer.toString(ports.of(service)),
                "EQUIPOISE_ISSUER", ports.issuer().toString(),
                "EQUIPOISE_JWKS_URL", ports.issuer() + "/protocol/openid-connect/certs",
                "EQUIPOISE_RANDOMIZER_URL", ports.base(Part.RANDOMIZER).toString(),
                "EQUIPOISE_ECRF_URL", ports.base(Part.ECRF).toString(),
                "EQUIPOISE_STATS_URL", ports.base(Part.STATS).toString(),
                "EQUIPOISE_CLIENT_SECRET", secrets.secret(Realm.clientSecretName(service.id()))));
        switch (service) {
            case RANDOMIZER -> {
                environment.putAll(withDatabase(service, ServiceDatabase.RANDOMIZER));
                environment.put(
                        "EQUIPOISE_SIGNING_KEY_FILE",
                        secrets.signingKeyFile(service).toString());
                environment.put(
                        "EQUIPOISE_AUDIT_ROOTS_DIR", layout.auditRoots(service).toString());
                environment.put(
                        "EQUIPOISE_EXTERNAL_ACCOUNTS_FILE",
                        layout.externalAccounts().toString());
            }
            case STATS -> environment.putAll(withDatabase(service, ServiceDatabase.STATS));
            case ECRF ->
                environment.putAll(Map.of(
                        "EQUIPOISE_MONGODB_URL",
                        "mongodb://127.0.0.1:" + ports.of(Part.MONGO),
                        "EQUIPOISE_MONGODB_DATABASE",
                        "ecrf",
                        "EQUIPOISE_SIGNING_KEY_FILE",
                        secrets.signingKeyFile(service).toString(),
                        "EQUIPOISE_AUDIT_ROOTS_DIR",
                        layout.auditRoots(service).toString()));
            case GATEWAY -> environment.putAll(gateway());
            case POSTGRES, MONGO, KEYCLOAK -> throw new IllegalArgumentException(service.id());
        }
        return environment;
    }

    /** One machine plays all people of a trial from one address, as fast as it can: no rate may stand in its way. */
    private Map<String, String> gateway() {
        return Map.of(
                "EQUIPOISE_PORT", Integer.toString(ports.of(Part.GATEWAY)),
                "EQUIPOISE_LIMIT_PERSON_RATE", OUT_OF_REACH,
                "EQUIPOISE_LIMIT_PERSON_BURST", OUT_OF_REACH,
                "EQUIPOISE_LIMIT_ADDRESS_RATE", OUT_OF_REACH,
                "EQUIPOISE_LIMIT_ADDRESS_BURST", OUT_OF_REACH);
    }

    private Map<String, String> withDatabase(Part service, ServiceDatabase database) {
        Map<String, String> environment = new HashMap<>(postgres.environment(database));
        environment.put(
                "EQUIPOISE_MASTER_KEY_FILE", secrets.masterKeyFile(service).toString());
        return environment;
    }
}
