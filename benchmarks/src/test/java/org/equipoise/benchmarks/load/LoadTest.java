package org.equipoise.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final AtomicLong numbers = new AtomicLong();

    @Test
    void everyCallHasItsOwnNumber() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        new Load(4, Duration.ZERO, Duration.ofMillis(50)).throughput(() -> client(seen::add), numbers);
        assertThat(seen).hasSize(numbers.intValue()).hasSizeGreaterThan(4);
    }

    @Test
    void callsAtARateAreMadeAndCountedAsOftenAsTheyAreDue() {
        Latencies latencies = new Load(2, Duration.ofMillis(100), Duration.ofMillis(200))
                .atRate(100, () -> client(number -> {}), numbers);
        assertThat(numbers).hasValue(30);
        assertThat(latencies.count()).as("without the warm-up").isEqualTo(20);
    }

    @Test
    void aStallCountsForEveryCallThatItDelayed() {
        Latencies latencies = new Load(1, Duration.ZERO, Duration.ofMillis(200))
                .atRate(100, () -> client(LoadTest::stallOnce), numbers);
        assertThat(latencies.count()).isEqualTo(20);
        assertThat(latencies.quantile(0.6)).as("most of the twenty").isGreaterThan(Duration.ofMillis(50));
    }

    @Test
    void oneFailedCallFailsTheRun() {
        Load load = new Load(2, Duration.ZERO, Duration.ofMillis(50));
        assertThatThrownBy(() -> load.throughput(() -> client(LoadTest::fail), numbers))
                .isInstanceOf(LoadFailure.class)
                .hasMessageContaining("no answer");
    }

    private static void stallOnce(long number) {
        long end = System.nanoTime() + Duration.ofMillis(250).toNanos();
        while (number == 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void fail(long number) throws IOException {
        throw new IOException("no answer to " + number);
    }

    private interface Call {
        void call(long number) throws IOException;
    }

    private static Client client(Call call) {
        return new Client() {
            @Override
            public void call(long number) throws IOException {
                call.call(number);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
