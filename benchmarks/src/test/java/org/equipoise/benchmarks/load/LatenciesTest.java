package org.equipoise.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void aQuantileIsTheSmallestValueThatTheShareDoesNotExceed() {
        for (int i = 2_000; i >= 1; i--) {
            latencies.add(i);
        }
        assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofNanos(1_000));
        assertThat(latencies.quantile(0.99)).isEqualTo(Duration.ofNanos(1_980));
        assertThat(latencies.quantile(1)).isEqualTo(Duration.ofNanos(2_000));
        assertThat(latencies.quantile(0)).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void thoseOfSeveralClientsAreTakenTogether() {
        Latencies others = new Latencies();
        others.add(1);
        latencies.add(3);
        latencies.addAll(others);
        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void nothingMeasuredHasNoQuantile() {
        assertThatThrownBy(() -> latencies.quantile(0.5)).isInstanceOf(IllegalStateException.class);
    }
}
