package org.equipoise.benchmarks.randomizer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.benchmarks.Table;
import org.equipoise.benchmarks.load.Client;
import org.equipoise.benchmarks.load.Latencies;
import org.equipoise.benchmarks.load.Load;
import org.equipoise.benchmarks.system.Database;
import org.equipoise.benchmarks.system.Installation;
import org.equipoise.benchmarks.system.Neighbours;
import org.equipoise.benchmarks.system.ServerProcess;
import org.equipoise.testing.TestIssuer;

/** Measures the ways to an allocation in turns, several rounds of each, so that a slow moment of the disk meets all. */
public final class RandomizerSuite {

    private static final List<Integer> STRATA = List.of(1, 64);
    private static final double STEADY_RATE = 200;
    private static final int STEADY_CLIENTS = 20;
    private static final int MOST_CLIENTS = 64;
    private static final Duration UNTIL_STEADY = Duration.ofSeconds(8);

    private final Settings settings;
    private final Database database;
    private final ServerProcess service;
    private final UseCase useCase;
    private final RawStatement.Connections connections;
    private final AtomicLong numbers = new AtomicLong();

    private RandomizerSuite(
            Settings settings,
            Database database,
            ServerProcess service,
            UseCase useCase,
            RawStatement.Connections connections) {
        this.settings = settings;
        this.database = database;
        this.service = service;
        this.useCase = useCase;
        this.connections = connections;
    }

    /**
     * How long to measure.
     *
     * @param clients numbers of clients for the throughput
     * @param rounds how often each way gets its turn
     * @param warmUp before each turn
     * @param turn the time measured of a turn
     * @param steady the time measured at the steady rate
     */
    public record Settings(List<Integer> clients, int rounds, Duration warmUp, Duration turn, Duration steady) {

        public static Settings of(boolean quick) {
            return quick
                    ? new Settings(List.of(16), 1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5))
                    : new Settings(
                            List.of(16, 64), 5, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20));
        }
    }

    /** Starts everything, measures, stops everything. */
    public static List<Table> run(Installation installation, Settings settings) throws IOException, SQLException {
        TestIssuer issuer = new TestIssuer();
        Map<String, String> environment = new LinkedHashMap<>(issuer.start());
        try (Database database = Database.start();
                MasterKey masterKey = MasterKey.create();
                Neighbours neighbours = Neighbours.start()) {
            environment.putAll(database.environment());
            environment.putAll(neighbours.environment());
            environment.putAll(masterKey.environment());
            try (ServerProcess service = installation.service("randomizer", environment);
                    UseCase useCase = new UseCase(database);
                    RawStatement.Connections connections = new RawStatement.Connections(database)) {
                return new RandomizerSuite(settings, database, service, useCase, connections).measure();
            }
        } finally {
            issuer.stop();
        }
    }

    private List<Table> measure() throws IOException, SQLException {
        warmUp();
        Table throughput = new Table("strata", "clients", "way", "allocations/s", "of the statement's rate");
        Table latency = new Table("strata", "way", "p50, ms", "p99, ms", "p99.9, ms");
        for (int strata : STRATA) {
            for (int clients : settings.clients()) {
                throughput(throughput, strata, clients);
            }
            latency(latency, strata);
        }
        throughput.note("One client that commits one row after another: " + Table.number(commits()) + " commits/s.");
        return List.of(throughput, latency);
    }

    /** What starts cold, the service above all, is compiled before anything counts. */
    private void warmUp() throws IOException {
        for (Way way : ways(STRATA.get(1))) {
            new Load(MOST_CLIENTS, Duration.ZERO, settings.steady()).throughput(way.clients(), numbers);
        }
    }

    private record Way(String name, Client.Factory clients) {}

    private List<Way> ways(int strata) throws IOException {
        Study vouched = Study.activate(service.port(), strata, "external");
        Study certified = Study.activate(service.port(), strata, "ecrf");
        return List.of(
                new Way("statement by JDBC", () -> new RawStatement(vouched, connections)),
                new Way("use case", () -> useCase.client(vouched)),
                new Way("HTTP", () -> new HttpRequests(vouched, service.port())),
                new Way("HTTP with certificate and notice", () -> new HttpRequests(certified, service.port())));
    }

    private void throughput(Table table, int strata, int clients) throws IOException {
        List<Way> ways = ways(strata);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (Way way : ways) {
                double rate = new Load(clients, settings.warmUp(), settings.turn()).throughput(way.clients(), numbers);
                rates.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(rate);
            }
        }
        double bare = median(rates.get(ways.get(0).name()));
        rates.forEach((name, measured) -> {
            double rate = median(measured);
            table.row(
                    Integer.toString(strata),
                    Integer.toString(clients),
                    name,
                    Table.number(rate),
                    Math.round(100 * rate / bare) + " %");
        });
    }

    private void latency(Table table, int strata) throws IOException {
        for (Way way : ways(strata)) {
            Latencies latencies = new Load(STEADY_CLIENTS, UNTIL_STEADY, settings.steady())
                    .atRate(STEADY_RATE, way.clients(), numbers);
            table.row(
                    Integer.toString(strata),
                    way.name(),
                    milliseconds(latencies, 0.5),
                    milliseconds(latencies, 0.99),
                    milliseconds(latencies, 0.999));
        }
    }

    private double commits() throws SQLException {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS benchmark_row (value bigint)");
            long end = System.nanoTime() + settings.turn().toNanos();
            long count = 0;
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO benchmark_row VALUES (?)")) {
                while (System.nanoTime() < end) {
                    insert.setLong(1, count++);
                    insert.executeUpdate();
                }
            }
            return count * 1e9 / settings.turn().toNanos();
        }
    }

    private static String milliseconds(Latencies latencies, double share) {
        return Table.number(latencies.quantile(share).toNanos() / 1e6);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
