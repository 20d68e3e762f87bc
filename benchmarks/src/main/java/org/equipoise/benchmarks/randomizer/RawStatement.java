package org.equipoise.benchmarks.randomizer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.equipoise.benchmarks.load.Client;
import org.equipoise.benchmarks.system.Database;

/** The allocation statement by JDBC, prepared once for each connection, each call its own transaction. */
final class RawStatement implements Client {

    private static final String RANDOMIZE = "SELECT * FROM randomize(?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb))";
    private static final String FACTS =
            "{\"actor\":\"id-of-bench\",\"actorName\":\"bench\",\"eligibility\":\"external\",\"requestId\":\"%s\"}";

    private final Study study;
    private final Connections connections;
    private final Connection connection;
    private final PreparedStatement statement;

    RawStatement(Study study, Connections connections) throws SQLException {
        this.study = study;
        this.connections = connections;
        this.connection = connections.take();
        this.statement = connection.prepareStatement(RANDOMIZE);
    }

    /** Connections stay open between turns: a new one would first have to plan everything that the function does. */
    static final class Connections implements AutoCloseable {

        private final Database database;
        private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

        Connections(Database database) {
            this.database = database;
        }

        private Connection take() throws SQLException {
            Connection connection = idle.poll();
            return connection != null ? connection : database.asService();
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
                connection.close();
            }
        }
    }

    @Override
    public void call(long number) throws IOException, SQLException {
        Study.Subject subject = study.subject(number);
        statement.setString(1, study.id());
        statement.setString(2, study.list());
        statement.setString(3, subject.stratum());
        statement.setString(4, subject.id());
        statement.setString(5, subject.site());
        statement.setString(6, "key-" + number);
        statement.setString(7, "fingerprint-" + number);
        statement.setBoolean(8, false);
        statement.setTimestamp(9, Timestamp.from(Instant.now()));
        statement.setString(10, FACTS.formatted(number));
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next() || !rows.getString("outcome").equals("allocated")) {
                throw new IOException("the statement did not allocate");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connections.idle.add(connection);
    }
}
