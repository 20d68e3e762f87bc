package org.equipoise.benchmarks.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls from several clients at once; what happens before the warm-up ends is not counted. Any failed call fails the run.
 *
 * @param clients how many
 * @param warmUp the time before measuring
 * @param measured the time measured
 */
public record Load(int clients, Duration warmUp, Duration measured) {

    private static final long CONNECTING_SECONDS = 60;

    /** Calls per second with every client calling again as soon as it is answered. */
    public double throughput(Client.Factory factory, AtomicLong numbers) {
        Latencies finished = everyClient(factory, (client, start, latencies) -> {
            long from = start + warmUp.toNanos();
            long to = from + measured.toNanos();
            for (long now = System.nanoTime(); now < to; now = System.nanoTime()) {
                client.call(numbers.getAndIncrement());
                long end = System.nanoTime();
                if (end >= from && end < to) {
                    latencies.add(end - now);
                }
            }
        });
        return finished.count() * 1e9 / measured.toNanos();
    }

    /**
     * How long calls take that are due at a steady rate. A call's time counts from when it was due, whether or not a client
     * was free to make it, so that a stall counts for every call that it delayed.
     */
    public Latencies atRate(double perSecond, Client.Factory factory, AtomicLong numbers) {
        AtomicLong tickets = new AtomicLong();
        long between = Math.round(1e9 / perSecond);
        long unmeasured = warmUp.toNanos() / between;
        long all = unmeasured + measured.toNanos() / between;
        return everyClient(factory, (client, start, latencies) -> {
            for (long ticket = tickets.getAndIncrement(); ticket < all; ticket = tickets.getAndIncrement()) {
                long due = start + ticket * between;
                waitUntil(due);
                client.call(numbers.getAndIncrement());
                if (ticket >= unmeasured) {
                    latencies.add(System.nanoTime() - due);
                }
            }
        });
    }

    private interface Work {
        void run(Client client, long start, Latencies latencies) throws IOException, SQLException;
    }

    /** All clients start together, once all are connected. */
    private Latencies everyClient(Client.Factory factory, Work work) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        AtomicLong start = new AtomicLong();
        CyclicBarrier connected = new CyclicBarrier(clients, () -> start.set(System.nanoTime()));
        try {
            List<Future<Latencies>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Callable<Latencies> one = () -> {
                    Latencies latencies = new Latencies();
                    try (Client client = factory.connect()) {
                        connected.await(CONNECTING_SECONDS, TimeUnit.SECONDS);
                        work.run(client, start.get(), latencies);
                    }
                    return latencies;
                };
                running.add(threads.submit(one));
            }
            Latencies all = new Latencies();
            for (Future<Latencies> client : running) {
                all.addAll(client.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new LoadFailure("A call failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
