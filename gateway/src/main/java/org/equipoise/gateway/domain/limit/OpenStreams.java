package org.equipoise.gateway.domain.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/**
 * Counts the streams of events that are open, each person's and all together, and gives no place beyond either limit. What
 * somebody is told depends on their own streams, and at the outer limit on nothing but that it is reached: whose streams
 * take the places shows nowhere. Safe for use by several threads.
 */
public final class OpenStreams {

    /** The same for everybody, because when a place will be free cannot be known. */
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final int inAll;
    private final int perPerson;
    private final Map<String, Set<Place>> places = new HashMap<>();
    private int taken;

    /**
     * Begins with no stream open.
     *
     * @param inAll how many streams may be open at a time, at least 1
     * @param perPerson how many of them may be one person's, at least 1
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public OpenStreams(int inAll, int perPerson) {
        if (inAll < 1 || perPerson < 1) {
            throw new IllegalArgumentException("At least one stream of events must be possible, and not " + inAll
                    + " in all and " + perPerson + " a person");
        }
        this.inAll = inAll;
        this.perPerson = perPerson;
    }

    /**
     * Takes a place for a stream of a person.
     *
     * @param end ends the stream
     * @throws Refusal {@code too-many-requests} if the person has as many streams open as one may, and else {@code busy}
     *     if there are as many as there may be in all; both with a number of seconds after which to ask again
     */
    public synchronized Place take(String person, Runnable end) {
        int own = places.getOrDefault(person, Set.of()).size();
        if (own >= perPerson) {
            throw RetryAfter.in(
                    AGAIN,
                    Refusal.of(
                                    ProblemType.TOO_MANY_REQUESTS,
                                    "You follow " + own + " lists at the same time, which is the most for one person.")
                            .fix("Close a page that follows a list, or read the list without following it."));
        }
        if (taken >= inAll) {
            throw RetryAfter.in(
                    AGAIN,
                    Refusal.of(ProblemType.BUSY, "As many lists are followed at present as can be.")
                            .fix("Read the list without following it, and try again later."));
        }
        Place place = new Place(person, end);
        places.computeIfAbsent(person, first -> new HashSet<>()).add(place);
        taken++;
        return place;
    }

    /**
     * Ends all streams of a person, whose session is over. Those of another session of the same person are made again by the
     * browser that follows them.
     */
    public void endAll(String person) {
        List<Place> open;
        synchronized (this) {
            open = List.copyOf(places.getOrDefault(person, Set.of()));
        }
        open.forEach(place -> place.end.run());
    }

    /** How many streams are open. */
    public synchronized int taken() {
        return taken;
    }

    /** How many people have streams open; nobody else is remembered. */
    synchronized int people() {
        return places.size();
    }

    private synchronized void giveBack(Place place) {
        if (place.held) {
            place.held = false;
            taken--;
            places.computeIfPresent(place.person, (person, own) -> {
                own.remove(place);
                return own.isEmpty() ? null : own;
            });
        }
    }

    /** The place of one open stream. */
    public final class Place {
        private final String person;
        private final Runnable end;
        private boolean held = true;

        private Place(String person, Runnable end) {
            this.person = person;
            this.end = end;
        }

        /** Frees the place for another stream; only the first call counts, from whichever side it comes. */
        public void free() {
            giveBack(this);
        }
    }
}
