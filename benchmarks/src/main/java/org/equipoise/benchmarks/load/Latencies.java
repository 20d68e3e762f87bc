package org.equipoise.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/** How long calls took, in nanoseconds. */
public final class Latencies {

    private static final int FIRST_CAPACITY = 1024;

    private long[] values = new long[FIRST_CAPACITY];
    private int count;

    void add(long nanoseconds) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanoseconds;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.values[i]);
        }
    }

    public int count() {
        return count;
    }

    /** The smallest value that at least this share of the calls did not exceed. */
    public Duration quantile(double share) {
        if (count == 0) {
            throw new IllegalStateException("No call was measured");
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return Duration.ofNanos(sorted[Math.max(0, Math.min(count - 1, rank - 1))]);
    }
}
