package org.equipoise.stats.application;

import java.time.Duration;
import org.equipoise.stats.domain.tables.Progress;

/** A run at work: how far it is, whether to go on, and its lease. */
final class HeldRun implements Progress {

    private final RunStore runs;
    private final RunStore.Work work;
    private final Duration lease;
    private volatile RunProgress progress = RunProgress.WAITING;
    private volatile RunStore.Beat state = RunStore.Beat.GO_ON;

    HeldRun(RunStore runs, RunStore.Work work, Duration lease) {
        this.runs = runs;
        this.work = work;
        this.lease = lease;
    }

    /** A computation without a lease, which nobody stops. */
    static HeldRun unattended() {
        return new HeldRun(null, null, Duration.ZERO);
    }

    /** Prolongs the lease and hears whether somebody wants the run to end. */
    void beat() {
        if (work != null && state == RunStore.Beat.GO_ON) {
            state = runs.beat(work, lease, progress);
        }
    }

    @Override
    public void step(String section, int done, int of) {
        progress = new RunProgress(section, done, of);
    }

    @Override
    public boolean cancelled() {
        return state != RunStore.Beat.GO_ON || Thread.currentThread().isInterrupted();
    }

    /** Begins a step. */
    void enter(String section) {
        step(section, 0, 1);
        beat();
        requireGoingOn();
    }

    void requireGoingOn() {
        if (state == RunStore.Beat.LOST) {
            throw new RunStore.LeaseLost();
        }
        if (state == RunStore.Beat.CANCELLED) {
            throw new Cancelled();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    /** The committee wants no result any more. */
    static final class Cancelled extends RuntimeException {

        Cancelled() {
            super("a run was cancelled");
        }
    }

    /** This process is about to end. */
    static final class Interrupted extends RuntimeException {

        Interrupted() {
            super("a run was interrupted");
        }
    }
}
