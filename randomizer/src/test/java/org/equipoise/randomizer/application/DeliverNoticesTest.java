package org.equipoise.randomizer.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
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

    @Test
    void sendsAParkedMailOnceItIsLetGo() {
        Row row = box.add("a@trial.test");
        box.postIsDown = true;
        for (int attempt = 0; attempt < DeliverNotices.MOST_ATTEMPTS; attempt++) {
            deliver();
            passed = passed.plusHours(1);
        }
        assertThat(row.parkedAt).isNotNull();
        Clock later = Clock.offset(Fakes.CLOCK, passed);
        ReleaseWaiting<NoticeBox.Undelivered> release =
                new ReleaseWaiting<>(box, new DeliverNotices(box, box, later)::soon, later);
        assertThat(release.undelivered("S", 0, 10).await().indefinitely().items())
                .singleElement()
                .satisfies(parked -> assertThat(parked.parkedAt()).isNotNull());
        box.postIsDown = false;
        release.release("S", 1, Fakes.PERSON).await().indefinitely();
        assertThat(box.sent).containsExactly("a@trial.test");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> release.release("S", 1, Fakes.PERSON).await().indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.STATE_CONFLICT));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> release.release("S", 9, Fakes.PERSON).await().indefinitely())
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void keepsAMailWhenThereIsNoPostThatWouldCarryIt() {
        Row row = box.add("a@trial.test");
        Post none = notice -> Uni.createFrom().failure(new Post.NoPostException("no mail server"));
        new DeliverNotices(box, none, Fakes.CLOCK).deliver().await().indefinitely();
        assertThat(row.deliveredAt).isNull();
        assertThat(row.problem).isEqualTo("no-mail-server");
    }

    @Test
    void leasesABatchForLongerThanAllItsMailsMayTake() {
        AtomicReference<Duration> spare = new AtomicReference<>();
        FakeNotices watching = new FakeNotices() {
            @Override
            public Uni<List<Notice>> claim(int limit, Instant now, Instant leaseEnd) {
                spare.set(Duration.between(now, leaseEnd).minus(Post.LONGEST.multipliedBy(limit)));
                return super.claim(limit, now, leaseEnd);
            }
        };
        new DeliverNotices(watching, watching, Fakes.CLOCK).deliver().await().indefinitely();
        assertThat(spare.get()).isPositive();
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
