package org.equipoise.benchmarks.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The same computations by R's packages on this machine, if R and the packages are installed. */
final class Peers {

    private static final List<String> SCRIPTS = List.of("group_sequential.R", "mmrm.R", "simulation.R");

    private final Map<String, Double> milliseconds = new TreeMap<>();

    private Peers() {}

    /** Runs the scripts; a script prints a line for each measurement: package, tab, key, tab, milliseconds. */
    static Peers measured(Path scripts) {
        Peers peers = new Peers();
        try {
            for (String script : SCRIPTS) {
                peers.run(scripts.resolve(script));
            }
        } catch (IOException e) {
            System.out.println("R is not measured here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return peers;
    }

    Optional<Double> milliseconds(String name, String key) {
        return Optional.ofNullable(milliseconds.get(name + " " + key));
    }

    boolean none() {
        return milliseconds.isEmpty();
    }

    private void run(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("Rscript", "--vanilla", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0) {
            output.lines().forEach(this::read);
        }
    }

    void read(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 3) {
            milliseconds.put(parts[0] + " " + parts[1], Double.parseDouble(parts[2]));
        }
    }
}
