package org.equipoise.benchmarks.ecrf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.benchmarks.system.Heap;
import org.equipoise.benchmarks.system.Installation;
import org.equipoise.benchmarks.system.ServerProcess;
import org.equipoise.testing.TestIssuer;

/** The packaged service on an embedded database server that starts empty, and a stand-in for the identity provider. */
final class EcrfSystem {

    static final String DATABASE = "ecrf";

    private EcrfSystem() {}

    /** What is done while everything runs. */
    interface Measurement<T> {
        T on(ServerProcess mongo, ServerProcess service) throws IOException;
    }

    /** Starts everything, measures, stops everything. */
    static <T> T run(Installation installation, Heap heap, Measurement<T> measurement) throws IOException {
        TestIssuer issuer = new TestIssuer();
        Map<String, String> environment = new LinkedHashMap<>(issuer.start());
        Path data = Files.createTempDirectory("equipoise-benchmark-mongo");
        try (ServerProcess mongo = installation.mongo(data)) {
            environment.put("EQUIPOISE_MONGODB_URL", "mongodb://127.0.0.1:" + mongo.port());
            environment.put("EQUIPOISE_MONGODB_DATABASE", DATABASE);
            try (ServerProcess service = installation.service("ecrf-service", heap, environment)) {
                return measurement.on(mongo, service);
            }
        } finally {
            issuer.stop();
            delete(data);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
