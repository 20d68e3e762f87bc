package org.equipoise.launcher.system;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The identity provider's realm: its definition in the class path, and the secrets that complete it. */
final class Realm {

    static final String NAME = "equipoise";

    /** The client that may administer the realm; it exists in Keycloak's own realm only. */
    static final String ADMINISTRATION_CLIENT = "equipoise-launcher";

    static final String PROGRAM_CLIENT = "equipoise-cli";

    private static final List<String> CONFIDENTIAL_CLIENTS =
            List.of("gateway", "randomizer", "ecrf-service", "stats-service");

    private Realm() {}

    static byte[] definition() throws IOException {
        try (InputStream resource = Realm.class.getResourceAsStream("/keycloak/equipoise-realm.json")) {
            if (resource == null) {
                throw new IOException("the launcher holds no realm definition");
            }
            return resource.readAllBytes();
        }
    }

    static String clientSecretName(String client) {
        return "client-" + client;
    }

    /** What the definition's placeholders stand for. */
    static Map<String, String> placeholders(Ports ports, Secrets secrets) {
        Map<String, String> values = new HashMap<>();
        values.put("EQUIPOISE_ADDRESS", ports.address().toString());
        for (String client : CONFIDENTIAL_CLIENTS) {
            values.put(
                    "EQUIPOISE_SECRET_" + client.toUpperCase(Locale.ROOT).replace('-', '_'),
                    secrets.secret(clientSecretName(client)));
        }
        return values;
    }
}
