package org.equipoise.gateway.edge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(done -> closed.countDown());
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsWhenNothingMoves() throws InterruptedException {
        Patience patience = patience(Duration.ofMillis(50));
        patience.start();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(patience.exhausted()).isTrue();
    }

    @Test
    void startsAnewWithEachMovement() throws InterruptedException {
        Patience patience = patience(Duration.ofMillis(300));
        long mover = vertx.setPeriodic(20, tick -> patience.moved());
        patience.start();
        assertThat(ended.await(700, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(patience.exhausted()).isFalse();
        vertx.cancelTimer(mover);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotEndOnceItIsStopped() throws InterruptedException {
        Patience patience = patience(Duration.ofMillis(100));
        patience.start();
        patience.stop();
        assertThat(ended.await(300, TimeUnit.MILLISECONDS)).isFalse();
    }

    private Patience patience(Duration limit) {
        return new Patience(vertx, limit, ended::countDown);
    }
}
