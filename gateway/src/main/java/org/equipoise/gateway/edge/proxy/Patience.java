package org.equipoise.gateway.edge.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Waits for a service's answer; as long as the body still moves, the wait starts anew. */
final class Patience {

    private final Vertx vertx;
    private final long nanos;
    private final Runnable onEnd;
    private long lastMovement = System.nanoTime();
    private long timer;
    private boolean exhausted;

    Patience(Vertx vertx, Duration limit, Runnable onEnd) {
        this.vertx = vertx;
        this.nanos = limit.toNanos();
        this.onEnd = onEnd;
    }

    void start() {
        waitFor(nanos);
    }

    void moved() {
        lastMovement = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    boolean exhausted() {
        return exhausted;
    }

    private void waitFor(long remaining) {
        timer = vertx.setTimer(Math.max(1, Duration.ofNanos(remaining).toMillis()), due -> check());
    }

    private void check() {
        long remaining = nanos - (System.nanoTime() - lastMovement);
        if (remaining > 0) {
            waitFor(remaining);
        } else {
            exhausted = true;
            onEnd.run();
        }
    }
}
