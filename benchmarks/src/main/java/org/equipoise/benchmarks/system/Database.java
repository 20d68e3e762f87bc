package org.equipoise.benchmarks.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The embedded PostgreSQL in a new directory, with the settings and the two roles that the launcher gives it. */
public final class Database implements AutoCloseable {

    private static final String PASSWORD = "benchmark";
    private static final String OWNER = "randomizer_owner";
    private static final String RUNTIME = "randomizer_runtime";
    private static final String NAME = "randomizer";

    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Database start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "64MB")
                .start();
        Database database = new Database(server);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE ROLE " + RUNTIME + " LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + OWNER);
        }
        return database;
    }

    public int port() {
        return server.getPort();
    }

    public String name() {
        return NAME;
    }

    public String user() {
        return RUNTIME;
    }

    public String password() {
        return PASSWORD;
    }

    /** A connection with the running service's rights. */
    public Connection asService() throws SQLException {
        return connect(RUNTIME);
    }

    /** A connection with the owner's rights. */
    public Connection asOwner() throws SQLException {
        return connect(OWNER);
    }

    private Connection connect(String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + NAME, user, PASSWORD);
    }

    /** Where the service finds it. */
    public Map<String, String> environment() {
        return Map.of(
                "EQUIPOISE_DB_HOST", "127.0.0.1",
                "EQUIPOISE_DB_PORT", Integer.toString(port()),
                "EQUIPOISE_DB_NAME", NAME,
                "EQUIPOISE_DB_USER", RUNTIME,
                "EQUIPOISE_DB_PASSWORD", PASSWORD,
                "EQUIPOISE_DB_OWNER", OWNER,
                "EQUIPOISE_DB_OWNER_PASSWORD", PASSWORD);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
