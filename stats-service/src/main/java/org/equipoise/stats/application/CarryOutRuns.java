package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.Refusal;

/**
 * Takes up the runs that wait, one after another, and brings each to its end. What a dead process left behind is taken up
 * again when its lease has run out. Nothing here is logged: a log line would tell that a closed run exists.
 */
@ApplicationScoped
public class CarryOutRuns {

    private static final int MOST_ATTEMPTS = 3;
    private static final int MOST_FRAMES = 12;

    private final RunStore runs;
    private final ComputeRun compute;
    private final Heartbeat heartbeat;
    private final Clock clock;
    private final UUID holder;

    public CarryOutRuns(RunStore runs, ComputeRun compute, Heartbeat heartbeat, Sources sources) {
        this.runs = runs;
        this.compute = compute;
        this.heartbeat = heartbeat;
        this.clock = sources.clock();
        this.holder = UUID.randomUUID();
    }

    /** Works until no run waits, or until the thread is interrupted. */
    public void untilNoneWaits() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            Optional<RunStore.Work> work = runs.claim(holder, heartbeat.lease());
            work.ifPresent(this::carryOut);
            more = work.isPresent();
        }
    }

    private void carryOut(RunStore.Work work) {
        HeldRun held = new HeldRun(runs, work, heartbeat.lease());
        Heartbeat.Beating beating = heartbeat.start(held::beat);
        try {
            attempt(work, held);
        } catch (HeldRun.Interrupted e) {
            giveBack(work);
        } catch (RunStore.LeaseLost e) {
            // whoever has the lease brings the run to its end
            return;
        } finally {
            beating.stop();
        }
    }

    /** The store would not answer an interrupted thread. */
    private void giveBack(RunStore.Work work) {
        boolean interrupted = Thread.interrupted();
        runs.giveBack(work);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(RunStore.Work work, HeldRun held) {
        if (work.attempts() > MOST_ATTEMPTS) {
            brokeOff(work, new IllegalStateException("The process ended each time"));
            return;
        }
        try {
            compute.carryOut(work, held);
        } catch (Refusal refusal) {
            runs.end(work, RunEnd.of(refusal, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        } catch (HeldRun.Cancelled e) {
            runs.endAsCancelled(work);
        } catch (HeldRun.Interrupted | RunStore.LeaseLost e) {
            throw e;
        } catch (RuntimeException | Error unexpected) {
            afterAccident(work, unexpected);
        }
    }

    private void afterAccident(RunStore.Work work, Throwable accident) {
        if (work.attempts() < MOST_ATTEMPTS || Thread.currentThread().isInterrupted()) {
            giveBack(work);
            return;
        }
        brokeOff(work, accident);
    }

    /** Where it broke is kept in the run's own sealed end: a log would tell, and nobody could mend it without. */
    private void brokeOff(RunStore.Work work, Throwable accident) {
        List<String> where = Arrays.stream(accident.getStackTrace())
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .toList();
        runs.end(
                work,
                new RunEnd(
                        RunState.ANALYSIS_IMPOSSIBLE,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        "The run broke off " + MOST_ATTEMPTS + " times for an unexpected reason. It has no result.",
                        "Give your operator what is listed in where; it holds no data.",
                        Map.of(
                                RunEnd.REASON,
                                "unexpected-error",
                                "what",
                                accident.getClass().getName(),
                                "where",
                                where)));
    }
}
