package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.launcher.system.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two trials differ in nothing but their arms: codes, names, which of them is the control, and the seed of the list.
 * Whatever a blinded person gets of the one, byte for byte, they get of the other, once what is declared random is
 * taken out: answers with their headers, streams of events, log lines, and the series that metrics count. What only the clock does (a root
 * signed, a message sent again) may fall into one trial of a pair; what the arms do shows in every pair.
 */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NonInterferenceJourney {

    private static final int PAIRS = 3;

    private final SharedSystem system;
    private final List<Pair> pairs = new ArrayList<>();

    NonInterferenceJourney(SharedSystem system) {
        this.system = system;
    }

    /** What a trial left behind where blinded people can look. */
    private record Observed(Twin twin, List<String> logLines, Map<String, Double> counts) {}

    private record Pair(Observed first, Observed second) {}

    @BeforeAll
    void playBoth() {
        play("TWIN-W", UnaryOperator.identity()); // the first of all pays for what is made once
        pair(0);
    }

    @Test
    void everyAnswerIsTheSameToTheByte() {
        assertThat(pair(0).first().twin().seen()).hasSizeGreaterThan(500);
        assertThat(differsInEveryPair(trial -> trial.twin().seen())).isEmpty();
    }

    @Test
    void everyStreamSendsTheSameMessagesInTheSameOrder() {
        Collection<String> streams = pair(0).first().twin().streamed().values();
        assertThat(streams).hasSizeGreaterThan(50);
        assertThat(streams)
                .as("the list at first, after a save, and after a screening")
                .anyMatch(text -> text.split("\nevent:", -1).length == 4);
        assertThat(streams).as("the list that somebody has already").anyMatch(text -> text.contains("\n\n:"));
        assertThat(differsInEveryPair(trial -> trial.twin().streamed())).isEmpty();
    }

    @Test
    void logsSayTheSame() {
        assertThat(pair(0).first().logLines()).isNotEmpty();
        assertThat(differsInEveryPair(trial ->
                        trial.logLines().stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()))))
                .isEmpty();
    }

    @Test
    void metricsCountTheSame() {
        assertThat(pair(0).first().counts()).isNotEmpty();
        assertThat(differsInEveryPair(Observed::counts)).isEmpty();
    }

    /** What differs between the trials of one pair after the other, with both values of the last. */
    private Map<String, String> differsInEveryPair(Function<Observed, Map<String, ?>> view) {
        Map<String, String> differing = differences(pair(0), view);
        for (int next = 1; next < PAIRS && !differing.isEmpty(); next++) {
            System.out.println("  another pair is played: this one differs in " + differing.keySet());
            Map<String, String> again = differences(pair(next), view);
            again.keySet().retainAll(differing.keySet());
            differing = again;
        }
        return differing;
    }

    private static Map<String, String> differences(Pair pair, Function<Observed, Map<String, ?>> view) {
        Map<String, ?> first = view.apply(pair.first());
        Map<String, ?> second = view.apply(pair.second());
        return Stream.of(first, second)
                .flatMap(values -> values.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(first.get(key), second.get(key)))
                .collect(Collectors.toMap(
                        key -> key, key -> first.get(key) + "\n--- and with other arms ---\n" + second.get(key)));
    }

    private Pair pair(int number) {
        while (pairs.size() <= number) {
            char name = (char) ('A' + 2 * pairs.size());
            pairs.add(new Pair(
                    play("TWIN-" + name, UnaryOperator.identity()),
                    play("TWIN-" + (char) (name + 1), NonInterferenceJourney::swapped)));
        }
        return pairs.get(number);
    }

    @Test
    void anArmPlantedAnywhereIsSeen() {
        Twin twin = pair(0).first().twin();
        for (String text : Stream.concat(twin.seen().values().stream(), twin.streamed().values().stream())
                .toList()) {
            for (String planted : List.of("BRK", "0", " ")) {
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

    /**
     * What the services count of requests. Times, what a machine does of itself, and followers who left are left out: a service may
     * notice that somebody left when the next trial is played already.
     */
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
                    .filter(line -> !line.contains("/q/")
                            && !line.contains("/studies/{study}/subjects\"")
                            && !line.contains("status=\"RESET\""))
                    .forEach(line -> counts.put(
                            part + " " + line.substring(0, line.lastIndexOf(' ')),
                            Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        }
        return counts;
    }
}
