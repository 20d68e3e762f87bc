package org.equipoise.benchmarks.ecrf;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.benchmarks.Table;
import org.equipoise.benchmarks.load.Client;
import org.equipoise.benchmarks.load.HttpConnection;
import org.equipoise.benchmarks.load.Latencies;
import org.equipoise.benchmarks.load.Load;
import org.equipoise.benchmarks.system.Heap;
import org.equipoise.benchmarks.system.Installation;
import org.equipoise.benchmarks.system.ServerProcess;

/** Saves at a steady rate, reads of whole casebooks, and exports, over HTTP to the packaged service on the embedded server. */
public final class EcrfSuite {

    private static final double SAVES_PER_SECOND = 100;
    private static final double READS_PER_SECOND = 20;
    private static final int HEAP = 512;
    private static final int CLIENTS = 32;
    private static final int READERS = 4;
    private static final int CREATED = 201;
    private static final int OK = 200;

    private final ServerProcess service;
    private final Duration warmUp;
    private final Duration measured;

    private EcrfSuite(ServerProcess service, boolean quick) {
        this.service = service;
        this.warmUp = Duration.ofSeconds(quick ? 10 : 60);
        this.measured = Duration.ofSeconds(quick ? 10 : 60);
    }

    /** A table of requests, and one of exports, each on a system of its own. */
    public static List<Table> run(Installation installation, boolean quick) throws IOException {
        try (Heap heap = Heap.of(HEAP)) {
            Table requests =
                    EcrfSystem.run(installation, heap, (mongo, service) -> new EcrfSuite(service, quick).measure());
            return List.of(requests, Exports.run(installation, quick));
        }
    }

    private Table measure() throws IOException {
        int saves = (int) (SAVES_PER_SECOND * warmUp.plus(measured).toSeconds());
        Casebooks casebooks =
                Casebooks.prepare(service.port(), Math.toIntExact(Casebooks.complete(saves) + 2 * Casebooks.AT_ONCE));
        AtomicLong numbers = new AtomicLong();
        Table table = new Table("request", "rate", "p50, ms", "p99, ms", "p99.9, ms", "goal");
        Latencies saved = new Load(CLIENTS, warmUp, measured)
                .atRate(SAVES_PER_SECOND, () -> new Saving(casebooks, service.port()), numbers);
        row(table, "save of a form of 30 items with 20 checks", "100/s", saved, "p99 < 40 ms");
        long full = Casebooks.complete(numbers.get());
        row(table, "schedule of a casebook of 60 forms", "20/s", reading(casebooks, full, ReadingSchedule::new), "");
        row(table, "casebook of 60 forms", "20/s", reading(casebooks, full, ReadingCasebook::new), "< 50 ms");
        return table;
    }

    private interface Reader {
        Client connect(Casebooks casebooks, long full, int port) throws IOException;
    }

    private Latencies reading(Casebooks casebooks, long full, Reader reader) {
        return new Load(READERS, warmUp, measured)
                .atRate(READS_PER_SECOND, () -> reader.connect(casebooks, full, service.port()), new AtomicLong());
    }

    private static void row(Table table, String request, String rate, Latencies latencies, String goal) {
        table.row(
                request,
                rate,
                milliseconds(latencies, 0.5),
                milliseconds(latencies, 0.99),
                milliseconds(latencies, 0.999),
                goal);
    }

    private static String milliseconds(Latencies latencies, double share) {
        return Table.number(latencies.quantile(share).toNanos() / 1e6);
    }

    private static final class Saving implements Client {

        private final Casebooks casebooks;
        private final String headers = Casebooks.headers("coordinator") + "If-None-Match: *\r\n";
        private final HttpConnection http;

        Saving(Casebooks casebooks, int port) throws IOException {
            this.casebooks = casebooks;
            this.http = new HttpConnection(port);
        }

        @Override
        public void call(long number) throws IOException {
            http.send("PUT " + casebooks.form(number), headers, casebooks.entry(number))
                    .expect(CREATED);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }

    private static final class ReadingCasebook implements Client {

        private final Casebooks casebooks;
        private final long full;
        private final String headers = Casebooks.headers("coordinator");
        private final HttpConnection http;

        ReadingCasebook(Casebooks casebooks, long full, int port) throws IOException {
            this.casebooks = casebooks;
            this.full = full;
            this.http = new HttpConnection(port);
        }

        @Override
        public void call(long number) throws IOException {
            http.send("GET " + casebooks.subject(number % full) + "/casebook", headers, "")
                    .expect(OK);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }

    private static final class ReadingSchedule implements Client {

        private final Casebooks casebooks;
        private final long full;
        private final String headers = Casebooks.headers("coordinator");
        private final HttpConnection http;

        ReadingSchedule(Casebooks casebooks, long full, int port) throws IOException {
            this.casebooks = casebooks;
            this.full = full;
            this.http = new HttpConnection(port);
        }

        @Override
        public void call(long number) throws IOException {
            http.send("GET " + casebooks.subject(number % full) + "/schedule", headers, "")
                    .expect(OK);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
