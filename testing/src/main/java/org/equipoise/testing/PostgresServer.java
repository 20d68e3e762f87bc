package org.equipoise.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.platform.crypto.EnvelopeKeys;
import org.equipoise.platform.crypto.SigningKeyset;

/** A real PostgreSQL for a Quarkus test, with the owner and the runtime role that the service has in production. */
public class PostgresServer implements QuarkusTestResourceLifecycleManager {

    /** Where tests find the service's database with the rights of the server's superuser. */
    public static final String SUPERUSER_URL = "equipoise.test.superuser-url";

    private static final String PASSWORD = "test";

    private EmbeddedPostgres server;
    private Path masterKey;
    private Path signingKey;
    private Path roots;

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .start();
            createRolesAndDatabase();
            masterKey = Files.createTempFile("equipoise-master-key", ".json");
            Files.writeString(masterKey, EnvelopeKeys.newMasterKey());
            signingKey = Files.createTempFile("equipoise-signing-key", ".json");
            Files.writeString(signingKey, SigningKeyset.generate());
            roots = Files.createTempDirectory("equipoise-audit-roots");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>(database());
        settings.put(SUPERUSER_URL, server.getJdbcUrl("postgres", "service"));
        settings.put("EQUIPOISE_MASTER_KEY_FILE", masterKey.toString());
        settings.put("EQUIPOISE_SIGNING_KEY_FILE", signingKey.toString());
        settings.put("EQUIPOISE_AUDIT_ROOTS_DIR", roots.toString());
        return settings;
    }

    private Map<String, String> database() {
        return Map.of(
                "EQUIPOISE_DB_HOST",
                "localhost",
                "EQUIPOISE_DB_PORT",
                Integer.toString(server.getPort()),
                "EQUIPOISE_DB_NAME",
                "service",
                "EQUIPOISE_DB_USER",
                "service_runtime",
                "EQUIPOISE_DB_PASSWORD",
                PASSWORD,
                "EQUIPOISE_DB_OWNER",
                "service_owner",
                "EQUIPOISE_DB_OWNER_PASSWORD",
                PASSWORD);
    }

    private void createRolesAndDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE service_owner LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE ROLE service_runtime LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE service OWNER service_owner");
            statement.execute("REVOKE ALL ON DATABASE service FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE service TO service_runtime");
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.close();
            }
            if (masterKey != null) {
                Files.deleteIfExists(masterKey);
            }
            if (signingKey != null) {
                Files.deleteIfExists(signingKey);
            }
            if (roots != null) {
                deleteWithContent(roots);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteWithContent(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
