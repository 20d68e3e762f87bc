package org.equipoise.randomizer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's database as its owner, its own role, or someone who copies it sees it. */
public final class Database {

    private Database() {}

    /** The first column of every row, as the owner. */
    public static List<String> column(String sql) {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value, as the owner. */
    public static String text(String sql) {
        return column(sql).get(0);
    }

    public static Connection asOwner() throws SQLException {
        return connect("EQUIPOISE_DB_OWNER", "EQUIPOISE_DB_OWNER_PASSWORD");
    }

    public static Connection asService() throws SQLException {
        return connect("EQUIPOISE_DB_USER", "EQUIPOISE_DB_PASSWORD");
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(value("quarkus.datasource.jdbc.url"), value(user), value(password));
    }

    private static String value(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
