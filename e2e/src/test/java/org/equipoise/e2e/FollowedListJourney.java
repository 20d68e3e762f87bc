package org.equipoise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A work list that stays open on a tablet is brought up to date through the gateway while others work. */
@ExtendWith(SharedSystem.class)
class FollowedListJourney {

    private static final String LIST = MinimalStudy.ECRF + "/sites/01/work-list/changes";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SharedSystem system;

    FollowedListJourney(SharedSystem system) {
        this.system = system;
    }

    @Test
    void aWorkListComesAtOnceAndAgainWhenSomebodyIsScreened() {
        MinimalStudy study = system.minimalStudy();
        String known = study.screenedSubject();
        HttpResponse<Stream<String>> followed = system.as("clara.coordinator").follow(LIST);
        List<String> data = new CopyOnWriteArrayList<>();
        try (Stream<String> lines = followed.body()) {
            assertThat(followed.statusCode()).isEqualTo(200);
            assertThat(followed.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            Thread reading = new Thread(() -> read(lines, data), "followed-list");
            reading.setDaemon(true);
            reading.start();

            Awaitility.await("the list as it is").atMost(PATIENCE).until(() -> mention(data, known));
            String screened = study.screenedSubject();
            Awaitility.await("the list with whoever was screened since")
                    .atMost(PATIENCE)
                    .until(() -> mention(data, screened));
            assertThat(data.get(0)).doesNotContain("\"" + screened + "\"");
        }
    }

    @Test
    void whoeverMayNotReadAListDoesNotFollowIt() {
        try (Stream<String> refused = system.as("sven.sponsor").follow(LIST).body()) {
            assertThat(refused.toList()).anyMatch(line -> line.contains("permission-missing"));
        }
    }

    private static boolean mention(List<String> data, String subject) {
        return data.stream().anyMatch(list -> list.contains("\"" + subject + "\""));
    }

    private static void read(Stream<String> lines, List<String> data) {
        try {
            lines.filter(line -> line.startsWith("data:")).forEach(data::add);
        } catch (UncheckedIOException left) {
            // the test has closed the stream
        }
    }
}
