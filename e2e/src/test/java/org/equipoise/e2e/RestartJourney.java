package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.equipoise.launcher.system.LaunchFailure;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part is killed and started again under load; a ledger outside holds what was acknowledged. */
@ExtendWith(SharedSystem.class)
class RestartJourney {

    private final SharedSystem system;
    private final MinimalStudy study;

    RestartJourney(SharedSystem system) {
        this.system = system;
        this.study = system.minimalStudy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecrf-service", "randomizer", "stats-service", "gateway", "mongo", "postgres"})
    void nothingAcknowledgedIsLost(String part) {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                screen(acknowledged);
            }
        });

        system.killAndRestart(part);
        enough.set(true);
        load.join();
        system.awaitUsable(() -> study.eligibleSubject());

        String listed = listAll();
        assertThat(acknowledged)
                .isNotEmpty()
                .allSatisfy(subject -> assertThat(listed).contains("\"" + subject + "\""));
    }

    private void screen(Set<String> acknowledged) {
        try {
            Api.Answer answer = system.as("clara.coordinator")
                    .post(
                            MinimalStudy.ECRF + "/sites/01/subjects",
                            "{\"screenedAt\":\"" + MinimalStudy.daysAgo(1) + "\"}",
                            UUID.randomUUID().toString());
            if (answer.status() == 201) {
                acknowledged.add(answer.json().path("subject").asText());
            }
        } catch (UncheckedIOException | LaunchFailure e) {
            // the part, or the way to a token, is down: nothing was acknowledged
            Thread.onSpinWait();
        }
    }

    private String listAll() {
        StringBuilder all = new StringBuilder();
        String after = "";
        do {
            Api.Answer page = system.as("mona.monitor")
                    .get(MinimalStudy.ECRF + "/subjects?limit=200" + (after.isEmpty() ? "" : "&after=" + after));
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            all.append(page.body());
            after = page.json().path("next").asText("");
        } while (!after.isEmpty() && !after.equals("null"));
        return all.toString();
    }
}
