package org.equipoise.gateway.domain.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<String, Integer> places = new HashMap<>();
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
     * @throws Refusal {@code too-many-requests} if the person has as many streams open as one may, and else {@code busy}
     *     if there are as many as there may be in all; both with a number of seconds after which to ask again
     */
    public synchronized Place take(String person) {
        int own = places.getOrDefault(person, 0);
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
        places.put(person, own + 1);
        taken++;
        return new Place(person);
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
            places.computeIfPresent(place.person, (person, own) -> own == 1 ? null : own - 1);
        }
    }

    /** The place of one open stream. */
    public final class Place {
        private final String person;
        private boolean held = true;

        private Place(String person) {
            this.person = person;
        }

        /** Frees the place for another stream; only the first call counts, from whichever side it comes. */
        public void free() {
            giveBack(this);
        }
    }
}
