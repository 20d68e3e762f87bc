package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.equipoise.randomizer.application.FakeNotices.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverNoticesTest {

    private final FakeNotices box = new FakeNotices();
    private Duration passed = Duration.ZERO;

    @Test
    void sendsEveryMessageOnce() {
        for (int i = 0; i < 45; i++) {
            box.add("p" + i + "@trial.test");
        }
        deliver();
        deliver();
        assertThat(box.sent).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainLaterWhatFailed() {
        Row row = box.add("a@trial.test");
        box.postIsDown = true;
        deliver();
        assertThat(row.problem).isEqualTo("IllegalStateException");
        assertThat(row.dueAt).isEqualTo(Fakes.NOW.plusSeconds(5));
        box.postIsDown = false;
        deliver();
        assertThat(box.sent).isEmpty();
        passed = passed.plusSeconds(5);
        deliver();
        assertThat(box.sent).containsExactly("a@trial.test");
        assertThat(row.deliveredAt).isNotNull();
    }

    @Test
    void parksWhatNeverGoesThroughWherePeopleSeeIt() {
        Row row = box.add("a@trial.test");
        box.postIsDown = true;
        for (int attempt = 1; attempt < DeliverNotices.MOST_ATTEMPTS; attempt++) {
            deliver();
            assertThat(row.parkedAt).isNull();
            passed = passed.plusHours(1);
        }
        deliver();
        assertThat(row.parkedAt).isNotNull();
        box.postIsDown = false;
        passed = passed.plusDays(1);
        deliver();
        assertThat(box.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, PT5S", "1, PT5S", "2, PT10S", "5, PT1M20S", "11, PT1H", "1000000, PT1H"})
    void waitsTwiceAsLongAfterEachFailureAndNeverMoreThanAnHour(int attempts, Duration wait) {
        assertThat(DeliverNotices.waitAfter(attempts)).isEqualTo(wait);
    }

    private void deliver() {
        new DeliverNotices(box, box, Clock.offset(Fakes.CLOCK, passed))
                .deliver()
                .await()
                .indefinitely();
    }
}
