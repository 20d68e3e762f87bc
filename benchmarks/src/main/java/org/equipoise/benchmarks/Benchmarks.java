package org.equipoise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.benchmarks.ecrf.EcrfSuite;
import org.equipoise.benchmarks.randomizer.RandomizerSuite;
import org.equipoise.benchmarks.stats.StatisticsSuite;
import org.equipoise.benchmarks.system.Installation;
import org.openjdk.jmh.runner.RunnerException;

/** Runs suites and prints their tables in Markdown. */
public final class Benchmarks {

    private static final String USAGE = """
            java -jar benchmarks/target/benchmarks.jar [--quick] [--record DIRECTORY] SUITE...
              SUITE               stats, randomizer, ecrf, or all
              --quick             seconds instead of minutes, and figures to match
              --record DIRECTORY  each service leaves a flight recording there
            """;

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        Optional<Path> recordings = Optional.empty();
        int record = rest.indexOf("--record");
        if (record >= 0 && record + 1 < rest.size()) {
            recordings = Optional.of(Files.createDirectories(Path.of(rest.remove(record + 1))));
            rest.remove(record);
        }
        List<String> suites = rest.equals(List.of("all")) ? List.of("stats", "randomizer", "ecrf") : rest;
        if (suites.isEmpty() || !List.of("stats", "randomizer", "ecrf").containsAll(suites)) {
            System.err.print(USAGE);
            System.exit(2);
        }
        Installation installation = Installation.find(recordings);
        List<Table> tables = new ArrayList<>();
        for (String suite : suites) {
            tables.addAll(
                    switch (suite) {
                        case "stats" -> List.of(StatisticsSuite.run(quick, installation.peerScripts()));
                        case "randomizer" -> RandomizerSuite.run(installation, RandomizerSuite.Settings.of(quick));
                        default -> EcrfSuite.run(installation, quick);
                    });
        }
        System.out.println(new Machine());
        tables.forEach(System.out::println);
        System.exit(0); // the reactive driver leaves a thread of its own behind
    }
}
