package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.equipoise.launcher.system.LaunchFailure;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each part is killed and started again while a subject after the other is screened, entered and randomized; a ledger
 * outside holds what was acknowledged.
 */
@ExtendWith(SharedSystem.class)
class RestartJourney {

    private static final String RANDOMIZATIONS = "/api/randomizer/studies/" + MinimalStudy.NAME + "/randomizations";

    private final SharedSystem system;
    private final MinimalStudy study;
    private final Map<String, String> screened = new ConcurrentSkipListMap<>();
    private final Map<String, String> entered = new ConcurrentSkipListMap<>();
    private final Map<String, String> randomized = new ConcurrentSkipListMap<>();

    RestartJourney(SharedSystem system) {
        this.system = system;
        this.study = system.minimalStudy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecrf-service", "randomizer", "stats-service", "gateway", "mongo", "postgres"})
    void nothingAcknowledgedIsLost(String part) {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                playOne();
            }
        });
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> randomized.size() >= 3);

        system.killAndRestart(part);
        enough.set(true);
        load.join();
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
                .allSatisfy((subject, values) -> assertThat(values(monitor.get(MinimalStudy.visit(subject, "VISIT1"))))
                        .isEqualTo(values));
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
            Api.Answer saved =
                    system.as("rita.rater").enter(MinimalStudy.visit(subject, "VISIT1"), MinimalStudy.values(true, 5));
            if (saved.status() == 201 || saved.status() == 200) {
                entered.put(subject, values(saved));
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

    private static String values(Api.Answer answer) {
        return answer.json().path("values").toString();
    }
}
