package org.equipoise.benchmarks.load;

import java.io.IOException;
import java.sql.SQLException;

/** One of several that work at the same time, each on a connection of its own. */
public interface Client extends AutoCloseable {

    /**
     * Does one unit of work and returns when it is done.
     *
     * @param number no other call of the run has it
     * @throws IOException if the answer is not the expected one
     * @throws SQLException if the database refuses
     */
    void call(long number) throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;

    /** Makes clients. */
    interface Factory {

        /** A connected client. */
        Client connect() throws IOException, SQLException;
    }
}
