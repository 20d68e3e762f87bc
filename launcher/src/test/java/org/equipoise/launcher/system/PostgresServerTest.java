package org.equipoise.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {

    @TempDir
    static Path home;

    private Layout layout;
    private Secrets secrets;
    private PostgresServer server;
    private ProcessStarter starter;
    private Process process;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        layout = new Layout(home, home.resolve(".equipoise"));
        layout.createDirectories();
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, PortOwnerTest.freePort());
        }
        secrets = new Secrets(layout.secrets(), new SecureRandom());
        starter = new ProcessStarter(layout, new RunFiles(layout.run()));
        server = new PostgresServer(layout, new Ports(ports), secrets, starter);
        process = startServer();
        server.ensureDatabases();
    }

    @AfterAll
    void stop() {
        assertThat(Stopping.stop(Part.POSTGRES, process.toHandle())).isTrue();
    }

    @Test
    void commits_are_on_disk_before_they_are_acknowledged() throws SQLException {
        assertThat(value(ServiceDatabase.RANDOMIZER, "SHOW fsync")).isEqualTo("on");
        assertThat(value(ServiceDatabase.RANDOMIZER, "SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void one_service_s_roles_cannot_enter_another_s_database() {
        assertThatThrownBy(() -> connect("randomizer", "stats_owner", secrets.secret("database-stats_owner")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database \"randomizer\"");
    }

    @Test
    void nobody_gets_in_without_the_password() {
        assertThatThrownBy(() -> connect("randomizer", "randomizer_owner", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void the_runtime_role_makes_no_tables() throws SQLException {
        try (Connection connection =
                        connect("randomizer", "randomizer_runtime", secrets.secret("database-randomizer_runtime"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for schema public");
        }
    }

    @Test
    void after_a_kill_the_next_start_has_every_commit() throws SQLException, IOException, InterruptedException {
        execute("CREATE TABLE kept (id int)");
        execute("INSERT INTO kept VALUES (42)");
        process.destroyForcibly().onExit().join();

        process = startServer();
        server.ensureDatabases();

        assertThat(value(ServiceDatabase.RANDOMIZER, "SELECT id FROM kept")).isEqualTo("42");
    }

    @Test
    void a_server_that_outlived_its_launcher_is_stopped_by_the_next_start() throws IOException, InterruptedException {
        Process outlived = process;

        process = startServer();

        assertThat(outlived.isAlive()).isFalse();
        assertThat(server.answers()).isTrue();
    }

    private Process startServer() throws IOException, InterruptedException {
        Process started = starter.start(Part.POSTGRES, server.prepare(), Map.of());
        new Readiness(HttpClient.newHttpClient(), layout).await(Part.POSTGRES, started, server::answers);
        return started;
    }

    private String value(ServiceDatabase database, String query) throws SQLException {
        try (Connection connection =
                        connect(database.name(), database.owner(), secrets.secret(database.ownerSecret()));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        connect("randomizer", "randomizer_owner", secrets.secret("database-randomizer_owner"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), user, password);
    }
}
