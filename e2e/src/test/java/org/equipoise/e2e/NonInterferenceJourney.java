package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.equipoise.launcher.system.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two trials differ in nothing but their arms: codes, names, which of them is the control, and the seed of the list.
 * Whatever a blinded person gets of the one, byte for byte, they get of the other, once what is declared random is
 * taken out: answers with their headers, log lines, and the series that metrics count.
 */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NonInterferenceJourney {

    private final SharedSystem system;
    private Observed first;
    private Observed second;

    NonInterferenceJourney(SharedSystem system) {
        this.system = system;
    }

    /** What a trial left behind where blinded people can look. */
    private record Observed(Twin twin, List<String> logLines, Map<String, Double> counts) {}

    @BeforeAll
    void playBoth() {
        play("TWIN-W", UnaryOperator.identity()); // the first of all pays for what is made once
        first = play("TWIN-A", UnaryOperator.identity());
        second = play("TWIN-B", NonInterferenceJourney::swapped);
    }

    @Test
    void everyAnswerIsTheSameToTheByte() {
        assertThat(first.twin().seen()).hasSizeGreaterThan(500);
        assertThat(second.twin().seen().keySet())
                .containsExactlyElementsOf(first.twin().seen().keySet());
        assertThat(second.twin().seen())
                .allSatisfy((request, answer) -> assertThat(answer)
                        .as(request)
                        .isEqualTo(first.twin().seen().get(request)));
    }

    @Test
    void logsSayTheSame() {
        assertThat(first.logLines()).isNotEmpty();
        assertThat(second.logLines()).containsExactlyInAnyOrderElementsOf(first.logLines());
    }

    @Test
    void metricsCountTheSame() {
        assertThat(first.counts()).isNotEmpty();
        assertThat(second.counts()).containsExactlyEntriesOf(first.counts());
    }

    @Test
    void anArmPlantedAnywhereIsSeen() {
        for (Map.Entry<String, String> answer : first.twin().seen().entrySet()) {
            for (String planted : List.of("BRK", "0", " ")) {
                String text = answer.getValue();
                int end = Math.max(0, text.length() - 1);
                assertThat(Declared.random(text.substring(0, end) + planted + text.substring(end), "TWIN-A"))
                        .isNotEqualTo(text);
            }
        }
        assertThat(Declared.random("{\"kit\":\"1234-5\"}", "TWIN-A"))
                .isNotEqualTo(Declared.random("{\"kit\":\"12345-6\"}", "TWIN-A"));
    }

    private static String swapped(String plan) {
        return plan.replace(
                        "{code: BRK, name: Walk after breakfast, ratio: 1, control: false}",
                        "{code: LONGERCODE, name: Walk at any time that is not before noon, ratio: 1, control: true}")
                .replace(
                        "{code: DIN, name: Walk after dinner, ratio: 1, control: true}",
                        "{code: A, name: Sit, ratio: 1, control: false}");
    }

    private Observed play(String name, UnaryOperator<String> arms) {
        Map<Path, Long> offsets = logSizes();
        Map<String, Double> before = counts();
        Twin twin = Twin.play(system, name, arms);
        Map<String, Double> counts = counts();
        before.forEach((series, count) -> counts.merge(series, -count, Double::sum));
        counts.values().removeIf(count -> count == 0);
        return new Observed(twin, logLines(offsets, name), counts);
    }

    private Map<Path, Long> logSizes() {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> logs = Files.list(system.logs())) {
            for (Path log : logs.toList()) {
                sizes.put(log, Files.size(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }

    private static List<String> logLines(Map<Path, Long> offsets, String study) {
        List<String> lines = new ArrayList<>();
        offsets.forEach((log, offset) -> {
            try {
                byte[] text = Files.readAllBytes(log);
                new String(
                                text,
                                offset.intValue(),
                                text.length - offset.intValue(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(study))
                        .map(line -> Declared.random(line, study)
                                .replaceAll("(Randomized subject \\S+ of \\S+ as )\\S+", "$1#"))
                        .forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return lines;
    }

    /** What the services count of requests; times, and what a machine does of itself, are left out. */
    private Map<String, Double> counts() {
        Map<String, Double> counts = new TreeMap<>();
        for (Part part : List.of(Part.RANDOMIZER, Part.ECRF, Part.STATS, Part.GATEWAY)) {
            new Api(system.service(part), null)
                    .get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("http_server_requests_seconds_count")
                            || line.startsWith("http_client_requests_seconds_count")
                            || line.startsWith("equipoise_"))
                    .filter(line -> !line.contains("/q/") && !line.contains("/studies/{study}/subjects\""))
                    .forEach(line -> counts.put(
                            part + " " + line.substring(0, line.lastIndexOf(' ')),
                            Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        }
        return counts;
    }
}
