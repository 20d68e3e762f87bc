package org.equipoise.launcher.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Roles and databases, made if missing. Names and passwords are the launcher's own: identifiers and base64url text. */
final class DatabaseSetup {

    private final Connection connection;

    DatabaseSetup(Connection connection) {
        this.connection = connection;
    }

    void ensureRole(String role, String password) throws SQLException {
        String verb = exists("SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
        execute(verb + " ROLE " + role + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + password + "'");
    }

    void ensureDatabase(String database, String owner) throws SQLException {
        if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", database)) {
            execute("CREATE DATABASE " + database + " OWNER " + owner);
            execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        }
    }

    void allowToConnect(String role, String database) throws SQLException {
        execute("GRANT CONNECT ON DATABASE " + database + " TO " + role);
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
