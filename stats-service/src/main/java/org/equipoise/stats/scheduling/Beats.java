package org.equipoise.stats.scheduling;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.equipoise.stats.application.Heartbeat;

@ApplicationScoped
class Beats implements Heartbeat {

    private final RunTiming timing;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Beats::daemon);

    Beats(RunTiming timing) {
        this.timing = timing;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "beat");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Duration lease() {
        return timing.lease();
    }

    @Override
    public Beating start(Runnable beat) {
        long every = timing.beat().toMillis();
        Future<?> beats = thread.scheduleWithFixedDelay(() -> tolerant(beat), every, every, TimeUnit.MILLISECONDS);
        return () -> beats.cancel(false);
    }

    /** A beat that fails is no reason to stop: the next may succeed before the lease has run out. */
    private static void tolerant(Runnable beat) {
        try {
            beat.run();
        } catch (RuntimeException e) {
            return;
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
