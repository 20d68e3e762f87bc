package org.equipoise.gateway.edge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.equipoise.gateway.edge.GatewayConfig.Rate;

/**
 * A token bucket for each of many callers. One that rested until its bucket was full again is forgotten, and beyond a
 * number of callers the one that was least active.
 */
final class Buckets {

    private static final int MOST = 50_000;

    private final Rate rate;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    Buckets(Rate rate, Clock clock) {
        if (rate.burst() < 1 || rate.perSecond() < 1) {
            throw new IllegalArgumentException("At least one request must be possible, and not " + rate.burst()
                    + " at once and " + rate.perSecond() + " a second");
        }
        this.rate = rate;
        this.time = new ClockTime(clock);
        Duration untilFull = Duration.ofSeconds(1 + rate.burst() / rate.perSecond());
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(untilFull)
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Takes a token of a caller's, if there is one, and tells else how long it takes until there will be. */
    Optional<Duration> take(String caller) {
        ConsumptionProbe probe = buckets.get(caller, any -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** How many callers are remembered. */
    long callers() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockTime(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
