package org.equipoise.stats.application;

import java.time.Duration;

/** Prolongs a lease now and then while a run is at work. */
public interface Heartbeat {

    /** How long a lease lasts without a beat. */
    Duration lease();

    Beating start(Runnable beat);

    /** Ends with the run. */
    interface Beating {

        void stop();
    }
}
