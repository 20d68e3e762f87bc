package org.equipoise.launcher.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One PostgreSQL server; a database for each part that needs one, closed to the others' roles. */
final class PostgresServer {

    private static final String SUPERUSER = "postgres";
    private static final String SUPERUSER_SECRET = "postgres-superuser";

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final ProcessStarter starter;

    PostgresServer(Layout layout, Ports ports, Secrets secrets, ProcessStarter starter) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = secrets;
        this.starter = starter;
    }

    /** Makes the data directory at the first start, and ends a server that outlived a killed launcher. */
    List<String> prepare() throws IOException, InterruptedException {
        PostgresPrograms programs = PostgresPrograms.installedIn(layout.install());
        if (!Files.exists(layout.postgres().resolve("PG_VERSION"))) {
            initialize(programs);
        }
        stopOrphan();
        return command(programs);
    }

    private void initialize(PostgresPrograms programs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(programs.command(layout.data(), "initdb"));
        command.addAll(List.of(
                "--pgdata=" + layout.postgres(),
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + secrets.secretFile(SUPERUSER_SECRET),
                "--encoding=UTF8",
                "--locale=C"));
        starter.runToEnd(Part.POSTGRES, command);
    }

    /** The statement's text stays out of the log: it could hold what nobody may read there. */
    private List<String> command(PostgresPrograms programs) throws IOException {
        List<String> command = new ArrayList<>(programs.command(layout.data(), "postgres"));
        command.addAll(List.of("-D", layout.postgres().toString()));
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(ports.of(Part.POSTGRES))));
        for (String setting : List.of(
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=120",
                "shared_buffers=64MB",
                "password_encryption=scram-sha-256",
                "log_min_error_statement=panic",
                "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private void stopOrphan() throws IOException {
        Path file = layout.postgres().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).get(0).strip()))
                .filter(ProcessHandle::isAlive);
        boolean isPostgres = process.flatMap(handle -> handle.info().command())
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
        if (isPostgres) {
            if (!Stopping.stop(Part.POSTGRES, process.orElseThrow())) {
                throw new LaunchFailure("PostgreSQL of an earlier run (process "
                        + process.orElseThrow().pid() + ") does not stop; end it yourself");
            }
        } else {
            Files.delete(file);
        }
    }

    boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("28")) {
                throw new LaunchFailure(
                        "PostgreSQL refuses the password in " + layout.secrets().resolve(SUPERUSER_SECRET) + ": "
                                + e.getMessage(),
                        e);
            }
            return false;
        }
    }

    /** Databases and roles that are missing; a role's password is always the one in the secrets. */
    void ensureDatabases() {
        try (Connection connection = connect("postgres")) {
            DatabaseSetup setup = new DatabaseSetup(connection);
            for (ServiceDatabase database : ServiceDatabase.ALL) {
                setup.ensureRole(database.owner(), secrets.secret(database.ownerSecret()));
                setup.ensureDatabase(database.name(), database.owner());
                if (!database.runtime().equals(database.owner())) {
                    setup.ensureRole(database.runtime(), secrets.secret(database.runtimeSecret()));
                    setup.allowToConnect(database.runtime(), database.name());
                }
            }
        } catch (SQLException e) {
            throw new LaunchFailure("PostgreSQL cannot make the databases: " + e.getMessage(), e);
        }
    }

    /** Where a service finds its database and its two roles. */
    Map<String, String> environment(ServiceDatabase database) {
        return Map.of(
                "EQUIPOISE_DB_HOST", "127.0.0.1",
                "EQUIPOISE_DB_PORT", Integer.toString(ports.of(Part.POSTGRES)),
                "EQUIPOISE_DB_NAME", database.name(),
                "EQUIPOISE_DB_USER", database.runtime(),
                "EQUIPOISE_DB_PASSWORD", secrets.secret(database.runtimeSecret()),
                "EQUIPOISE_DB_OWNER", database.owner(),
                "EQUIPOISE_DB_OWNER_PASSWORD", secrets.secret(database.ownerSecret()));
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + ports.of(Part.POSTGRES) + "/" + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, secrets.secret(SUPERUSER_SECRET));
    }
}
