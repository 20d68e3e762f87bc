package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.equipoise.launcher.system.LaunchFailure;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each part is killed and started again while several people at once screen subjects, enter and correct a form, and randomize; a
 * ledger outside holds what was acknowledged.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedSystem.class)
class RestartJourney {

    private static final String RANDOMIZATIONS = "/api/randomizer/studies/" + MinimalStudy.NAME + "/randomizations";

    private static final int PEOPLE = 3;
    private static final int CORRECTIONS = 2;

    private final SharedSystem system;
    private final MinimalStudy study;
    private final Map<String, String> screened = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, String>> entered = new ConcurrentSkipListMap<>();
    private final Map<String, String> randomized = new ConcurrentSkipListMap<>();

    RestartJourney(SharedSystem system) {
        this.system = system;
        this.study = system.minimalStudy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecrf-service", "randomizer", "stats-service", "gateway", "mongo", "postgres"})
    void nothingAcknowledgedIsLost(String part) {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        CompletableFuture<?>[] load = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (!enough.get()) {
                                playOne();
                            }
                        },
                        people))
                .limit(PEOPLE)
                .toArray(CompletableFuture<?>[]::new);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> randomized.size() >= 3 * PEOPLE);

        system.killAndRestart(part);
        enough.set(true);
        CompletableFuture.allOf(load).join();
        people.shutdown();
        system.awaitUsable(study::eligibleSubject);
        system.awaitUsable(() -> assertThat(system.as("mona.monitor")
                        .get("/api/stats/studies/" + SharedSystem.STUDY + "/open-report")
                        .status())
                .isEqualTo(200));

        Api monitor = system.as("mona.monitor");
        assertThat(screened.keySet())
                .allSatisfy(subject -> assertThat(monitor.get(MinimalStudy.ECRF + "/subjects/" + subject)
                                .status())
                        .isEqualTo(200));
        assertThat(entered)
                .allSatisfy((subject, revisions) ->
                        assertThat(history(monitor, subject)).containsAllEntriesOf(revisions));
        assertThat(randomized)
                .allSatisfy((subject, answer) -> assertThat(
                                monitor.get(RANDOMIZATIONS + "/" + subject).body())
                        .isEqualTo(answer));
        assertThat(randomized.values()).doesNotHaveDuplicates();
        system.awaitUsable(() -> assertThat(randomized)
                .allSatisfy((subject, answer) -> assertThat(monitor.get(MinimalStudy.ECRF + "/subjects/" + subject)
                                .json()
                                .path("status")
                                .asText())
                        .isEqualTo("randomized")));
    }

    private void playOne() {
        try {
            String subject = study.screenedSubject();
            screened.put(subject, "");
            Api rater = system.as("rita.rater");
            acknowledge(subject, rater.enter(MinimalStudy.visit(subject, "VISIT1"), MinimalStudy.values(true, 1)));
            for (int revision = 1; revision <= CORRECTIONS; revision++) {
                String correction = MinimalStudy.values(true, revision + 1)
                        .replaceFirst("\\{", "{\"reasonForChange\":\"typing error\",");
                acknowledge(
                        subject,
                        rater.put(
                                MinimalStudy.visit(subject, "VISIT1"),
                                correction,
                                Map.of("If-Match", "\"" + revision + "\"")));
            }
            Api.Answer answer = system.as("clara.coordinator")
                    .post(
                            RANDOMIZATIONS,
                            "{\"subject\":\"" + subject + "\"}",
                            UUID.randomUUID().toString());
            if (answer.status() == 201) {
                randomized.put(subject, answer.body());
            }
        } catch (UncheckedIOException | LaunchFailure | AssertionError e) {
            // the part, or the way to a token, is down: nothing was acknowledged
            Thread.onSpinWait();
        }
    }

    private void acknowledge(String subject, Api.Answer saved) {
        if (saved.status() == 201 || saved.status() == 200) {
            entered.computeIfAbsent(subject, none -> new ConcurrentSkipListMap<>())
                    .put(
                            saved.json().path("revision").asInt(),
                            saved.json().path("values").toString());
        }
    }

    private static Map<Integer, String> history(Api reader, String subject) {
        Map<Integer, String> stored = new TreeMap<>();
        reader.get(MinimalStudy.visit(subject, "VISIT1") + "/history")
                .json()
                .path("items")
                .forEach(form -> stored.put(
                        form.path("revision").asInt(), form.path("values").toString()));
        return stored;
    }
}
