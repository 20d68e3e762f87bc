package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A list that several people follow who may see the same of it: it is drawn up once for all of them, when something was saved that
 * they may see, and at each whole minute, as of that minute. So neither what it says nor when it is sent depends on the moment at
 * which something else was saved.
 */
final class SharedList {
    private final ToLongFunction<Instant> saves;
    private final Function<Instant, Page> draw;
    private final ReentrantLock drawing = new ReentrantLock();
    private volatile Drawn last;
    private volatile Instant askedAt;

    /** A list as it is sent; the same id means that nothing in it has changed but what the clock changes every minute. */
    record Page(String id, String text) {}

    private record Drawn(Instant minute, long saves, Page page) {}

    SharedList(ToLongFunction<Instant> saves, Function<Instant, Page> draw, Instant now) {
        this.saves = saves;
        this.draw = draw;
        this.askedAt = now;
    }

    /** The list at an instant; while somebody draws it up, the others get the one before. */
    Page at(Instant now) {
        askedAt = now;
        Drawn before = last;
        if (before == null) {
            drawing.lock();
        } else if (!drawing.tryLock()) {
            return before.page();
        }
        try {
            return drawnUp(now).page();
        } finally {
            drawing.unlock();
        }
    }

    boolean isForgotten(Instant since) {
        return askedAt.isBefore(since);
    }

    private Drawn drawnUp(Instant now) {
        long present = saves.applyAsLong(now);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (last == null || minute.isAfter(last.minute()) || present != last.saves()) {
            last = new Drawn(minute, present, draw.apply(minute));
        }
        return last;
    }
}
