package org.equipoise.platform.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gives a service a new master key: adds it to the file, wraps every study's key anew, study by study in a transaction
 * each, and in the end takes the old keys away. It can stop after any step and be run again: an unfinished rotation goes on
 * with the key that it added. Nothing that a study's key encrypted is touched.
 *
 * <p>Services may go on running: the file holds both keys until the old ones are retired, and a service reads it again when
 * a key does not open. A process that still holds only the old key could wrap a new study's key with it; so retiring looks
 * at every study once more, and refuses as long as one needs an old key.
 */
public final class MasterKeyRotation {

    private final Path file;
    private final Connection owner;
    private final KeyColumn column;
    private final Consumer<String> progress;

    /** Where a service keeps its studies' wrapped keys. */
    public enum KeyColumn {
        RANDOMIZER("wrapped_keyset"),
        STATS_SERVICE("wrapped_key");

        private final String column;

        KeyColumn(String column) {
            this.column = column;
        }
    }

    /**
     * Prepares a rotation.
     *
     * @param file the file of master keys
     * @param owner a connection as the owner of the service's tables
     * @param column where the service keeps its studies' keys
     * @param progress gets a line after each step
     */
    public MasterKeyRotation(Path file, Connection owner, KeyColumn column, Consumer<String> progress) {
        this.file = file;
        this.owner = owner;
        this.column = column;
        this.progress = progress;
    }

    /** Adds a key, unless a rotation is unfinished, and wraps every study's key with it. */
    public void rotate() throws IOException, SQLException {
        owner.setAutoCommit(false);
        MasterKeyset master = MasterKeyset.read(file);
        boolean unfinished =
                master.size() > 1 && wrappedKeys().values().stream().anyMatch(key -> !master.wrappedByPrimary(key));
        MasterKeyset present = unfinished ? master : master.withNewPrimary();
        progress.accept(unfinished ? "Going on with the key of an unfinished rotation" : "Added a master key");
        for (Map.Entry<String, String> key : wrappedKeys().entrySet()) {
            if (!present.wrappedByPrimary(key.getValue())) {
                store(key.getKey(), key.getValue(), present.rewrap(key.getKey(), key.getValue()));
                progress.accept("Wrapped the key of " + key.getKey());
            }
        }
    }

    /**
     * Takes the old keys away.
     *
     * @throws IllegalStateException if a study's key still needs one
     */
    public void retire() throws IOException, SQLException {
        owner.setAutoCommit(false);
        MasterKeyset master = MasterKeyset.read(file);
        wrappedKeys().forEach((study, key) -> {
            if (!master.wrappedByPrimary(key)) {
                throw new IllegalStateException(
                        "The key of " + study + " is wrapped by an old master key; rotate again before retiring it");
            }
            master.rewrap(study, key);
        });
        int old = master.size() - 1;
        master.withPrimaryOnly();
        progress.accept("Retired " + old + " old master key(s)");
    }

    private Map<String, String> wrappedKeys() throws SQLException {
        Map<String, String> keys = new TreeMap<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT study, " + column.column + " FROM study_key ORDER BY study")) {
            while (rows.next()) {
                keys.put(rows.getString(1), rows.getString(2));
            }
        }
        owner.rollback();
        return keys;
    }

    /** The table may be append-only for everybody else; its owner opens it for this one statement. */
    private void store(String study, String before, String after) throws SQLException {
        try (Statement table = owner.createStatement();
                PreparedStatement update = owner.prepareStatement("UPDATE study_key SET " + column.column
                        + " = ? WHERE study = ? AND " + column.column + " = ?")) {
            table.execute("ALTER TABLE study_key DISABLE TRIGGER USER");
            update.setString(1, after);
            update.setString(2, study);
            update.setString(3, before);
            int rows = update.executeUpdate();
            table.execute("ALTER TABLE study_key ENABLE TRIGGER USER");
            if (rows != 1) {
                throw new SQLException("The key of " + study + " changed meanwhile; run the rotation again");
            }
            owner.commit();
        } catch (SQLException e) {
            owner.rollback();
            throw e;
        }
    }
}
