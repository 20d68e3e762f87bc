package org.equipoise.gateway.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.equipoise.gateway.edge.GatewayConfig.Rate;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private final Steps clock = new Steps();
    private final Buckets buckets = new Buckets(new FixedRate(5, 2), clock);

    private record FixedRate(int burst, int perSecond) implements Rate {}

    @Test
    void letsABurstThroughAndThenSaysHowLongToWait() {
        assertThat(taken("rita", 5)).isEqualTo(5);
        assertThat(buckets.take("rita")).contains(Duration.ofMillis(500));
    }

    @Test
    void letsSoManyThroughEachSecond() {
        taken("rita", 5);
        clock.pass(Duration.ofSeconds(1));
        assertThat(taken("rita", 5)).isEqualTo(2);
        clock.pass(Duration.ofMillis(250));
        assertThat(buckets.take("rita")).contains(Duration.ofMillis(250));
    }

    @Test
    void neverCollectsMoreThanABurst() {
        taken("rita", 5);
        clock.pass(Duration.ofDays(1));
        assertThat(taken("rita", 100)).isEqualTo(5);
    }

    @Test
    void oneCallersRequestsAreNothingToAnother() {
        taken("ursula", 1000);
        assertThat(taken("rita", 5)).isEqualTo(5);
    }

    @Test
    void aRefusedRequestCostsNothing() {
        taken("rita", 1000);
        clock.pass(Duration.ofMillis(500));
        assertThat(taken("rita", 1000)).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackGivesNothingAway() {
        taken("rita", 5);
        clock.pass(Duration.ofHours(-1));
        assertThat(buckets.take("rita")).isPresent();
    }

    @Test
    void forgetsWhoeverHasRestedAndNobodyElse() {
        IntStream.range(0, 1000).forEach(caller -> buckets.take("address-" + caller));
        assertThat(buckets.callers()).isEqualTo(1000);
        clock.pass(Duration.ofSeconds(2));
        taken("rita", 5);
        clock.pass(Duration.ofSeconds(2));
        assertThat(buckets.callers()).isEqualTo(1);
        assertThat(taken("rita", 5)).as("what came back in two seconds").isEqualTo(4);
    }

    @Test
    void remembersNoMoreCallersThanThereIsRoomFor() {
        IntStream.range(0, 60_000).forEach(caller -> buckets.take("address-" + caller));
        assertThat(buckets.callers()).isLessThanOrEqualTo(50_000);
    }

    @Test
    void refusesRatesThatLetNobodyIn() {
        assertThatThrownBy(() -> new Buckets(new FixedRate(5, 0), clock))
                .hasMessageContaining("5 at once and 0 a second");
        assertThatThrownBy(() -> new Buckets(new FixedRate(0, 2), clock)).isInstanceOf(IllegalArgumentException.class);
    }

    private long taken(String caller, int wanted) {
        return IntStream.range(0, wanted)
                .filter(any -> buckets.take(caller).isEmpty())
                .count();
    }

    private static final class Steps extends Clock {
        private Instant now = Instant.parse("2026-03-01T09:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
