package org.equipoise.ecrf.domain.query;

import java.time.Instant;
import java.util.Locale;
import org.equipoise.ecrf.domain.form.Author;

/**
 * One step in the life of a query. Steps are added and never changed.
 *
 * @param at when
 * @param by who
 * @param action what was done
 * @param text in which words
 * @param requestKey the idempotency key of the request that did it
 * @param afterTurn how many turns of the subject had been taken when it was done, if it opened the query; otherwise 0. Counts saves of
 *     hidden forms too, and is therefore shown to nobody
 */
public record QueryEntry(Instant at, Author by, Action action, String text, String requestKey, long afterTurn) {
    /**
     * A step whose place among the saves of the subject does not matter.
     *
     * @param at when
     * @param by who
     * @param action what was done
     * @param text in which words
     * @param requestKey the idempotency key of the request that did it
     */
    public QueryEntry(Instant at, Author by, Action action, String text, String requestKey) {
        this(at, by, action, text, requestKey, 0);
    }

    /**
     * The step in its place among the saves of the subject.
     *
     * @param turns how many turns had been taken
     * @return the same step
     */
    public QueryEntry afterTurn(long turns) {
        return new QueryEntry(at, by, action, text, requestKey, turns);
    }

    /** What can be done to a query. */
    public enum Action {
        /** Asked. */
        RAISED,
        /** Answered. */
        ANSWERED,
        /** Closed. */
        CLOSED,
        /** Opened again, because closing it was wrong. */
        REOPENED;

        /**
         * The name used in answers.
         *
         * @return for example {@code answered}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Whose turn it is afterwards.
         *
         * @return the status that the action leads to
         */
        public QueryStatus status() {
            return switch (this) {
                case RAISED, REOPENED -> QueryStatus.OPEN;
                case ANSWERED -> QueryStatus.ANSWERED;
                case CLOSED -> QueryStatus.CLOSED;
            };
        }
    }
}
