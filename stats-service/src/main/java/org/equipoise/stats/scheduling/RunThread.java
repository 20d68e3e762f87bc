package org.equipoise.stats.scheduling;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.equipoise.stats.application.CarryOutRuns;
import org.equipoise.stats.application.RunsWaiting;

/** The one thread of this process that carries runs out: however many wait, answers keep the other processors. */
@ApplicationScoped
class RunThread implements RunsWaiting {

    private static final long SECONDS_TO_STOP = 5;

    private final CarryOutRuns carryOutRuns;
    private final RunTiming timing;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(RunThread::daemon);

    private Future<?> turns;

    RunThread(CarryOutRuns carryOutRuns, RunTiming timing) {
        this.carryOutRuns = carryOutRuns;
        this.timing = timing;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "work");
        thread.setDaemon(true);
        return thread;
    }

    void start(@Observes StartupEvent event) {
        long every = timing.every().toMillis();
        turns = thread.scheduleWithFixedDelay(this::work, every, every, TimeUnit.MILLISECONDS);
    }

    /** Gives back what is at work, so that the next process need not wait for the lease to run out. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        turns.cancel(true);
        thread.shutdownNow();
        thread.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    }

    @Override
    public void tell() {
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            // this process ends; the run waits for the next
            return;
        }
    }

    /** What went wrong, a store out of reach above all, is tried again at the next turn; nothing may end the turns. */
    private void work() {
        try {
            carryOutRuns.untilNoneWaits();
        } catch (RuntimeException | Error e) {
            return;
        }
    }
}
