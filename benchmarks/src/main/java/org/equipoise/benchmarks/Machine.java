package org.equipoise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {

    private static final long GIGABYTE = 1L << 30;

    @Override
    public String toString() {
        return String.join(
                        ", ",
                        Runtime.getRuntime().availableProcessors() + " processors" + model(),
                        memory() + " GB",
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        "Java " + System.getProperty("java.version"))
                + "\n";
    }

    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static long memory() {
        return Math.round(((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize()
                / (double) GIGABYTE);
    }
}
